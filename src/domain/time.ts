/** The current time in whole epoch seconds, the unit of expiry times. */
export const nowInSeconds = (): number => Math.floor(Date.now() / 1_000);
