/** The time now, as expiry is counted: whole epoch seconds. */
export const nowInSeconds = (): number => Math.floor(Date.now() / 1_000);
