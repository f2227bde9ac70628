import { SqliteError } from 'better-sqlite3';
import { fail, ok, type ErrorCode, type Result } from '../contract/errors.ts';
import { SealError } from '../vault/seal-error.ts';
import { SlotGoneError } from '../vault/vault-errors.ts';

/** Runs one piece of database work; what it throws becomes a value, here and nowhere else. */
export function guarded<T>(work: () => T): Result<T> {
  try {
    return ok(work());
  } catch (cause) {
    return fail(codeOf(cause), cause instanceof Error ? cause.message : String(cause));
  }
}

function codeOf(cause: unknown): ErrorCode {
  if (cause instanceof SlotGoneError) return 'key-gone';
  if (cause instanceof SealError) return 'sealed-unreadable';
  if (!(cause instanceof SqliteError)) return codeOfFile(cause);
  // A shared-memory file that cannot grow is a full disk, too.
  if (/^SQLITE_(FULL|IOERR_SHMSIZE)/.test(cause.code)) return 'store-full';
  if (cause.code.startsWith('SQLITE_NOTADB')) return 'store-foreign';
  if (cause.code.startsWith('SQLITE_CORRUPT')) return 'store-damaged';
  if (cause.code.startsWith('SQLITE_READONLY')) return 'store-read-only';
  return 'store-unavailable';
}

/** Of the file system's errors, by Node's name for them. */
function codeOfFile(cause: unknown): ErrorCode {
  const code = cause instanceof Error && 'code' in cause ? cause.code : null;
  if (code === 'ENOSPC' || code === 'EDQUOT') return 'store-full';
  if (code === 'EROFS' || code === 'EACCES' || code === 'EPERM') return 'store-read-only';
  return 'store-unavailable';
}
