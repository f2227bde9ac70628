import { ModelFault } from '../../native-models/manifest.ts';
import { stationError, type StationError } from '../contract/errors.ts';
import { firstLineOf } from './first-line.ts';

/** What opening a pack threw, as a value. A pack that contradicts itself counts as damaged. */
export function modelError(cause: unknown): StationError {
  if (!(cause instanceof ModelFault)) return stationError('model-damaged', firstLineOf(cause));
  const { fault, message } = cause;
  if (fault === 'missing' || fault === 'unreadable') return stationError('model-missing', message);
  const why = cause.cause === undefined ? '' : `: ${firstLineOf(cause.cause)}`;
  return stationError(fault === 'unfit' ? 'pack-invalid' : 'model-damaged', `${message}${why}`);
}
