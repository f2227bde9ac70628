import { join } from 'node:path';
import Database, { SqliteError } from 'better-sqlite3';
import { makeFolder } from './make-folder.ts';

export interface FolderLock {
  release(): void;
}

/** Two that start at the very same moment: how long one waits to see whether the other stays, ms. */
const patienceMs = 500;

/**
 * Claims a folder for this process, by a file of this name in it; null where another process has
 * it. SQLite locks the file for us: the system itself lets go when the process ends in whatever way,
 * so no lock is ever stale. Where the folder cannot be written there is nothing to claim, and whoever
 * writes to it says so.
 */
export function lockFolder(folder: string, file: string): FolderLock | null {
  let db: Database.Database | null = null;
  try {
    makeFolder(folder);
    db = new Database(join(folder, file), { timeout: patienceMs });
    db.exec('BEGIN EXCLUSIVE');
  } catch (cause) {
    db?.close();
    db = null;
    if (isBusy(cause)) return null;
  }
  return { release: () => void db?.close() };
}

function isBusy(cause: unknown): boolean {
  return cause instanceof SqliteError && cause.code.startsWith('SQLITE_BUSY');
}
