import { chmodSync, closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { fail, ok, type Result } from '../contract/errors.ts';
import { migrations } from './migrations/index.ts';
import { guarded } from './sqlite-errors.ts';

export type Sqlite = Database.Database;

/** "THRS": marks a SQLite file as ours, so that another program's is never written to. */
const applicationId = 0x54485253;
/** SQLite's name for a database that is no file; benches and tests use one. */
const inMemory = ':memory:';
/** How long a statement waits for another process's write, in ms. */
const busyTimeoutMs = 5000;

/**
 * Opens the station's database, creating and migrating it where needed.
 * Errors: store-foreign, store-newer, store-damaged, store-full, store-unavailable.
 * A file that is refused is left as it was.
 */
export function openDatabase(path: string): Result<Sqlite> {
  const opened = guarded(() => {
    if (path !== inMemory) {
      mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
      createPrivately(path);
    }
    return new Database(path, { timeout: busyTimeoutMs });
  });
  if (!opened.ok) return opened;
  const prepared = prepare(opened.value);
  if (!prepared.ok) opened.value.close();
  else if (path !== inMemory) keepPrivate(path);
  return prepared;
}

/** For its owner only; SQLite gives the files beside it the same mode. */
const fileMode = 0o600;

/** Never opens a file that is there: closing it again would undo the locks SQLite has on it. */
function createPrivately(path: string): void {
  try {
    closeSync(openSync(path, 'wx', fileMode));
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause && cause.code === 'EEXIST')) throw cause;
  }
}

/** A database of an earlier version, or a copy brought back, may be open to others. */
function keepPrivate(path: string): void {
  if (process.platform === 'win32') return;
  for (const file of [path, `${path}-wal`, `${path}-shm`]) {
    try {
      chmodSync(file, fileMode);
    } catch {
      // It is not there, or another user's, who decides about it.
    }
  }
}

function prepare(db: Sqlite): Result<Sqlite> {
  const identity = guarded(() => ({
    application: numberPragma(db, 'application_id'),
    version: numberPragma(db, 'user_version'),
    tables: Number(db.prepare('SELECT count(*) FROM sqlite_schema').pluck().get()),
  }));
  if (!identity.ok) return identity;
  const { application, version, tables } = identity.value;
  if (application !== applicationId && (tables > 0 || application !== 0)) {
    return fail('store-foreign');
  }
  if (version > newestVersion()) return fail('store-newer', `schema ${version}`);
  const migrated = guarded(() => {
    db.pragma('journal_mode = WAL');
    // What was acknowledged survives a power cut, not only a crash.
    db.pragma('synchronous = FULL');
    db.pragma('foreign_keys = ON');
    // Removed templates are overwritten in the file, not only unlinked.
    db.pragma('secure_delete = ON');
    migrate(db);
  });
  return migrated.ok ? ok(db) : migrated;
}

function newestVersion(): number {
  return migrations.reduce((newest, migration) => Math.max(newest, migration.to), 0);
}

/** The version is read again inside the transaction: two processes may open a new file at once. */
function migrate(db: Sqlite): void {
  if (numberPragma(db, 'user_version') === newestVersion()) return;
  const step = db.transaction(() => {
    const from = numberPragma(db, 'user_version');
    for (const migration of migrations) {
      if (migration.to <= from) continue;
      db.exec(migration.sql);
      db.pragma(`user_version = ${migration.to}`);
    }
    db.pragma(`application_id = ${applicationId}`);
  });
  step.immediate();
}

function numberPragma(db: Sqlite, name: string): number {
  return Number(db.pragma(name, { simple: true }));
}
