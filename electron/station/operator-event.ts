import type { NewEvent } from '../contract/records.ts';

/** The log row of something an operator did to a person. */
export function operatorEvent(kind: 'enrol' | 'remove', personId: string, at: number): NewEvent {
  return {
    at,
    kind,
    outcome: 'done',
    personId,
    claimedId: null,
    distance: null,
    threshold: null,
    code: null,
    source: 'operator',
  };
}
