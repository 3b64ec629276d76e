import type { DynamoDBRecord } from 'aws-lambda';
import type { MessageView } from '../../src/features/messages/schemas.ts';
import { newBoard } from './boards.ts';
import { done } from './calls.ts';
import type { Fault } from './fault-proxy.ts';
import type { useLive } from './live.ts';
import { createModel, type LiveModel } from './live-model.ts';
import type { Person } from './people.ts';

/** The fate of a batch of the stream: how it is divided, where the function dies, and whether it runs twice at once. */
type Batch = { size: number; back: number; dies: number | undefined; twice: boolean };

type Write = { what: 'post' | 'edit' | 'delete'; which: number; overSocket: boolean };

export type Deed =
  | ({ kind: 'write'; client: number } & Write)
  | { kind: 'deliver'; batch: Batch }
  | { kind: 'connect' | 'drop' | 'vanish' | 'break' | 'ping'; client: number };

/** A client of the story; `connectionId` while the gateway holds a connection for it, `breaks` while it cannot be reached. */
type Player = { model: LiveModel; connectionId: string | undefined; breaks: boolean };

type Options = {
  live: ReturnType<typeof useLive>;
  owner: Person;
  clients: number;
  /** Asked before each request to the database; a story puts its own in the place. */
  faults: { next: () => Promise<Fault> };
};

const BOARD = '/boards/{boardId}';

/** Started work that nobody waits for. */
const backgroundWork = () => {
  const underWay = new Set<Promise<unknown>>();
  return {
    start: (work: Promise<unknown>): void => {
      underWay.add(work);
      work.catch(() => undefined).finally(() => underWay.delete(work));
    },
    settle: async (): Promise<void> => {
      while (underWay.size > 0) await Promise.allSettled([...underWay]);
    },
  };
};

type Story = Options & { boardId: string; start(work: Promise<unknown>): void };

/** The clients, and the gateway's part. */
const playersOf = ({ live, owner, clients, boardId, start }: Story) => {
  const path = { boardId };
  const read = async (): Promise<MessageView[]> => {
    const page = await done(owner.call(`GET ${BOARD}/messages`, { path, query: { limit: '100' } }));
    return (page.messages as MessageView[]).toReversed();
  };
  const players = Array.from({ length: clients }, (): Player => {
    const subscribe = (request: object): void => {
      if (player.connectionId) start(live.say(player.connectionId, { action: 'subscribe', ...request }));
    };
    const player: Player = { connectionId: undefined, breaks: false, model: createModel({ subscribe, read }) };
    return player;
  });
  const playerOf = (connectionId: string) => players.find((player) => player.connectionId === connectionId);
  const drop = (player: Player): void => {
    if (player.connectionId) start(live.disconnect(player.connectionId));
    player.connectionId = undefined;
  };
  const connect = async (player: Player): Promise<void> => {
    drop(player);
    player.breaks = false;
    player.connectionId = await live.connect(await live.ticket(owner.call, BOARD, path));
    if (player.connectionId) player.model.opened();
  };
  live.management.answer = ({ method, connectionId }) => {
    const player = playerOf(connectionId);
    if (!player) return 410;
    if (method === 'DELETE') drop(player);
    return method === 'POST' && player.breaks ? 500 : 200;
  };
  live.management.arrived = (connectionId, frame) => {
    const player = playerOf(connectionId);
    if (player) start(player.model.receive(frame));
  };
  return { players, read, connect, drop };
};

/** The stream, of which each batch may be cut, repeated, or the end of its function. */
const deliveriesOf = ({ live, faults }: Story) => {
  const records: DynamoDBRecord[] = [];
  let position = 0;
  const readOn = async (): Promise<void> => {
    records.push(...(await live.read()));
  };
  return {
    deliver: async ({ size, back, dies, twice }: Batch): Promise<void> => {
      await readOn();
      const from = Math.max(0, position - back);
      const batch = records.slice(from, position + size);
      if (batch.length === 0) return;
      const outer = faults.next;
      let requests = 0;
      if (dies !== undefined) {
        faults.next = async () => {
          requests += 1;
          return requests > dies ? 'lose the request' : outer();
        };
      }
      const results = await Promise.allSettled([live.fanOut(batch), ...(twice ? [live.fanOut(batch)] : [])]);
      faults.next = outer;
      if (results.some(({ status }) => status === 'fulfilled')) position = from + batch.length;
    },
    /** Whether something has not been delivered yet. */
    isBehind: async (): Promise<boolean> => {
      await readOn();
      return position < records.length;
    },
  };
};

/** The changes of the players, over HTTP or their connections. */
const writerOf = ({ live, owner, boardId }: Story) => {
  const messages: string[] = [];
  let mutations = 0;
  return async (player: Player, { what, which, overSocket }: Write): Promise<void> => {
    mutations += 1;
    const text = `text ${mutations}`;
    const messageId = what === 'post' ? '' : (messages[which % Math.max(messages.length, 1)] ?? '');
    const action = messageId ? what : 'post';
    if (overSocket && player.connectionId) {
      const id = `mutation-${mutations}`;
      const content = { post: { message: { text } }, edit: { messageId, change: { text } }, delete: { messageId } };
      await live.say(player.connectionId, { action, id, clientMutationId: id, ...content[action] });
      return;
    }
    const method = { post: 'POST', edit: 'PATCH', delete: 'DELETE' }[action];
    const route = `${method} ${BOARD}/messages${messageId && '/{messageId}'}`;
    const body = action === 'delete' ? {} : { body: { text } };
    const answer = await owner.call(route, { path: { boardId, messageId }, ...body });
    if (action === 'post') messages.push(String(answer.body.id));
  };
};

/** A board, its clients, and what may happen to them, through the real functions. */
export const startStory = async (options: Options) => {
  const { live, owner } = options;
  const boardId = await newBoard(owner);
  await live.read();
  const { start, settle } = backgroundWork();
  const story = { ...options, boardId, start };
  const { players, read, connect, drop } = playersOf(story);
  const { deliver, isBehind } = deliveriesOf(story);
  const write = writerOf(story);

  const toClient: Record<string, (player: Player) => unknown> = {
    connect,
    drop,
    /** Without closing: nobody notices. */
    vanish: (player) => {
      player.connectionId = undefined;
    },
    break: (player) => {
      player.breaks = true;
    },
    ping: ({ connectionId }) => connectionId && live.say(connectionId, { action: 'ping' }),
  };

  /** Lets something happen, which may fail. */
  const happen = async (deed: Deed): Promise<void> => {
    try {
      if (deed.kind === 'deliver') return await deliver(deed.batch);
      const player = players[deed.client] as Player;
      await (deed.kind === 'write' ? write(player, deed) : toClient[deed.kind]?.(player));
    } catch {
      // The caller sees an error, and may try again.
    }
  };

  /** Ends all faults, connects everyone, delivers every change, and lets every client send a ping. */
  const end = async (): Promise<void> => {
    for (const player of players) {
      player.breaks = false;
      if (!player.connectionId) await connect(player);
    }
    await settle();
    do {
      await deliver({ size: 10, back: 0, dies: undefined, twice: false });
      await settle();
    } while (await isBehind());
    for (const player of players) await toClient.ping?.(player);
    await settle();
  };

  return { models: players.map(({ model }) => model), happen, settle, end, read };
};
