import { useState } from 'preact/hooks';
import { Dialog } from './dialog.tsx';
import { ProfileForm } from './profile-form.tsx';
import type { Services } from './services.ts';

/** `name` is that of a guest; undefined for who is signed in. */
type Props = { services: Services; name: string | undefined; rename(name: string): void; close(): void };

/** Who one is here: a guest with a name, or somebody who is signed in. */
export const YouDialog = ({ services, name: known, rename, close }: Props) => {
  const { signIn, userId, profile } = services;
  const [name, setName] = useState(known ?? '');
  const [problem, setProblem] = useState('');
  return (
    <Dialog title="You" close={close}>
      {known !== undefined && (
        <form
          class="fields"
          onSubmit={(event) => {
            event.preventDefault();
            rename(name.trim());
            close();
          }}
        >
          <label>
            Your name on this board
            <input
              value={name}
              maxLength={64}
              placeholder="Guest"
              onInput={(event) => setName(event.currentTarget.value)}
            />
          </label>
          <button type="submit" class="primary">
            Save
          </button>
        </form>
      )}
      {userId !== undefined && <ProfileForm services={services} />}
      {userId !== undefined && (
        <p class="row">
          <span>{profile ? `Signed in as ${profile.displayName}.` : 'Signed in.'}</span>
          <button type="button" class="text-button" onClick={services.signOut}>
            Sign out
          </button>
        </p>
      )}
      {userId === undefined && signIn && (
        <p class="row">
          <span>Sign in for boards of your own.</span>
          <button
            type="button"
            class="secondary"
            onClick={() => signIn.start(location.hash).catch((error: Error) => setProblem(error.message))}
          >
            Sign in
          </button>
        </p>
      )}
      {problem && <p role="alert">{problem}</p>}
    </Dialog>
  );
};
