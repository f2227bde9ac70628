import Database, { SqliteError } from 'better-sqlite3';
import { createPrivately } from '../vault/private-file.ts';

export interface FileLock {
  release(): void;
}

/** `shared`: with all others who share it; `alone`: while nobody else has it in any way. */
export type LockMode = 'shared' | 'alone';

/**
 * Locks a file, making it where there is none; null where another process has it for longer than
 * `patienceMs`. SQLite locks the file for us: the system itself lets go when the process ends in
 * whatever way, so no lock is ever stale. Where the folder cannot be written there is nothing to
 * lock, and whoever writes to it says so.
 */
export function lockFile(path: string, mode: LockMode, patienceMs: number): FileLock | null {
  let db: Database.Database | null = null;
  try {
    createPrivately(path);
    db = new Database(path, { timeout: patienceMs });
    if (mode === 'alone') db.exec('BEGIN EXCLUSIVE');
    else share(db);
  } catch (cause) {
    db?.close();
    db = null;
    if (cause instanceof SqliteError && cause.code.startsWith('SQLITE_BUSY')) return null;
  }
  return { release: () => void db?.close() };
}

function share(db: Database.Database): void {
  db.exec('BEGIN');
  // Only what was read from is locked.
  db.prepare('SELECT count(*) FROM sqlite_schema').get();
}
