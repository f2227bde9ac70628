import type { ErrorCode } from '../../contract/errors.ts';
import { plainEvent } from '../../contract/plain-event.ts';
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
  const outcome = code === null ? 'done' : 'refused';
  return { ...plainEvent(kind, at), outcome, code, source, detail };
}
