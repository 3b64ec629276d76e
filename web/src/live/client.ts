import type { Answer, BoardChange } from '../../../src/features/live/frame-schemas.ts';
import type { Clock } from './clock.ts';
import { type Connection, connection } from './connection.ts';
import type { OwnChange, Socket } from './protocol.ts';
import { type Sequence, start } from './sequence.ts';
import type { LiveHandlers } from './subscription.ts';

/**
 * `connecting`; `live`; `lost`: tries again after a pause; `unavailable`: the server has no live updates; `refused`:
 * this person has no access to the board, or no longer.
 */
export type LiveStatus = 'connecting' | 'live' | 'lost' | 'unavailable' | 'refused';

/** The result of a request for a ticket (L1). */
export type Ticket = { url: string } | 'unreachable' | 'unavailable' | 'refused';

export type LiveOptions = {
  ticket(): Promise<Ticket>;
  open(url: string): Socket;
  clock: Clock;
  /** 0 to 1, for the jitter. */
  random(): number;
  handlers: LiveHandlers;
  status(status: LiveStatus): void;
};

export type LiveClient = {
  /** Sends an own change; undefined when it could not be sent, or its answer was lost. */
  ask(message: OwnChange): Promise<Answer | undefined>;
  cursor(x: number, y: number): void;
  /** Connects now, for example when the network is back. */
  retry(): void;
  /** Ends the connection and connects again, for example when the network is gone. */
  drop(): void;
  stop(): void;
};

const FIRST_RETRY_MS = 1_000;
const LAST_RETRY_MS = 30_000;

/**
 * The wait before an attempt: doubles each time, up to half a minute, with jitter so that clients do not reconnect at
 * once.
 */
export const backoff = (attempt: number, random: number): number =>
  Math.round(Math.min(LAST_RETRY_MS, FIRST_RETRY_MS * 2 ** attempt) * (0.5 + random / 2));

/** Schedules the next attempt to connect. */
const attempts = ({ clock, random }: LiveOptions, connect: () => void) => {
  let failed = 0;
  let cancel = () => {};
  const after = (wait: number): void => {
    cancel();
    cancel = clock.after(wait, connect);
  };
  return {
    /** After a pause, which grows with each failure. */
    again: (): void => {
      after(backoff(failed, random()));
      failed += 1;
    },
    /** After the longest pause. */
    late: (): void => after(LAST_RETRY_MS),
    succeeded: (): void => {
      failed = 0;
    },
    cancel: (): void => cancel(),
  };
};

/** Keeps a board connected: asks for a ticket, connects, and repeats this whenever the connection ends. */
export const liveClient = (options: LiveOptions): LiveClient => {
  const { clock, handlers, status } = options;
  const sequence: { current: Sequence<BoardChange> } = { current: start() };
  let current: Connection | undefined;
  let run = 0;

  const closed = (own: number) => () => {
    if (own !== run) return;
    current = undefined;
    status('lost');
    next.again();
  };
  const connect = async () => {
    next.cancel();
    run += 1;
    const own = run;
    status('connecting');
    const ticket = await options.ticket();
    if (own !== run) return;
    if (ticket === 'refused') return status('refused');
    if (ticket === 'unavailable') {
      status('unavailable');
      return next.late();
    }
    if (ticket === 'unreachable') return closed(own)();
    current = connection({
      ...{ clock, handlers, sequence, socket: options.open(ticket.url) },
      ready: () => {
        next.succeeded();
        status('live');
      },
      closed: closed(own),
    });
  };
  const next = attempts(options, connect);
  connect();
  return {
    ask: async (message) => current?.ask(message),
    cursor: (x, y) => current?.cursor(x, y),
    retry: () => {
      next.succeeded();
      if (!current) connect();
    },
    drop: () => current?.close(),
    stop: () => {
      run += 1;
      next.cancel();
      current?.close();
    },
  };
};
