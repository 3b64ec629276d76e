import * as z from 'zod';
import { DISPLAY_NAME_MAX_LENGTH } from '../../domain/limits.ts';
import type { Profile } from '../../domain/user.ts';
import { email } from '../../lambda/schemas/email.ts';
import { text } from '../../lambda/schemas/text.ts';

const RULE = 'username must have 3 to 32 letters, digits, _ or -, and begin with a letter';

/** ASCII only: lookalike letters of other scripts would allow impersonation. `me` is a route. */
const Username = z.string({ error: RULE }).regex(/^[a-z][a-z0-9_-]{2,31}$/i, RULE);

/** The body of `PUT /users/me`. */
export const NewProfile = z
  .strictObject({
    username: Username,
    displayName: text({ label: 'displayName', max: DISPLAY_NAME_MAX_LENGTH, lines: 'one' }),
    email: email('email').optional(),
  })
  .meta({ id: 'NewProfile', examples: [{ username: 'ada', displayName: 'Ada Lovelace', email: 'ada@example.com' }] });

/** A person as shown to all signed-in users. */
export const UserView = z
  .strictObject({ userId: z.string(), username: z.string(), displayName: z.string() })
  .meta({ id: 'User' });

/** A person as shown to themselves. */
export const ProfileView = UserView.extend({ email: z.string().optional() }).meta({ id: 'Profile' });
export type ProfileView = z.infer<typeof ProfileView>;

export const userView = ({ userId, username, displayName }: Profile): z.infer<typeof UserView> => ({
  userId,
  username,
  displayName,
});

export const profileView = (profile: Profile): ProfileView => ({
  ...userView(profile),
  email: profile.email,
});

/** The path of a person. */
export const UserPath = z.strictObject({ username: Username });
