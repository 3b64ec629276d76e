import type { Person } from '../../../src/features/live/frame-schemas.ts';
import type { BoardView, ConnectionState } from '../session/view.ts';
import { Icon, IconButton } from './icons.tsx';
import { hueOf, initials } from './words.ts';

const STATUS: Record<ConnectionState, { short: string; long: string }> = {
  connecting: { short: 'Connecting…', long: 'Connecting…' },
  live: { short: 'Live', long: 'Everybody’s changes show at once.' },
  polling: { short: 'No live updates', long: 'Changes of others show after some seconds. Connecting again and again…' },
  offline: {
    short: 'Offline',
    long: 'You can go on writing: it is kept, and sent as soon as the server can be reached.',
  },
  closed: { short: 'Closed', long: 'This board is not open to you.' },
};

const Status = ({ connection, unsent }: { connection: ConnectionState; unsent: number }) => (
  <p class={`status ${connection}`} role="status" title={STATUS[connection].long}>
    <span class="lamp" aria-hidden="true" />
    <span class="status-text">
      {STATUS[connection].short}
      {connection !== 'live' && unsent > 0 && ` · ${unsent} unsent`}
    </span>
  </p>
);

const MOST_FACES = 5;

const People = ({ people, you }: { people: readonly Person[]; you: Person | undefined }) => {
  const sorted = [...people].sort(
    (a, b) => Number(b.connectionId === you?.connectionId) - Number(a.connectionId === you?.connectionId),
  );
  const shown = sorted.slice(0, MOST_FACES);
  return (
    <ul class="people" aria-label={`${people.length} here`}>
      {shown.map(({ connectionId, name }) => {
        const self = connectionId === you?.connectionId;
        return (
          <li key={connectionId} class={`face hue-${hueOf(name, 8)}`} title={self ? `${name} (you)` : name}>
            <span aria-hidden="true">{initials(name)}</span>
            <span class="unseen">{self ? `${name} (you)` : name}</span>
          </li>
        );
      })}
      {sorted.length > MOST_FACES && <li class="face more">+{sorted.length - MOST_FACES}</li>}
    </ul>
  );
};

type Props = { view: BoardView; unsent: number; showShare: boolean; share(): void; you(): void };

/** The bar at the top: the board, its connection, and the connected people. */
export const Header = ({ view, unsent, showShare, share, you }: Props) => (
  <header class="top">
    <div class="bar brand">
      <a class="logo" href="#/" aria-label="The public wall">
        <img src="/icon.svg" alt="" width="24" height="24" />
      </a>
      <h1>{view.title || 'Whiteboard'}</h1>
      <Status connection={view.connection} unsent={unsent} />
    </div>
    <div class="bar">
      <People people={view.people} you={view.you} />
      <a class="icon-button" href="#/boards" aria-label="My boards" title="My boards">
        <Icon name="boards" />
      </a>
      {showShare && <IconButton icon="share" label="Share" onClick={share} />}
      <IconButton icon="person" label="You" onClick={you} />
    </div>
  </header>
);
