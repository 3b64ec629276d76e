/** Captures the output of this process, stdout and stderr, instead of writing it. */
export const captureOutput = () => {
  let output = '';
  const spies = [process.stdout, process.stderr].map((stream) =>
    jest.spyOn(stream, 'write').mockImplementation((text) => {
      output += text;
      return true;
    }),
  );
  return {
    text: (): string => output,
    /** Writes again. */
    release: (): void => {
      for (const spy of spies) spy.mockRestore();
    },
  };
};
