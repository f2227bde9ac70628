import type { ErrorCode } from '../../contract/errors.ts';
import { plainEvent } from '../../contract/plain-event.ts';
import type { NewEvent } from '../../contract/records.ts';

/** The log row of a consent that was given or withdrawn. */
export function consentEvent(
  personId: string,
  at: number,
  detail: 'given' | 'withdrawn',
): NewEvent {
  return { ...plainEvent('consent', at), personId, detail };
}

/** The log row of a PIN that was set or removed. */
export function pinSetEvent(personId: string, at: number, detail: 'set' | 'removed'): NewEvent {
  return { ...plainEvent('pin', at), personId, detail };
}

/**
 * The log row of a PIN that was tried. `personId` is null for an id that is nobody's: what people type
 * there may be their PIN.
 */
export function pinTriedEvent(
  personId: string | null,
  at: number,
  code: ErrorCode | null,
): NewEvent {
  const outcome = code === null ? 'match' : 'no-match';
  const row = { ...plainEvent('pin', at), outcome, code, claimedId: personId } as const;
  return { ...row, personId: code === null ? personId : null };
}

/** The log row of a date from which on somebody is to be forgotten, as an ISO date. */
export function endEvent(personId: string, at: number, endsAt: number | null): NewEvent {
  const detail = `end ${endsAt === null ? 'never' : new Date(endsAt).toISOString()}`;
  return { ...plainEvent('privacy', at), personId, detail };
}

/** The log row of a person's data that left the station. */
export function exportEvent(personId: string, at: number): NewEvent {
  return { ...plainEvent('export', at), personId, detail: 'person' };
}

/** The log row of a document drafted for a data protection officer. */
export function documentEvent(kind: string, at: number): NewEvent {
  return { ...plainEvent('export', at), detail: kind };
}

/** The log row of a changed privacy policy: which parts, and retention in days. */
export function policyEvent(at: number, detail: string): NewEvent {
  return { ...plainEvent('privacy', at), detail };
}

/** The log row of somebody whose time is over: the receipt of their erasure. */
export function forgottenEvent(personId: string, at: number, detail: 'unused' | 'ended'): NewEvent {
  return { ...plainEvent('retention', at), personId, detail, source: 'station' };
}

/** The log row of what the retention job did for all, or why it did nothing. */
export function retentionEvent(at: number, detail: string, code: ErrorCode | null): NewEvent {
  const outcome = code === null ? 'done' : 'refused';
  return { ...plainEvent('retention', at), outcome, code, detail, source: 'station' };
}
