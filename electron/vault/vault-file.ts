import { existsSync, statSync } from 'node:fs';
import Database from 'better-sqlite3';
import { fail, ok, type Result } from '../contract/errors.ts';
import { createPrivately, keepPrivate } from './private-file.ts';
import { guardedKeys } from './vault-errors.ts';
import { firstDifference, tableDefinitions } from './table-definitions.ts';
import { inMemory, schema, schemaVersion } from './vault-schema.ts';

export type Sqlite = Database.Database;

/** "THRV": marks a SQLite file as the keys of a station. */
export const vaultApplicationId = 0x54485256;
/** How long a statement waits for another process's write, in ms. */
const busyTimeoutMs = 5000;

/**
 * Opens the file of the keys, which must be there. Errors: keys-missing (no file, or an empty one),
 * keys-damaged (damaged or not ours), store-newer, store codes. A file that is refused is left as it
 * was.
 */
export function openVaultFile(path: string): Result<Sqlite> {
  if (!existsSync(path)) return fail('keys-missing');
  const opened = connect(path);
  if (!opened.ok) return opened;
  const state = stateOf(opened.value);
  const usable = state.ok && state.value === 'empty' ? fail('keys-missing') : state;
  return usable.ok ? prepared(opened.value, path) : refused(opened.value, usable);
}

/**
 * Opens a file that the keys of a new station may be written to, and makes it where it is not
 * there: see `fillVault`. Errors as above, but for keys-missing.
 */
export function openNewVaultFile(path: string): Result<Sqlite> {
  if (path !== inMemory) {
    const made = guardedKeys(() => createPrivately(path));
    if (!made.ok) return made;
  }
  const opened = connect(path);
  if (!opened.ok) return opened;
  const state = stateOf(opened.value);
  return state.ok ? prepared(opened.value, path) : refused(opened.value, state);
}

/** Makes the tables of a new vault; within a transaction. False where they are there. */
export function makeTables(db: Sqlite): boolean {
  if (numberPragma(db, 'application_id') === vaultApplicationId) return false;
  db.exec(schema);
  db.pragma(`user_version = ${schemaVersion}`);
  db.pragma(`application_id = ${vaultApplicationId}`);
  return true;
}

/**
 * Folds what was overwritten out of the log beside the file. @throws Error while another process
 * reads for longer than a statement waits
 */
export function foldLog(db: Sqlite): void {
  const [state] = db.pragma('wal_checkpoint(TRUNCATE)') as { busy: number }[];
  if (state?.busy === 1) throw new Error('Another process is reading the keys.');
}

/** Which file stands at a path now; null for none, or for a vault in memory. */
export function fileAt(path: string): bigint | null {
  return statSync(path, { bigint: true, throwIfNoEntry: false })?.ino ?? null;
}

function connect(path: string): Result<Sqlite> {
  const fileMustExist = path !== inMemory;
  return guardedKeys(() => new Database(path, { timeout: busyTimeoutMs, fileMustExist }));
}

function refused(db: Sqlite, error: Result<unknown>): Result<Sqlite> {
  db.close();
  return error as Result<never>;
}

function stateOf(db: Sqlite): Result<'ours' | 'empty'> {
  const read = guardedKeys(() => ({
    application: numberPragma(db, 'application_id'),
    version: numberPragma(db, 'user_version'),
    tables: Number(db.prepare('SELECT count(*) FROM sqlite_schema').pluck().get()),
    check: String(db.pragma('quick_check(1)', { simple: true })),
    found: tableDefinitions(db),
  }));
  if (!read.ok) return read;
  const { application, version, tables, check, found } = read.value;
  if (application === 0 && tables === 0) return ok('empty');
  if (application !== vaultApplicationId) return fail('keys-damaged', 'it is another file');
  if (version > schemaVersion) return fail('store-newer', `the keys have schema ${version}`);
  if (check !== 'ok') return fail('keys-damaged', check);
  // A trigger that somebody put into the file would be run by whoever changes the keys.
  const strange = firstDifference(found, ownDefinitions());
  return strange === null ? ok('ours') : fail('keys-damaged', `not the station's: ${strange}`);
}

function ownDefinitions(): ReadonlyMap<string, string> {
  const db = new Database(inMemory);
  try {
    db.exec(schema);
    return tableDefinitions(db);
  } finally {
    db.close();
  }
}

function prepared(db: Sqlite, path: string): Result<Sqlite> {
  const set = guardedKeys(() => {
    db.pragma('journal_mode = WAL');
    // A key is kept durably before anything is sealed with it.
    db.pragma('synchronous = FULL');
    // A destroyed key is overwritten in the file, not only unlinked.
    db.pragma('secure_delete = ON');
  });
  if (!set.ok) return refused(db, set);
  // A copy that was put back may be open to others.
  if (path !== inMemory) keepPrivate(path);
  return ok(db);
}

function numberPragma(db: Sqlite, name: string): number {
  return Number(db.pragma(name, { simple: true }));
}
