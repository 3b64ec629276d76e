import type { Identity } from '../../aws-api/identity.ts';
import type { EventSource, EventSourceContext } from '../../lambda/event-source.ts';
import { insist, pause } from '../../patience.ts';
import { OWN_TABLE } from '../../storage/own-table.ts';
import type { Table } from '../../template/dynamodb/table.ts';
import type { ExpiringTable } from './sweep.ts';

/** How often one page of every table is looked through, and what time it is then, in epoch milliseconds. */
export type Sweeping = { everyMs: number; now(): number };

const SWEEPING: Sweeping = { everyMs: 5_000, now: Date.now };

export type SweepContext = Pick<EventSourceContext, 'application' | 'logError'> & {
  databaseUrl: string;
  identity: Identity;
  /** Whether the database is the runner's own, which leaves expired items to the runner. */
  embedded: boolean;
};

/**
 * Deletes items whose time is over, as DynamoDB does at some time after that and the embedded database never does. A
 * page of each table at a time: a large table costs no more than a small one, its items only stay longer.
 */
export const startTimeToLive = (context: SweepContext, sweeping: Sweeping = SWEEPING): EventSource[] => {
  const tables = [...context.application.tables, OWN_TABLE].filter(expires);
  // Any other DynamoDB does it itself.
  if (!context.embedded || tables.length === 0) return [];
  const stopping = new AbortController();
  const ended = sweepAgainAndAgain(context, tables, sweeping, stopping.signal);
  const stop = async () => {
    stopping.abort();
    await ended;
  };
  return [{ stop, giveWay: stop }];
};

const expires = (table: Table): table is ExpiringTable => table.timeToLiveAttribute !== undefined;

const sweepAgainAndAgain = async (
  { databaseUrl, identity, logError }: SweepContext,
  tables: ExpiringTable[],
  { everyMs, now }: Sweeping,
  signal: AbortSignal,
): Promise<void> => {
  const [{ createClient }, { sweepPage }] = await Promise.all([
    import('../../storage/client.ts'),
    import('./sweep.ts'),
  ]);
  const client = createClient({ url: databaseUrl, ...identity });
  const pages = new Map<string, Awaited<ReturnType<typeof sweepPage>>>();
  for (await pause(everyMs, signal); !signal.aborted; await pause(everyMs, signal)) {
    for (const table of tables) {
      const sweep = () => sweepPage(client, table, pages.get(table.name), { now: Math.floor(now() / 1_000), signal });
      const complain = (text: string) => logError(`Expired items of ${table.name} cannot be deleted: ${text}`);
      pages.set(table.name, await insist(sweep, signal, complain));
    }
  }
  client.destroy();
};
