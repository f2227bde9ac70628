import type { NewEvent } from '../contract/records.ts';

/** The log row of a change of the station's keys; `detail` says which, never a key. */
export function keyEvent(at: number, detail: string): NewEvent {
  return {
    at,
    kind: 'key',
    outcome: 'done',
    personId: null,
    claimedId: null,
    distance: null,
    threshold: null,
    code: null,
    source: 'operator',
    detail,
  };
}
