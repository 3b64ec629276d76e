import type { ProfileView } from '../../../src/features/people/schemas.ts';
import type { Call } from '../api/http.ts';
import type { SignIn } from '../auth/sign-in.ts';
import type { Shelf } from '../storage/shelf.ts';
import type { Tab } from '../storage/tabs.ts';

/** The services for all screens. */
export type Services = {
  call: Call;
  signIn: SignIn;
  shelf: Shelf;
  /** Opens a board, as one of this browser. */
  newTab(): Tab;
  /** Unique, and unguessable: 256 random bits. */
  unique(): string;
  /** The signed-in person's; undefined while nobody is signed in. */
  userId: string | undefined;
  /** Null before the person has chosen a name; undefined if it could not be read. */
  profile: ProfileView | null | undefined;
  /** The name from the issuer, or ''. */
  suggestedName: string;
  /** Why signing in has just failed, if it did. */
  problem: string | undefined;
  profileChosen(profile: ProfileView): void;
  signOut(): void;
};
