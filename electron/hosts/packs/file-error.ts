import { stationError, type StationError } from '../../contract/errors.ts';

/** What writing a pack's files threw, as a value. */
export function fileError(cause: unknown): StationError {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  if (code === 'ENOSPC' || code === 'EDQUOT') return stationError('store-full');
  const why = cause instanceof Error ? cause.message : String(cause);
  return stationError('store-unavailable', `files of a model pack: ${code || why}`);
}
