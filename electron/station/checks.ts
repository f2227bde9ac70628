import { fail, ok, type Result, type StationError } from '../contract/errors.ts';
import type {
  CheckResult,
  Conclusion,
  FrameCheck,
  PersonRef,
  Photo,
  Timings,
} from '../contract/messages.ts';
import type { Observation, Wish } from '../contract/observation.ts';
import type { NewEvent } from '../contract/records.ts';
import { faceView } from './face-view.ts';
import type { Clock, EncoderInUse, EventStore, PeopleStore, Search, Vision } from './interfaces.ts';
import type { Roster } from './roster.ts';
import type { Sighting } from './sighting.ts';
import { checkPolicy, pickSubject } from './subject.ts';

interface CheckParts {
  readonly vision: Vision;
  readonly roster: Roster;
  readonly people: PeopleStore;
  readonly events: EventStore;
  readonly encoder: EncoderInUse;
  readonly clock: Clock;
  /** Squared L2 distance of two encodings. */
  readonly distance: (a: Float32Array, b: Float32Array) => number;
}

interface Checked {
  readonly result: CheckResult;
  readonly seen: Observation | null;
}

/** A camera has a next frame; a photo is looked at once, so as well as can be. */
const frameWish: Wish = { encode: 'largest', effort: 'quick' };
const photoWish: Wish = { encode: 'largest', effort: 'thorough' };

/**
 * Identification (1:N, no claim) and verification (1:1, a claimed id) of one picture.
 * Whatever cannot be compared is `refused` with its code; nothing here opens anything.
 */
export class Checks {
  readonly #parts: CheckParts;

  constructor(parts: CheckParts) {
    this.#parts = parts;
  }

  /** One photo, one answer, one log row. Errors: unknown-person, encoder-changed, store codes. */
  async photo(photo: Photo, claimedId?: string): Promise<Result<CheckResult>> {
    const checked = await this.#check(photo, photoWish, claimedId);
    if (!checked.ok) return checked;
    const { result } = checked.value;
    const { clock, events } = this.#parts;
    const logged = events.append(checkEvent(result, clock.now(), 'photo'));
    return logged.ok ? ok(result) : logged;
  }

  /**
   * One camera frame. What frames agree on is pooled in `sighting`, and logged when it is new.
   * Errors: unknown-person, encoder-changed, store codes.
   */
  async frame(photo: Photo, sighting: Sighting, claimedId?: string): Promise<Result<FrameCheck>> {
    const checked = await this.#check(photo, frameWish, claimedId);
    if (!checked.ok) return checked;
    const { result, seen } = checked.value;
    const { clock, events } = this.#parts;
    const concluded = sighting.take(result, clock.now(), clock.tick());
    if (concluded) {
      const logged = events.append(checkEvent(concluded, concluded.at, 'camera'));
      // An answer that cannot be logged is not given: the next frame tries again.
      if (!logged.ok) {
        sighting.end();
        return logged;
      }
    }
    const { conclusion } = sighting;
    const faces = seen ? seen.faces.map(faceView) : [];
    return ok({ result, image: seen?.image ?? { width: 0, height: 0 }, faces, conclusion });
  }

  /** Squared L2 distance between the faces of two photos. Errors: image and vision codes. */
  async compare(
    a: Photo,
    b: Photo,
  ): Promise<Result<{ distance: number; threshold: number; same: boolean }>> {
    const first = await this.#encoding(a);
    if (!first.ok) return first;
    const second = await this.#encoding(b);
    if (!second.ok) return second;
    const { threshold } = this.#parts.encoder;
    const distance = this.#parts.distance(first.value, second.value);
    return ok({ distance, threshold, same: distance < threshold });
  }

  async #encoding(photo: Photo): Promise<Result<Float32Array>> {
    const seen = await this.#parts.vision.observe(photo, photoWish);
    if (!seen.ok) return seen;
    const encoding = encodingOf(seen.value);
    return encoding.ok ? encoding : named(encoding.error, photo.name);
  }

  async #check(photo: Photo, wish: Wish, claimedId?: string): Promise<Result<Checked>> {
    const started = this.#parts.clock.tick();
    const claimed = this.#claimed(claimedId);
    if (!claimed.ok) return claimed;
    const seen = await this.#parts.vision.observe(photo, wish);
    // The gallery is asked after the wait, so that whoever was removed meanwhile is not matched.
    const search = this.#parts.roster.current();
    if (!search.ok) return search;
    const encoding = seen.ok ? encodingOf(seen.value) : seen;
    const before = this.#parts.clock.tick();
    const outcome = encoding.ok
      ? this.#decide(search.value, encoding.value, claimed.value)
      : refusal(encoding.error);
    const after = this.#parts.clock.tick();
    const timings = stageTimings(seen.ok ? seen.value : null, after - before, after - started);
    const result = {
      ...outcome,
      ...(claimed.value ? { claimed: claimed.value } : {}),
      threshold: this.#parts.encoder.threshold,
      timings,
    };
    return ok({ result, seen: seen.ok ? seen.value : null });
  }

  #claimed(id: string | undefined): Result<PersonRef | null> {
    if (id === undefined) return ok(null);
    const person = this.#parts.people.get(id, this.#parts.encoder.sha256);
    if (!person.ok) return person;
    if (!person.value.comparable) return fail('encoder-changed', id);
    return ok({ id: person.value.id, name: person.value.name });
  }

  #decide(search: Search, probe: Float32Array, claimed: PersonRef | null): Decision {
    const nearest = claimed ? search.nearestOf(claimed.id, probe) : search.nearest(probe);
    if (!nearest) return { outcome: 'no-match', person: null, distance: null };
    const { personId, distance } = nearest;
    // Written so that a NaN is no match.
    if (!(distance < this.#parts.encoder.threshold)) {
      return { outcome: 'no-match', person: null, distance };
    }
    const name = this.#parts.roster.nameOf(personId) ?? personId;
    return { outcome: 'match', person: { id: personId, name }, distance };
  }
}

type Decision = Pick<CheckResult, 'outcome' | 'person' | 'distance' | 'code' | 'message'>;

function encodingOf(seen: Observation): Result<Float32Array> {
  const subject = pickSubject(seen, checkPolicy);
  if (!subject.ok) return subject;
  return subject.value.encoding ? ok(subject.value.encoding) : fail('internal', 'no encoding');
}

function refusal({ code, message }: StationError): Decision {
  return { outcome: 'refused', person: null, distance: null, code, message };
}

function named(error: StationError, photo: string): Result<never> {
  return { ok: false, error: { code: error.code, message: `${photo}: ${error.message}` } };
}

function stageTimings(seen: Observation | null, match: number, total: number): Timings {
  const { decode, detect, align, encode } = seen?.timings ?? {
    decode: 0,
    detect: 0,
    align: 0,
    encode: 0,
  };
  return { decode, detect, align, encode, match, total };
}

function checkEvent(
  answer: CheckResult | Conclusion,
  at: number,
  source: 'camera' | 'photo',
): NewEvent {
  return {
    at,
    kind: answer.claimed ? 'verify' : 'identify',
    outcome: answer.outcome,
    personId: answer.person?.id ?? null,
    claimedId: answer.claimed?.id ?? null,
    distance: answer.distance,
    threshold: answer.threshold,
    code: 'code' in answer ? (answer.code ?? null) : null,
    source,
  };
}
