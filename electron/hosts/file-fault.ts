import { fail, ok, stationError, type Result, type StationError } from '../contract/errors.ts';

/** Runs one piece of work on files; what the file system throws becomes a value. @throws anything else */
export function guardedFiles<T>(what: string, work: () => T): Result<T> {
  try {
    return ok(work());
  } catch (cause) {
    return { ok: false, error: fileFault(cause, what) };
  }
}

/** What reading or writing a file threw, as a value. @throws `cause` where it is not the file system's */
export function fileFault(cause: unknown, what: string): StationError {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  if (!/^E[A-Z]+$/.test(code)) throw cause;
  if (code === 'ENOSPC' || code === 'EDQUOT') return stationError('store-full', what);
  if (code === 'EROFS' || code === 'EACCES' || code === 'EPERM') {
    const message = `${what} cannot be written there. Give the user the station runs as the right to, or name another place.`;
    return { code: 'store-read-only', message };
  }
  if (code === 'EEXIST')
    return fail('invalid-request', `${what}: there is such a file already`).error;
  if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'EISDIR') {
    const message = `${what} cannot be made there: there is no such folder. Name another place.`;
    return { code: 'invalid-request', message };
  }
  return fail('store-unavailable', `${what}: ${code}`).error;
}
