import { LogHeadFile } from '../audit/head-file.ts';
import { verifyLog } from '../audit/log-verifier.ts';
import { ok, type Result } from '../contract/errors.ts';
import type { NewEvent } from '../contract/records.ts';
import type { LogReport } from '../contract/trust.ts';
import type { OpenVault } from '../vault/vault.ts';
import { carryOver, type CarriedOver } from './carry-over.ts';
import { openDatabase, type Sqlite } from './database.ts';
import { EventLog } from './event-log.ts';
import { forgetKeyless } from './forget-keyless.ts';
import { guarded } from './sqlite-errors.ts';

export interface RestoredParts {
  /** The database that came out of a backup; it becomes the station's. */
  readonly path: string;
  /** The one it takes the place of; may be missing or damaged. */
  readonly live: string;
  /** Where the head file of the log lies until then. */
  readonly head: string;
  readonly vault: OpenVault;
  readonly actor: () => string;
  /** The row that records the restore. */
  readonly event: (done: Omit<Prepared, 'people'>) => NewEvent;
}

export interface Prepared extends CarriedOver {
  readonly people: number;
  /** Ids of people whose key is gone. */
  readonly forgotten: readonly string[];
  /** Of the log as it came out of the backup, the rows carried over included. */
  readonly log: LogReport;
}

/**
 * Makes a database that came out of a backup, and is whole, the present one: migrates it, forgets who was
 * erased since, carries over what must not go back in time, and records the restore. Nothing of it stays
 * beside the file.
 * Errors: store codes; store-foreign, store-newer and store-damaged are about the backup.
 */
export function prepareRestored(parts: RestoredParts): Result<Prepared> {
  const opened = openDatabase(parts.path, parts);
  if (!opened.ok) return opened;
  const db = opened.value;
  try {
    const prepared = prepare(db, parts);
    if (!prepared.ok) return prepared;
    const folded = guarded(() => db.pragma('journal_mode = DELETE'));
    return folded.ok ? prepared : folded;
  } finally {
    db.close();
  }
}

function prepare(db: Sqlite, parts: RestoredParts): Result<Prepared> {
  const head = new LogHeadFile(parts.head);
  const log = new EventLog(db, { vault: parts.vault, actor: parts.actor, head });
  const found = guarded(() => {
    const { persons } = parts.vault;
    const carried = carryOver(parts.live, db, log, persons);
    // Afterwards: whoever has another key since is there by now.
    const forgotten = forgetKeyless(db, persons);
    return { forgotten, ...carried, log: verified(log) };
  });
  if (!found.ok) return found;
  const written = log.write(() => log.insert(parts.event(found.value)));
  if (!written.ok) return written;
  const people = guarded(() => Number(db.prepare('SELECT count(*) FROM people').pluck().get()));
  return people.ok ? ok({ people: people.value, ...found.value }) : people;
}

function verified({ tables, keys }: EventLog): LogReport {
  const heads = (after: number, upTo: number) => tables.heads(after, upTo);
  const witnesses = { stub: tables.stub(), tail: tables.tail(), headFile: null };
  return verifyLog(allRows(tables), { keys, heads, ...witnesses });
}

/** Rows read at once. */
const pageRows = 1000;

function* allRows(tables: EventLog['tables']) {
  let after = 0;
  for (;;) {
    const page = tables.rows(after, pageRows);
    yield* page;
    const last = page.at(-1);
    if (!last) return;
    after = last.seq;
  }
}
