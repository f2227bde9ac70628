import type { ErrorCode } from '../contract/errors.ts';
import type { NewEvent } from '../contract/records.ts';

/** The log row of a station that cannot see any more. */
export function visionLossEvent(code: ErrorCode, at: number): NewEvent {
  return {
    at,
    kind: 'station',
    outcome: 'refused',
    personId: null,
    claimedId: null,
    distance: null,
    threshold: null,
    code,
    source: 'station',
  };
}
