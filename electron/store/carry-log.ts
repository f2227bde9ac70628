import { headText, stubText, tailText, type Anchor, type Stub } from '../audit/anchor.ts';
import type { LogKeys } from '../audit/log-keys.ts';
import { genesis, rowHash, sameHash, type ChainedRow } from '../audit/log-row.ts';
import type { Sqlite } from './database.ts';
import { LogTables } from './log-tables.ts';
import { LogWriter } from './log-writer.ts';

/** Rows read at once. */
const pageRows = 500;

/**
 * Carries the rows that follow in another copy of the same log over, as they stand, with the heads that
 * were signed for them; gives how many. Null where the other does not go on from here. Only what a tail or a
 * head of the station vouches for is carried: a forged row is not made good by being copied.
 */
export function carryLog(from: Sqlite, to: Sqlite, keys: LogKeys): number | null {
  const source = new LogTables(from);
  const target = new LogTables(to);
  const writer = new LogWriter(target, keys, null);
  const step = to.transaction(() => {
    if (writer.damage()) return null;
    const own: Anchor = writer.tail() ?? { seq: 0, prev: genesis, hash: genesis };
    const stub = stubPast(source, own, keys);
    if (!stub && !goesOn(source, own)) return null;
    if (stub) replaceByStub(to, target, stub);
    const start = stub ?? own;
    const end = provenEnd(source, start, keys);
    for (const row of following(source, start)) {
      if (row.seq > end.seq) break;
      target.insert(row);
    }
    for (const head of source.heads(start.seq, end.seq)) target.addHead(head);
    if (end !== own) writer.begin(end);
    return end.seq - start.seq;
  });
  return step.immediate();
}

/** The station's stub for rows that retention has dropped since, all of this log's among them. */
function stubPast(source: LogTables, own: Anchor, keys: LogKeys): Stub | null {
  const stub = source.stub();
  if (!stub || !keys.signed(stubText(keys.stationId, stub), stub.signature)) return null;
  return stub.seq > own.seq || (stub.seq === own.seq && sameHash(stub.hash, own.hash))
    ? stub
    : null;
}

/** What retention has dropped does not come back with an older copy. */
function replaceByStub(to: Sqlite, target: LogTables, stub: Stub): void {
  to.exec('DELETE FROM events; DELETE FROM log_heads;');
  target.setStub(stub);
}

/** Whether the other log has the row that this one ends with. */
function goesOn(source: LogTables, end: Anchor): boolean {
  if (end.seq === 0) return true;
  const [row] = source.rows(end.seq - 1, 1);
  return row !== undefined && row.seq === end.seq && sameHash(row.hash, end.hash);
}

/** The last row that follows without a break and that the station vouches for. */
function provenEnd(source: LogTables, start: Anchor, keys: LogKeys): Anchor {
  const vouched = new Map<number, Uint8Array>();
  for (const head of source.heads(start.seq, Number.MAX_SAFE_INTEGER)) {
    if (keys.signed(headText(keys.stationId, head), head.signature))
      vouched.set(head.seq, head.hash);
  }
  const tail = source.tail();
  if (tail && keys.marked(tailText(keys.stationId, tail), tail.mac))
    vouched.set(tail.seq, tail.hash);
  let end = start;
  for (const { seq, prev, hash } of following(source, start)) {
    const right = vouched.get(seq);
    if (right && sameHash(right, hash)) end = { seq, prev, hash };
  }
  return end;
}

function* following(source: LogTables, start: Anchor): Generator<ChainedRow> {
  let before = start;
  for (;;) {
    const page = source.rows(before.seq, pageRows);
    for (const row of page) {
      if (row.seq !== before.seq + 1 || !sameHash(row.prev, before.hash)) return;
      if (!sameHash(rowHash(row.prev, row), row.hash)) return;
      yield row;
      before = row;
    }
    if (page.length < pageRows) return;
  }
}
