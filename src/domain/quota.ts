/** Which posts are counted together: those of a person, of a share link, or of a network address. */
export type QuotaPolicy = 'person' | 'link' | 'address';

/** Windows are minutes of the clock. Around the start of one, up to twice the limit can be posted within 60 seconds. */
export const QUOTA_WINDOW_SECONDS = 60;

/** A quota for one request, and the time window of the request. */
export type Quota = {
  policy: QuotaPolicy;
  /** SHA-256, in hexadecimal, of the person, link or address. */
  subjectDigest: string;
  /** The most posts in a window. */
  limit: number;
  /** The number of the window, in epoch minutes. */
  window: number;
  /** Seconds until the window ends, rounded up: 1 to 60. */
  secondsLeft: number;
};

/** The state of a quota; `remaining` is the number of posts left, if known. */
export type QuotaState = Pick<Quota, 'policy' | 'limit' | 'secondsLeft'> & { remaining?: number | undefined };

/** The window of a time (epoch milliseconds), and the seconds left in it. */
export const windowAt = (time: number): Pick<Quota, 'window' | 'secondsLeft'> => {
  const seconds = Math.floor(time / 1_000);
  return {
    window: Math.floor(seconds / QUOTA_WINDOW_SECONDS),
    secondsLeft: QUOTA_WINDOW_SECONDS - (seconds % QUOTA_WINDOW_SECONDS),
  };
};
