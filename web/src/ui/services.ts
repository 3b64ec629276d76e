import type { Call } from '../api/http.ts';
import type { SignIn } from '../auth/sign-in.ts';

/** A person, as the server knows them. */
export type Profile = { userId: string; username: string; displayName: string };

/** What every screen works with. */
export type Services = {
  call: Call;
  /** Undefined where nobody can sign in. */
  signIn: SignIn | undefined;
  /** Of who is signed in; undefined while nobody is. */
  userId: string | undefined;
  /** Undefined until they chose a name. */
  profile: Profile | undefined;
  /** Why signing in failed, where it just did. */
  problem: string | undefined;
  profileChosen(profile: Profile): void;
  signOut(): void;
};
