/** A clock that a test moves on, for the functions in this process; after the test it is right again. */
export const useClock = () => {
  let clock: jest.SpyInstance<number> | undefined;
  afterEach(() => {
    clock?.mockRestore();
    clock = undefined;
  });
  return {
    /** Lets this much time pass at once, counted from now; it stands still then. */
    pass: (milliseconds: number): void => {
      const now = Date.now();
      clock ??= jest.spyOn(Date, 'now');
      clock.mockReturnValue(now + milliseconds);
    },
  };
};
