import { ok, type Result, type StationError } from '../contract/errors.ts';
import type {
  CheckResult,
  Conclusion,
  FrameCheck,
  PersonRef,
  Photo,
  Timings,
} from '../contract/messages.ts';
import type { Box, Observation, Wish } from '../contract/observation.ts';
import { checkEvent } from './check-event.ts';
import { claimOf, nobodyClaimed, type Claim } from './claim.ts';
import { compareProbe, likenessOf, probeOf, type Answer, type Reference } from './comparison.ts';
import type { Likeness } from './evidence.ts';
import { faceView } from './face-view.ts';
import type {
  Clock,
  EncoderInUse,
  EventStore,
  PeopleStore,
  SettingsStore,
  Thresholds,
  Vision,
} from './interfaces.ts';
import type { Roster } from './roster.ts';
import type { Sighting } from './sighting.ts';
import { checkPolicy, companionOf, photoPolicy } from './subject.ts';
import { refusal, usableFace, type Refusal } from './usable-face.ts';
import { veiled } from './veiled.ts';
import { readZone } from './zone.ts';

interface CheckParts {
  readonly vision: Pick<Vision, 'observe'>;
  readonly roster: Roster;
  readonly people: PeopleStore;
  readonly events: EventStore;
  readonly settings: Pick<SettingsStore, 'get'>;
  readonly thresholds: Thresholds;
  readonly encoder: EncoderInUse;
  readonly clock: Clock;
  /** What the comparator in use makes of two encodings. */
  readonly distance: (a: Float32Array, b: Float32Array) => number;
}

/** A frame's place in what it belongs to. */
interface Moment {
  readonly sighting: Sighting;
  readonly tick: number;
  readonly likeness: Likeness;
}

/** A photo is looked at once, so as well as can be. */
const photoWish: Wish = { encode: 'subject', subject: 'largest', effort: 'thorough' };

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
    const { vision, clock, events } = this.#parts;
    const started = clock.tick();
    const claim = this.#claim(claimedId, true);
    if (!claim.ok) return claim;
    const seen = await vision.observe(photo, photoWish);
    const reference = this.#reference(claim.value.person);
    if (!reference.ok) return reference;
    const matching = clock.tick();
    const face = usableFace(seen, photoPolicy);
    const answer = face.ok
      ? compareProbe(probeOf(face.value.encoding, reference.value.search), reference.value)
      : refusal(face.error);
    const result = this.#result(answer, reference.value, seen, { started, matching });
    const logged = events.append(checkEvent(result, clock.now(), 'photo'));
    return logged.ok ? ok(result) : logged;
  }

  /**
   * One camera frame. The result is what the subject's track has shown by now; what its frames
   * agree on is concluded in `sighting`, and logged when it is new. Unless it is `open`, as for an
   * operator, whoever claims to be somebody learns nothing of that id but that it is theirs.
   * Errors: store codes; where it is open, unknown-person and encoder-changed.
   */
  async frame(
    photo: Photo,
    sighting: Sighting,
    claimedId?: string,
    open = true,
  ): Promise<Result<FrameCheck>> {
    const { vision, clock, settings } = this.#parts;
    const started = clock.tick();
    const claim = this.#claim(claimedId, open);
    if (!claim.ok) return claim;
    const zone = readZone(settings);
    if (!zone.ok) return zone;
    const seen = await vision.observe(photo, frameWish(zone.value, sighting.heldAt(started)));
    const reference = this.#reference(claim.value.person);
    if (!reference.ok) return reference;
    endIfOver(sighting, reference.value);
    // Where the face is was true when the frame came, not when it had been looked at.
    if (seen.ok) sighting.follow(seen.value, started);
    else sighting.end();
    const matching = clock.tick();
    const likeness = likenessOf(reference.value.search, this.#parts.encoder, this.#parts.distance);
    const answer = weigh(seen, sighting, started, likeness, reference.value);
    const result = this.#result(answer, reference.value, seen, { started, matching });
    const logged = this.#conclude(result, claim.value, { sighting, tick: started, likeness });
    if (!logged.ok) return logged;
    const check = { result, ...sights(seen, sighting), conclusion: sighting.conclusion };
    return ok(open ? check : veiled(check));
  }

  /** The comparator's distance between the faces of two photos. Errors: image and vision codes. */
  async compare(
    a: Photo,
    b: Photo,
  ): Promise<Result<{ distance: number; threshold: number; same: boolean }>> {
    const first = await this.#encoding(a);
    if (!first.ok) return first;
    const second = await this.#encoding(b);
    if (!second.ok) return second;
    const threshold = this.#parts.thresholds.of('verify');
    if (!threshold.ok) return threshold;
    const distance = this.#parts.distance(first.value, second.value);
    return ok({ distance, threshold: threshold.value, same: distance < threshold.value });
  }

  async #encoding(photo: Photo): Promise<Result<Float32Array>> {
    const face = usableFace(await this.#parts.vision.observe(photo, photoWish), photoPolicy);
    return face.ok ? ok(face.value.encoding) : named(face.error, photo.name);
  }

  #claim(id: string | undefined, open: boolean): Result<Claim> {
    return id === undefined ? ok(nobodyClaimed) : claimOf(id, open, this.#parts);
  }

  /** Asked after the wait for the picture, so that whoever was removed meanwhile is not matched. */
  #reference(claimed: PersonRef | null): Result<Reference> {
    const { roster, thresholds, clock } = this.#parts;
    const search = roster.current();
    if (!search.ok) return search;
    const threshold = thresholds.of(claimed ? 'verify' : 'identify');
    if (!threshold.ok) return threshold;
    const now = clock.now();
    return ok({
      search: search.value,
      threshold: threshold.value,
      claimed,
      nameOf: (personId) => roster.nameOf(personId),
      isOver: (personId) => roster.isOver(personId, now),
    });
  }

  #result(
    answer: Answer | Refusal,
    { claimed, threshold }: Reference,
    seen: Result<Observation>,
    { started, matching }: { started: number; matching: number },
  ): CheckResult {
    const now = this.#parts.clock.tick();
    const timings = stageTimings(seen.ok ? seen.value : null, now - matching, now - started);
    return { ...answer, ...(claimed ? { claimed } : {}), threshold, timings };
  }

  /** A conclusion that cannot be logged is not given: the next frame tries again. */
  #conclude(
    result: CheckResult,
    claim: Claim,
    { sighting, tick, likeness }: Moment,
  ): Result<Conclusion | null> {
    const concluded = sighting.take(result, this.#parts.clock.now(), tick, likeness);
    if (!concluded) return ok(null);
    const row = checkEvent(concluded, concluded.at, 'camera');
    const logged = this.#parts.events.append({ ...row, claimedId: claim.loggedId });
    if (logged.ok) return ok(concluded);
    sighting.end();
    return logged;
  }
}

/** A camera has a next frame: a quick look will do. */
function frameWish(zone: Box | null, held: Box | null): Wish {
  return {
    encode: 'subject',
    subject: 'largest',
    effort: 'quick',
    ...(zone ? { zone } : {}),
    ...(held ? { held } : {}),
  };
}

/** A match is no longer one from the moment on that the person's time is over. */
function endIfOver(sighting: Sighting, { isOver }: Reference): void {
  const person = sighting.conclusion?.person;
  if (person && isOver(person.id)) sighting.end();
}

/** What the frame, with those of its track before it, says. A frame that is refused says nothing. */
function weigh(
  seen: Result<Observation>,
  sighting: Sighting,
  tick: number,
  likeness: Likeness,
  reference: Reference,
): Answer | Refusal {
  const face = usableFace(seen, checkPolicy);
  if (!face.ok) return refusal(face.error);
  const probe = probeOf(face.value.encoding, reference.search);
  const pooled = probe && sighting.show(probe, face.value.quality, tick, likeness);
  return compareProbe(pooled, reference);
}

/** Where the faces are, which of them is checked, and whether somebody stands close behind. */
function sights(
  seen: Result<Observation>,
  { tracks }: Sighting,
): Pick<FrameCheck, 'image' | 'faces' | 'subject' | 'companion'> {
  if (!seen.ok)
    return { image: { width: 0, height: 0 }, faces: [], subject: null, companion: false };
  const { image, faces, subject } = seen.value;
  return {
    image,
    faces: faces.map((face, index) => faceView(face, tracks[index] ?? null)),
    subject,
    companion: companionOf(seen.value) !== null,
  };
}

function named(error: StationError, photo: string): Result<never> {
  return { ok: false, error: { ...error, message: `${photo}: ${error.message}` } };
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
