import { SqliteError } from 'better-sqlite3';
import { fail, ok, type ErrorCode, type Result } from '../contract/errors.ts';
import { SealError } from './seal-error.ts';

/** Runs one piece of work on the keys; what SQLite or a seal throws becomes a value here. */
export function guardedKeys<T>(work: () => T): Result<T> {
  try {
    return ok(work());
  } catch (cause) {
    return fail(codeOf(cause), cause instanceof Error ? cause.message : String(cause));
  }
}

/** The slot that this process held open was taken away, by another process. */
export class SlotGoneError extends SealError {}

function codeOf(cause: unknown): ErrorCode {
  if (cause instanceof SlotGoneError) return 'key-gone';
  if (cause instanceof SealError) return 'keys-damaged';
  if (cause instanceof SqliteError) {
    if (/^SQLITE_(FULL|IOERR_SHMSIZE)/.test(cause.code)) return 'store-full';
    if (/^SQLITE_(NOTADB|CORRUPT)/.test(cause.code)) return 'keys-damaged';
    if (cause.code.startsWith('SQLITE_READONLY')) return 'store-read-only';
  }
  return codeOfFile(cause);
}

/** Codes of the file system, by Node's name for them. */
function codeOfFile(cause: unknown): ErrorCode {
  const code = cause instanceof Error && 'code' in cause ? cause.code : null;
  if (code === 'ENOSPC' || code === 'EDQUOT') return 'store-full';
  if (code === 'EROFS' || code === 'EACCES' || code === 'EPERM') return 'store-read-only';
  return 'store-unavailable';
}
