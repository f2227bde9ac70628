import { SqliteError } from 'better-sqlite3';
import { fail, ok, type ErrorCode, type Result } from '../contract/errors.ts';

/** Runs one piece of database work; what SQLite throws becomes a value, here and nowhere else. */
export function guarded<T>(work: () => T): Result<T> {
  try {
    return ok(work());
  } catch (cause) {
    return fail(codeOf(cause), cause instanceof Error ? cause.message : String(cause));
  }
}

function codeOf(cause: unknown): ErrorCode {
  if (!(cause instanceof SqliteError)) return 'store-unavailable';
  // A shared-memory file that cannot grow is a full disk, too.
  if (/^SQLITE_(FULL|IOERR_SHMSIZE)/.test(cause.code)) return 'store-full';
  if (cause.code.startsWith('SQLITE_NOTADB')) return 'store-foreign';
  if (cause.code.startsWith('SQLITE_CORRUPT')) return 'store-damaged';
  return 'store-unavailable';
}
