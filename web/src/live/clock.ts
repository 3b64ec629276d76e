/** Time that a test can hold. Milliseconds. */
export type Clock = {
  now(): number;
  /** @returns what cancels the call */
  after(ms: number, call: () => void): () => void;
};
