import { useState } from 'preact/hooks';
import { DISPLAY_NAME_MAX_LENGTH } from '../../../src/domain/limits.ts';
import { asKept } from '../../../src/domain/text.ts';
import type { ProfileView } from '../../../src/features/people/schemas.ts';
import type { Services } from './services.ts';
import { LineField } from './text-field.tsx';

/** A suggested username: letters and digits of the name, and more characters if these are too few. */
const usernameOf = (name: string): string => {
  const letters = name
    .normalize('NFD')
    .replace(/[^A-Za-z0-9]/g, '')
    .replace(/^[^A-Za-z]+/, '')
    .toLowerCase()
    .slice(0, 32);
  return letters.length >= 3 ? letters : '';
};

const UsernameField = ({ value, changed }: { value: string; changed(username: string): void }) => (
  <label>
    Username
    <input
      required
      pattern="[A-Za-z][A-Za-z0-9_\-]{2,31}"
      title="3 to 32 letters, digits, _ or -, beginning with a letter"
      autocomplete="username"
      value={value}
      onInput={(event) => changed(event.currentTarget.value)}
    />
  </label>
);

type Props = {
  services: Services;
  label?: string;
  done?(): void;
};

/** The form in which a signed-in person chooses their names. */
export const ProfileForm = ({ services, label = 'Save', done }: Props) => {
  const { call, profile, profileChosen, suggestedName } = services;
  const [displayName, setDisplayName] = useState(profile?.displayName ?? suggestedName);
  const [username, setUsername] = useState(profile?.username);
  const [problem, setProblem] = useState('');
  const save = async () => {
    setProblem('');
    const body = {
      ...(profile?.email !== undefined && { email: profile.email }),
      username: username ?? usernameOf(displayName),
      displayName: asKept(displayName, 'one'),
    };
    try {
      profileChosen(await call<ProfileView>('PUT', '/users/me', { body }));
      done?.();
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
      <LineField
        label="Your name"
        required
        autocomplete="name"
        first={displayName}
        max={DISPLAY_NAME_MAX_LENGTH}
        changed={setDisplayName}
      />
      <UsernameField value={username ?? usernameOf(displayName)} changed={setUsername} />
      <button type="submit" class="primary">
        {label}
      </button>
      {problem && <p role="alert">{problem}</p>}
    </form>
  );
};
