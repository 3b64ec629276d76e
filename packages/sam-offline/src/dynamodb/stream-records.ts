import { DatabaseSync } from 'node:sqlite';
import { OWN_TABLE } from '../storage/own-table.ts';

/** What dynoxide 1.2.1 has in the tables that are touched here, in its order. */
const KNOWN = {
  _stream_records:
    'id table_name event_name keys_json new_image old_image sequence_number shard_id created_at user_identity',
  [OWN_TABLE.name]: 'pk sk item_json item_size cached_at hash_prefix',
};

const DAY_S = 24 * 3_600;
/** Nobody else writes, except for dynoxide in the moment in which it starts. */
const WAIT_MS = 2_000;

/**
 * Keeps the embedded database quick, and its file small. dynoxide numbers a write's stream record, and finds those that
 * GetRecords asks for, by looking at all records that its stream ever had: 17 times as long at 20,000 records as with an
 * index by number. It never removes records either, as DynamoDB does after a day.
 *
 * A file of another layout than that of dynoxide 1.2.1 is left as it is: dynoxide does without this.
 * @param file a data file that nobody writes to at this moment; dynoxide may have it open
 * @param now epoch milliseconds
 */
export const tendStreamRecords = (file: string, now: number): void => {
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(file, { timeout: WAIT_MS });
    if (columnsOf(database, '_stream_records') !== KNOWN._stream_records) return;
    database.exec(INDEX);
    if (columnsOf(database, OWN_TABLE.name) === KNOWN[OWN_TABLE.name]) trim(database, now);
  } catch {
    // Not a database, damaged, locked: what there is to say of that, dynoxide says.
  } finally {
    database?.close();
  }
};

/** On the very expressions by which dynoxide selects; SQLite takes an index on an expression for no other. */
const INDEX = `
  CREATE INDEX IF NOT EXISTS whiteboard_stream_numbers ON _stream_records (table_name, CAST(sequence_number AS INTEGER))
`;

const columnsOf = (database: DatabaseSync, table: string): string =>
  database
    .prepare('SELECT name FROM pragma_table_info(?) ORDER BY cid')
    .all(table)
    .map(({ name }) => name)
    .join(' ');

/** Up to where all event source mappings are done with a shard: a record's number, and its time in epoch seconds. */
type Passed = { number: number; second: number };

/**
 * Removes the records that are older than a day and that every mapping which has ever read their shard is done with: a
 * runner that was off for a week misses nothing. A shard that no mapping has read keeps all. So does one whose function
 * the template no longer has; who reads nothing any more might come back.
 *
 * The newest record of each table stays, because dynoxide numbers the next one by it. Were numbers to start again, the
 * mappings would take new records for old ones.
 */
const trim = (database: DatabaseSync, now: number): void => {
  const remove = database.prepare(`
    DELETE FROM _stream_records
    WHERE table_name = ?1 AND shard_id = ?2 AND CAST(sequence_number AS INTEGER) <= ?3 AND created_at < ?4
      AND CAST(sequence_number AS INTEGER) <
        (SELECT MAX(CAST(sequence_number AS INTEGER)) FROM _stream_records WHERE table_name = ?1)
  `);
  const yesterday = Math.floor(now / 1_000) - DAY_S;
  database.exec('BEGIN IMMEDIATE');
  for (const { table, shardId, passed } of passedShards(database)) {
    remove.run(table, shardId, passed.number, Math.min(passed.second, yesterday));
  }
  database.exec('COMMIT');
  // Free pages are used again. Only a file that is mostly free is worth being written anew.
  const [free, pages] = [pragma(database, 'freelist_count'), pragma(database, 'page_count')];
  if (free > pages / 2) database.exec('VACUUM');
};

const pragma = (database: DatabaseSync, name: string): number =>
  Number(database.prepare(`PRAGMA ${name}`).get()?.[name]);

/** By the positions that event-sources/streams/positions.ts keeps. */
const passedShards = (database: DatabaseSync) => {
  const shards = new Map<string, { table: string; shardId: string; passed: Passed }>();
  const rows = database
    .prepare(`SELECT pk, sk, item_json AS item FROM "${OWN_TABLE.name}" WHERE pk LIKE 'S:POSITION#%'`)
    .all() as { pk: string; sk: string; item: string }[];
  for (const { pk, sk, item } of rows) {
    const [table = '', shardId] = [pk.split('#')[2], sk.slice('S:'.length)];
    const { number, second } = passedBy(JSON.parse(JSON.parse(item).position.S));
    const key = `${table}#${shardId}`;
    const { passed } = shards.get(key) ?? { passed: { number, second } };
    const least = { number: Math.min(number, passed.number), second: Math.min(second, passed.second) };
    shards.set(key, { table, shardId, passed: least });
  }
  return [...shards.values()];
};

const passedBy = (position: { after?: string; since?: number }): Passed => ({
  number: position.after === undefined ? Number.MAX_SAFE_INTEGER : Number(position.after),
  // Of the second in which a mapping began, it reads all.
  second: position.since === undefined ? Number.MAX_SAFE_INTEGER : Math.floor(position.since / 1_000),
});
