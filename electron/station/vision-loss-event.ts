import type { ErrorCode } from '../contract/errors.ts';
import { plainEvent } from '../contract/plain-event.ts';
import type { NewEvent } from '../contract/records.ts';

/** The log row of a station that cannot see any more. */
export function visionLossEvent(code: ErrorCode, at: number): NewEvent {
  return { ...plainEvent('station', at), outcome: 'refused', code, source: 'station' };
}
