import { useState } from 'preact/hooks';
import { AUTHOR_MAX_LENGTH } from '../../../src/domain/limits.ts';
import { forgetUnsent, unsentOf } from '../storage/memory.ts';
import { Dialog } from './dialog.tsx';
import { ProfileForm } from './profile-form.tsx';
import type { Services } from './services.ts';
import { SignInButton, useCanSignIn } from './sign-in-screen.tsx';
import { LineField } from './text-field.tsx';

/** `name` is a guest's name; undefined if it comes from a profile. `nameless`: changes wait for a name. */
type Props = {
  services: Services;
  name: string | undefined;
  nameless: boolean;
  rename(name: string): void;
  close(): void;
};

/** Signing out asks about unsent changes: nobody else can send them. */
const SignOut = ({ services }: { services: Services }) => {
  const { shelf, userId, profile, signOut } = services;
  const [waiting, setWaiting] = useState(0);
  const leave = () => {
    const unsent = unsentOf(shelf, userId);
    if (unsent === 0) signOut();
    else setWaiting(unsent);
  };
  if (waiting === 0) {
    return (
      <p class="row">
        <span>{profile ? `Signed in as ${profile.displayName}.` : 'Signed in.'}</span>
        <button type="button" class="text-button" onClick={leave}>
          Sign out
        </button>
      </p>
    );
  }
  const discard = () => {
    signOut();
    forgetUnsent(shelf, userId);
  };
  return (
    <div class="fields" role="alert">
      <p>
        {waiting === 1 ? 'One thing that you wrote is' : `${waiting} things that you wrote are`} not sent yet. It can
        only be sent as yours, when you are signed in in this browser.
      </p>
      <button type="button" class="primary" onClick={() => setWaiting(0)}>
        Stay signed in
      </button>
      <button type="button" class="secondary" onClick={signOut}>
        Sign out, keep it for me
      </button>
      <button type="button" class="text-button" onClick={discard}>
        Sign out and throw it away
      </button>
    </div>
  );
};

const GuestName = ({ name: known, rename, close }: { name: string; rename(name: string): void; close(): void }) => {
  const [name, setName] = useState(known);
  return (
    <form
      class="fields"
      onSubmit={(event) => {
        event.preventDefault();
        rename(name);
        close();
      }}
    >
      <LineField
        label="Your name on this board"
        first={known}
        max={AUTHOR_MAX_LENGTH}
        placeholder="Guest"
        changed={setName}
      />
      <button type="submit" class="primary">
        Save
      </button>
    </form>
  );
};

/** The person's identity here: a guest with a name, or signed in. */
export const YouDialog = ({ services, name, nameless, rename, close }: Props) => {
  const { userId, profile } = services;
  const canSignIn = useCanSignIn(services);
  return (
    <Dialog title="You" close={close}>
      {name !== undefined && <GuestName name={name} rename={rename} close={close} />}
      {nameless && <p role="alert">Choose a name. Your changes are kept until then.</p>}
      {userId !== undefined && profile !== undefined && <ProfileForm services={services} done={close} />}
      {userId !== undefined && profile === undefined && <p>Your profile could not be read. Reload the page.</p>}
      {userId !== undefined && <SignOut services={services} />}
      {userId === undefined && canSignIn && (
        <div class="row">
          <span>Sign in for boards of your own.</span>
          <SignInButton services={services} />
        </div>
      )}
    </Dialog>
  );
};
