import { headText, stubText, type SignedHead, type Stub } from '../audit/anchor.ts';
import type { Sqlite } from './database.ts';
import type { EventLog } from './event-log.ts';

/** Rows dropped in one transaction: a fraction of a second, in which nobody else can write. */
const droppedAtOnce = 5_000;

/**
 * The signed head up to which rows go next, all of them older than `before`; the newest row always
 * stays. Undefined where there is nothing to drop. Throws what SQLite throws.
 */
export function headToDrop(
  db: Sqlite,
  { keys, tables }: EventLog,
  before: number,
): SignedHead | undefined {
  const firstKept = db
    .prepare<[number], number | null>('SELECT min(seq) FROM events WHERE at >= ?')
    .pluck()
    .get(before);
  const oldest = db.prepare<[], number>('SELECT min(seq) FROM events').pluck().get() ?? 0;
  const newest = tables.last()?.seq ?? 0;
  const upTo = Math.min((firstKept ?? newest) - 1, newest - 1, oldest + droppedAtOnce - 1);
  return tables
    .heads(oldest - 1, upTo)
    .filter((head) => keys.signed(headText(keys.stationId, head), head.signature))
    .at(-1);
}

/** Drops the rows up to a head, within the transaction that is open, and leaves a stub; how many. */
export function dropUpTo(
  db: Sqlite,
  { keys, tables }: EventLog,
  { seq, prev, hash }: SignedHead,
  at: number,
): number {
  const gone = db.prepare('DELETE FROM events WHERE seq <= ?').run(seq).changes;
  db.prepare('DELETE FROM log_heads WHERE seq <= ?').run(seq);
  const dropped = (tables.stub()?.dropped ?? 0) + gone;
  const stub: Omit<Stub, 'signature'> = { seq, prev, hash, at, dropped };
  tables.setStub({ ...stub, signature: keys.sign(stubText(keys.stationId, stub)) });
  return gone;
}
