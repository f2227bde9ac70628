import type { StationEvent } from '../../electron/contract/messages.ts';
import { isPhotoCode } from '../text/live-codes.ts';
import type { Text } from '../text/text.ts';
import type { Words } from '../text/words.ts';
import { eventDetail } from './event-detail.ts';
import type { MarkKind } from './Mark.svelte';

type Tongue = Pick<Words, 'text' | 'formats'>;

export function eventMark({ kind, outcome, code }: StationEvent): MarkKind {
  if (outcome === 'match') return 'granted';
  if (outcome === 'done') return code ? 'fault' : 'done';
  if (kind === 'station') return 'fault';
  return 'denied';
}

/** What happened, in a word or two. */
export function eventOutcome({ kind, outcome }: StationEvent, text: Text): string {
  const { events } = text;
  if (outcome === 'done' && isDone(kind)) return events[doneWords[kind]];
  if (kind === 'verify' && outcome === 'match') return events.confirmed;
  if (kind === 'verify' && outcome === 'no-match') return events.notMatching;
  return kind === 'station' ? events.kinds.station : events.outcomes[outcome];
}

const doneWords = {
  enrol: 'enrolled',
  'add-photos': 'photosAdded',
  distinct: 'distinct',
  remove: 'removed',
  models: 'packChanged',
  risk: 'riskChanged',
  zone: 'zoneChanged',
  training: 'trainingDecided',
} as const;

function isDone(kind: StationEvent['kind']): kind is keyof typeof doneWords {
  return Object.hasOwn(doneWords, kind);
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
export function eventLine(event: StationEvent, { text, formats }: Tongue): string | null {
  const person = eventPerson(event, text);
  const claim = eventClaim(event, text);
  if (event.kind === 'distinct' && person !== null && claim !== null) {
    return text.events.isNot(person, claim);
  }
  const detail = eventDetail(event, { text, formats });
  if (detail !== null) return detail;
  if (event.kind === 'risk' && event.threshold !== null) {
    return text.events.newThreshold(formats.distance(event.threshold));
  }
  if (person !== null) return person;
  if (claim !== null) return text.events.claimedBy(claim);
  if (event.code === null) return null;
  return isPhotoCode(event.code) ? text.faults[event.code] : text.errors[event.code];
}
