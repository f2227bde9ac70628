import { join } from 'node:path';
import Database, { SqliteError } from 'better-sqlite3';
import { fail, ok, type Result } from '../contract/errors.ts';
import { createPrivately } from '../vault/private-file.ts';

/** Held by every process that has the database open; by a restore, alone. */
const lockFile = 'store.lock';
/** How long somebody who opens the store waits for a restore to end, ms. */
const sharePatienceMs = 10_000;
/** How long a restore waits for a command that is ending, ms. */
const claimPatienceMs = 1000;

export interface StoreLock {
  release(): void;
}

/**
 * Says that this process has the database of a folder open. SQLite locks the file for us: the system
 * lets go when the process ends in whatever way. Where the folder cannot be written nothing can be
 * restored there either, and there is nothing to hold. Errors: station-running (a restore is under way).
 */
export function shareStore(folder: string): Result<StoreLock> {
  return lock(folder, sharePatienceMs, (db) => {
    db.exec('BEGIN');
    // Only what was read from is locked.
    db.prepare('SELECT count(*) FROM sqlite_schema').get();
  });
}

/** Claims the database of a folder for this process alone. Errors: station-running. */
export function claimStore(folder: string, patienceMs = claimPatienceMs): Result<StoreLock> {
  return lock(folder, patienceMs, (db) => void db.exec('BEGIN EXCLUSIVE'));
}

function lock(
  folder: string,
  timeout: number,
  take: (db: Database.Database) => void,
): Result<StoreLock> {
  let db: Database.Database | null = null;
  try {
    const path = join(folder, lockFile);
    createPrivately(path);
    db = new Database(path, { timeout });
    take(db);
  } catch (cause) {
    db?.close();
    db = null;
    if (isBusy(cause)) return fail('station-running');
  }
  return ok({ release: () => void db?.close() });
}

function isBusy(cause: unknown): boolean {
  return cause instanceof SqliteError && cause.code.startsWith('SQLITE_BUSY');
}
