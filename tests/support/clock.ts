/** A clock that a test advances, for the functions in this process. It is reset after the test. */
export const useClock = () => {
  let clock: jest.SpyInstance<number> | undefined;
  afterEach(() => {
    clock?.mockRestore();
    clock = undefined;
  });
  return {
    /** Advances the clock at once, from the real time; then it stands still. */
    pass: (milliseconds: number): void => {
      const now = Date.now();
      clock ??= jest.spyOn(Date, 'now');
      clock.mockReturnValue(now + milliseconds);
    },
  };
};
