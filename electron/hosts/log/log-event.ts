import type { ErrorCode } from '../../contract/errors.ts';
import type { NewEvent } from '../../contract/records.ts';

type Kind = 'log' | 'export' | 'clock' | 'start' | 'stop';

/** A row that the log or the station writes of itself. */
export function logEvent(
  kind: Kind,
  at: number,
  source: NewEvent['source'],
  detail: string,
  code: ErrorCode | null = null,
): NewEvent {
  return {
    at,
    kind,
    outcome: code === null ? 'done' : 'refused',
    personId: null,
    claimedId: null,
    distance: null,
    threshold: null,
    code,
    source,
    detail,
  };
}
