import type { ProfileView } from '../../../src/features/people/schemas.ts';
import type { Call } from '../api/http.ts';
import type { SignIn } from '../auth/sign-in.ts';
import type { Shelf } from '../storage/shelf.ts';
import type { Tab } from '../storage/tabs.ts';

/** What every screen works with. */
export type Services = {
  call: Call;
  signIn: SignIn;
  shelf: Shelf;
  /** Opens a board among those of this browser. */
  newTab(): Tab;
  /** Unique, and unguessable: 256 random bits. */
  unique(): string;
  /** Of who is signed in; undefined while nobody is. */
  userId: string | undefined;
  /** Null for who has chosen no name yet; undefined while it could not be read. */
  profile: ProfileView | null | undefined;
  /** What the issuer calls them, '' where it does not say. */
  suggestedName: string;
  /** Why signing in failed, where it just did. */
  problem: string | undefined;
  profileChosen(profile: ProfileView): void;
  signOut(): void;
};
