import { stationError, type StationError } from '../../contract/errors.ts';

/** A file where a folder is wanted, or a folder where a file is. */
const inTheWay: ReadonlySet<string> = new Set(['EEXIST', 'ENOTDIR', 'EISDIR']);

/**
 * What reading or writing a training's files threw, as a value. `what` the files are, in a few words.
 * @throws `cause` where it is not the file system's.
 */
export function workError(cause: unknown, what: string): StationError {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  if (!/^E[A-Z]+$/.test(code)) throw cause;
  if (code === 'ENOSPC' || code === 'EDQUOT') return stationError('store-full', what);
  if (inTheWay.has(code)) {
    const message = `Something is in the way of ${what}: a file where a folder should be, or a folder where a file should be. Move it away, or name another place.`;
    return { code: 'invalid-request', message };
  }
  if (code === 'ENOENT' || code === 'EROFS') {
    const message = `The folder of ${what} cannot be made there. Name another place.`;
    return { code: 'invalid-request', message };
  }
  return stationError('store-unavailable', `${what}: ${code}`);
}
