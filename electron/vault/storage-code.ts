import { SqliteError } from 'better-sqlite3';
import type { ErrorCode } from '../contract/errors.ts';

/** What SQLite or the file system threw, as a code; `store-unavailable` for anything else. */
export function storageCode(cause: unknown): ErrorCode {
  if (!(cause instanceof SqliteError)) return fileCode(cause);
  // A shared-memory file that cannot grow is a full disk, too.
  if (/^SQLITE_(FULL|IOERR_SHMSIZE)/.test(cause.code)) return 'store-full';
  if (cause.code.startsWith('SQLITE_NOTADB')) return 'store-foreign';
  if (cause.code.startsWith('SQLITE_CORRUPT')) return 'store-damaged';
  if (cause.code.startsWith('SQLITE_READONLY')) return 'store-read-only';
  return 'store-unavailable';
}

/** By Node's name for them. */
function fileCode(cause: unknown): ErrorCode {
  const code = cause instanceof Error && 'code' in cause ? cause.code : null;
  if (code === 'ENOSPC' || code === 'EDQUOT') return 'store-full';
  if (code === 'EROFS' || code === 'EACCES' || code === 'EPERM') return 'store-read-only';
  return 'store-unavailable';
}
