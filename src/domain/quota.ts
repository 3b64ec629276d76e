/** Whose posts are counted together: a person's, those by one share link, those from one network address. */
export type QuotaPolicy = 'person' | 'link' | 'address';

/** Windows are the minutes of the clock. Around the turn of one, up to twice the limit can be posted within a minute. */
export const QUOTA_WINDOW_SECONDS = 60;

/** A quota as it applies to one request, and the window of time that the request falls into. */
export type Quota = {
  policy: QuotaPolicy;
  /** SHA-256, in hexadecimal, of whose posts are counted. */
  subjectDigest: string;
  /** Posts in a window. */
  limit: number;
  /** The window, counted from the epoch: epoch minutes. */
  window: number;
  /** Seconds until the window ends, rounded up: 1 to 60. */
  secondsLeft: number;
};

/** How a quota stands; `remaining` posts, where that is known. */
export type QuotaState = Pick<Quota, 'policy' | 'limit' | 'secondsLeft'> & { remaining?: number | undefined };

/** The window that a time (epoch milliseconds) falls into, and how long it still lasts. */
export const windowAt = (time: number): Pick<Quota, 'window' | 'secondsLeft'> => {
  const seconds = Math.floor(time / 1_000);
  return {
    window: Math.floor(seconds / QUOTA_WINDOW_SECONDS),
    secondsLeft: QUOTA_WINDOW_SECONDS - (seconds % QUOTA_WINDOW_SECONDS),
  };
};
