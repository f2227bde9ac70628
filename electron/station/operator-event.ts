import type { Duplicate } from '../contract/messages.ts';
import { plainEvent } from '../contract/plain-event.ts';
import type { NewEvent } from '../contract/records.ts';

/** The log row of something an operator did to a person. */
export function operatorEvent(
  kind: 'enrol' | 'add-photos' | 'remove',
  personId: string,
  at: number,
): NewEvent {
  return { ...plainEvent(kind, at), personId };
}

/** The log row of an operator's decision that somebody being enrolled is not who looks like them. */
export function distinctEvent(
  personId: string,
  { person, distance, threshold }: Duplicate,
  at: number,
): NewEvent {
  return { ...plainEvent('distinct', at), personId, claimedId: person.id, distance, threshold };
}

/** The log row of something an operator set for all: what, and the threshold a risk comes to. */
export function settingEvent(
  kind: 'models' | 'risk' | 'zone' | 'training',
  at: number,
  detail: string,
  threshold: number | null = null,
): NewEvent {
  return { ...plainEvent(kind, at), threshold, detail };
}

/** The log row of a camera that is a program, or shows the same picture for ever. */
export function cameraEvent(
  code: 'camera-virtual' | 'camera-frozen',
  outcome: 'done' | 'refused',
  at: number,
  /** The camera's name. */
  detail?: string,
): NewEvent {
  const row = { ...plainEvent('camera', at), outcome, code, source: 'camera' as const };
  return detail === undefined ? row : { ...row, detail };
}
