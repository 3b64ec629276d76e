/** A clock that tests can control. Milliseconds. */
export type Clock = {
  now(): number;
  /** @returns a function that cancels the call */
  after(ms: number, call: () => void): () => void;
};
