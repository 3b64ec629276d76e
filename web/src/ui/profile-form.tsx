import { useState } from 'preact/hooks';
import type { Profile, Services } from './services.ts';

/** Where somebody who is signed in says how they are called. */
export const ProfileForm = ({ services }: { services: Services }) => {
  const { call, profile, profileChosen } = services;
  const [displayName, setDisplayName] = useState(profile?.displayName ?? '');
  const [username, setUsername] = useState(profile?.username ?? '');
  const [problem, setProblem] = useState('');
  const save = async () => {
    try {
      profileChosen(
        await call<Profile>('PUT', '/users/me', { body: { ...profileFields(profile), username, displayName } }),
      );
      setProblem('');
    } catch (error) {
      setProblem((error as Error).message);
    }
  };
  return (
    <form
      class="fields"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <label>
        Your name
        <input
          required
          maxLength={64}
          value={displayName}
          onInput={(event) => setDisplayName(event.currentTarget.value)}
        />
      </label>
      <label>
        Username
        <input
          required
          pattern="[A-Za-z][A-Za-z0-9_\-]{2,31}"
          title="3 to 32 letters, digits, _ or -, beginning with a letter"
          autocomplete="username"
          value={username}
          onInput={(event) => setUsername(event.currentTarget.value)}
        />
      </label>
      <button type="submit" class="primary">
        Save
      </button>
      {problem && <p role="alert">{problem}</p>}
    </form>
  );
};

/** The address stays as it is: a profile is put whole. */
const profileFields = (profile: (Profile & { email?: string }) | undefined) =>
  profile?.email === undefined ? {} : { email: profile.email };
