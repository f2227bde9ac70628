import { statSync } from 'node:fs';
import Database from 'better-sqlite3';
import { LogHeadFile } from '../audit/head-file.ts';
import { verifyLog } from '../audit/log-verifier.ts';
import { fail, ok, type Result } from '../contract/errors.ts';
import type { NewEvent } from '../contract/records.ts';
import type { LogReport } from '../contract/trust.ts';
import type { OpenVault } from '../vault/vault.ts';
import { carryLog } from './carry-log.ts';
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

export interface Prepared {
  readonly people: number;
  /** Ids of people whose key is gone. */
  readonly forgotten: readonly string[];
  /** Rows of the log that the backup does not have. */
  readonly eventsKept: number;
  /** Of the log as it came out of the backup, the rows carried over included. */
  readonly log: LogReport;
}

/**
 * Makes a database that came out of a backup the present one: migrates it, forgets who was erased since,
 * carries newer rows of the log over, and records the restore. Nothing of it stays beside the file.
 * Errors: store codes; store-foreign, store-newer and store-damaged are about the backup.
 */
export function prepareRestored(parts: RestoredParts): Result<Prepared> {
  const opened = openDatabase(parts.path, parts);
  if (!opened.ok) return opened;
  const db = opened.value;
  try {
    const whole = guarded(() => String(db.pragma('integrity_check(1)', { simple: true })));
    if (!whole.ok) return whole;
    if (whole.value !== 'ok') return fail('store-damaged', whole.value);
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
    const forgotten = forgetKeyless(db, parts.vault.persons);
    const eventsKept = carryFrom(parts.live, db, log);
    return { forgotten, eventsKept, log: verified(log) };
  });
  if (!found.ok) return found;
  const written = log.write(() => log.insert(parts.event(found.value)));
  if (!written.ok) return written;
  const people = guarded(() => Number(db.prepare('SELECT count(*) FROM people').pluck().get()));
  return people.ok ? ok({ people: people.value, ...found.value }) : people;
}

/** A live database that cannot be read has nothing to carry over: that is why it is replaced. */
function carryFrom(live: string, db: Sqlite, log: EventLog): number {
  if (!statSync(live, { throwIfNoEntry: false })?.size) return 0;
  const carried = guarded(() => {
    const source = new Database(live, { readonly: true, fileMustExist: true });
    try {
      return carryLog(source, db, log.keys);
    } finally {
      source.close();
    }
  });
  return carried.ok ? carried.value : 0;
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
