/** A person's profile. The email address is shown only to that person. */
export type Profile = { userId: string; username: string; displayName: string; email?: string | undefined };

/** The key of a username. Usernames are unique, ignoring case. */
export const usernameKey = (username: string): string => username.toLowerCase();
