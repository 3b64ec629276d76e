/** One line of the access log. `durationMs` until the response was handed over. */
export type AccessLogEntry = {
  method: string;
  encodedPath: string;
  status: number;
  durationMs: number;
  functionName: string | undefined;
  /** Why it was refused, where the answer doesn't say that. */
  reason?: string | undefined;
};
