import { useEffect, useState } from 'preact/hooks';
import { TITLE_MAX_LENGTH } from '../../../src/domain/limits.ts';
import { asKept } from '../../../src/domain/text.ts';
import type { BoardsPage, BoardView } from '../../../src/features/boards/schemas.ts';
import { ProfileForm } from './profile-form.tsx';
import type { Services } from './services.ts';
import { Sheet } from './sheet.tsx';
import { LineField } from './text-field.tsx';

const row = ({ id, title, description, role }: BoardView) => (
  <li key={id}>
    <a href={`#/boards/${id}`}>
      <strong>{title}</strong>
      {description && <span>{description}</span>}
      <small>{role}</small>
    </a>
  </li>
);

/** The boards of the signed-in person, and a field for a new one. */
export const BoardsScreen = ({ services }: { services: Services }) => {
  const { call, profile } = services;
  const [boards, setBoards] = useState<BoardView[]>();
  const [title, setTitle] = useState('');
  const [problem, setProblem] = useState('');
  useEffect(() => {
    call<BoardsPage>('GET', '/boards?limit=100').then(
      (page) => setBoards(page.boards),
      (error: Error) => setProblem(error.message),
    );
  }, [call]);
  const create = async () => {
    setProblem('');
    const headers = { 'idempotency-key': services.unique() };
    const { id } = await call<BoardView>('POST', '/boards', { body: { title: asKept(title, 'one') }, headers });
    location.hash = `#/boards/${id}`;
  };
  return (
    <Sheet title="My boards">
      {profile === null && (
        <>
          <p>First choose a name for others to see.</p>
          <ProfileForm services={services} />
        </>
      )}
      <form
        class="fields inline"
        onSubmit={(event) => {
          event.preventDefault();
          create().catch((error: Error) => setProblem(error.message));
        }}
      >
        <LineField label="New board" required placeholder="Title" first="" max={TITLE_MAX_LENGTH} changed={setTitle} />
        <button type="submit" class="primary">
          Create
        </button>
      </form>
      {problem && <p role="alert">{problem}</p>}
      <ul class="rows boards">{boards?.map(row)}</ul>
      {boards?.length === 0 && <p>You have no board yet.</p>}
    </Sheet>
  );
};
