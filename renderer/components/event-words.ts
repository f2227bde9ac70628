import type { StationEvent } from '../../electron/contract/messages.ts';
import { isPhotoCode } from '../text/live-codes.ts';
import type { Text } from '../text/text.ts';
import type { MarkKind } from './Mark.svelte';

export function eventMark({ kind, outcome, code }: StationEvent): MarkKind {
  if (outcome === 'match') return 'granted';
  if (outcome === 'done') return code ? 'fault' : 'done';
  if (kind === 'station') return 'fault';
  return 'denied';
}

/** What happened, in a word or two. */
export function eventOutcome({ kind, outcome }: StationEvent, text: Text): string {
  const { events } = text;
  if (kind === 'enrol' && outcome === 'done') return events.enrolled;
  if (kind === 'remove' && outcome === 'done') return events.removed;
  if (kind === 'verify' && outcome === 'match') return events.confirmed;
  if (kind === 'verify' && outcome === 'no-match') return events.notMatching;
  return kind === 'station' ? events.kinds.station : events.outcomes[outcome];
}

/** Whom it concerns: the name, the id of somebody removed since, or null where nobody is known. */
export function eventPerson(event: StationEvent, text: Text): string | null {
  if (event.personId === null) return null;
  return event.name ?? text.events.removedPerson(event.personId);
}

export function eventClaim(event: StationEvent, text: Text): string | null {
  if (event.claimedId === null) return null;
  return event.claimedName ?? text.events.removedPerson(event.claimedId);
}

/** The one line beside what happened: whom it concerns, else who was claimed, else the reason. */
export function eventLine(event: StationEvent, text: Text): string | null {
  const person = eventPerson(event, text);
  if (person !== null) return person;
  const claim = eventClaim(event, text);
  if (claim !== null) return text.events.claimedBy(claim);
  if (event.code === null) return null;
  return isPhotoCode(event.code) ? text.faults[event.code] : text.errors[event.code];
}
