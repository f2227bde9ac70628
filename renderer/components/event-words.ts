import type { StationEvent } from '../../electron/contract/messages.ts';
import { isPhotoCode } from '../text/live-codes.ts';
import type { Text } from '../text/text.ts';
import type { Words } from '../text/words.ts';
import { deedOf, ownWords } from './event-deeds.ts';
import { eventDetail } from './event-detail.ts';
import type { MarkKind } from './mark-kind.ts';

type Tongue = Pick<Words, 'text' | 'formats'>;

export function eventMark({ kind, outcome, code }: StationEvent): MarkKind {
  if (outcome === 'match') return 'granted';
  if (outcome === 'done') return code ? 'fault' : 'done';
  if (kind === 'station') return 'fault';
  return 'denied';
}

/** What happened, in a word or two. */
export function eventOutcome(event: StationEvent, text: Text): string {
  const { kind, outcome, code } = event;
  const { events, log } = text;
  if (kind === 'camera' && code === 'camera-frozen') return log.cameraFrozen;
  if (outcome === 'done') return deedOf(event, text) ?? log.done[kind];
  if (outcome === 'refused') return refusedWords(kind, text);
  if (outcome === 'match') return kind === 'identify' ? events.outcomes.match : events.confirmed;
  if (kind === 'pin') return log.wrongPin;
  return kind === 'verify' ? events.notMatching : events.outcomes[outcome];
}

function refusedWords(kind: StationEvent['kind'], { events, log }: Text): string {
  if (kind === 'station') return events.kinds.station;
  return ownWords(log.refused, kind) ?? events.outcomes.refused;
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
  if (detail !== null) return person === null ? detail : `${person}, ${detail}`;
  if (event.kind === 'risk' && event.threshold !== null) {
    return text.events.newThreshold(formats.distance(event.threshold));
  }
  if (person !== null) return person;
  if (claim !== null) return text.events.claimedBy(claim);
  if (event.code === null) return null;
  return isPhotoCode(event.code) ? text.faults[event.code] : text.errors[event.code];
}
