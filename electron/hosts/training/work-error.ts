import { stationError, type StationError } from '../../contract/errors.ts';

/**
 * What reading or writing a training's files threw, as a value. `what` the files are, in a few words.
 * @throws `cause` where it is not the file system's.
 */
export function workError(cause: unknown, what: string): StationError {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  if (!/^E[A-Z]+$/.test(code)) throw cause;
  if (code === 'ENOSPC' || code === 'EDQUOT') return stationError('store-full', what);
  return stationError('store-unavailable', `${what}: ${code}`);
}
