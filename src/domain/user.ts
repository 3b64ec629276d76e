/** A person as they describe themselves. The email address is for nobody else's eyes. */
export type Profile = { userId: string; username: string; displayName: string; email?: string | undefined };

/** A username is taken whatever its case. */
export const usernameKey = (username: string): string => username.toLowerCase();
