import type { Duplicate } from '../contract/messages.ts';
import type { NewEvent } from '../contract/records.ts';

/** The log row of something an operator did to a person. */
export function operatorEvent(
  kind: 'enrol' | 'add-photos' | 'remove',
  personId: string,
  at: number,
): NewEvent {
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

/** The log row of an operator's decision that somebody being enrolled is not who looks like them. */
export function distinctEvent(
  personId: string,
  { person, distance, threshold }: Duplicate,
  at: number,
): NewEvent {
  return {
    at,
    kind: 'distinct',
    outcome: 'done',
    personId,
    claimedId: person.id,
    distance,
    threshold,
    code: null,
    source: 'operator',
  };
}
