import { fail, ok, stationError, type Result, type StationError } from '../contract/errors.ts';
import type {
  AddPhotosRequest,
  Assessment,
  EnrolReport,
  EnrolRequest,
  Photo,
} from '../contract/messages.ts';
import { poolTemplates } from '../contract/person-template.ts';
import { pool } from '../contract/pooled.ts';
import { findDuplicates } from './duplicates.ts';
import { faceView } from './face-view.ts';
import type { Clock, EncoderInUse, PeopleStore, Search, Vision } from './interfaces.ts';
import { drawLooks, keptPhotosOf, sortLooks, templatesOf, type Drawn, type Look } from './looks.ts';
import { distinctEvent, operatorEvent } from './operator-event.ts';
import { isPhotoFault } from './photo-faults.ts';
import type { Roster } from './roster.ts';
import { enrolPolicy, pickSubject } from './subject.ts';

interface EnrolmentParts {
  readonly vision: Vision;
  readonly roster: Roster;
  readonly people: PeopleStore;
  readonly encoder: EncoderInUse;
  readonly clock: Clock;
  readonly newId: () => string;
  /** What the comparator in use makes of two encodings. */
  readonly distance: (a: Float32Array, b: Float32Array) => number;
}

/** Learns people: one photo is enough, each photo accepted gives one template. */
export class Enrolment {
  readonly #parts: EnrolmentParts;

  constructor(parts: EnrolmentParts) {
    this.#parts = parts;
  }

  /** Whether a photo would be accepted. Stores nothing. Errors: vision and store codes. */
  async assess(photo: Photo): Promise<Result<Assessment>> {
    const seen = await this.#parts.vision.observe(photo, {
      encode: 'none',
      subject: 'largest',
      // Live guidance is asked many times a second; a photo is judged once.
      effort: photo.kind === 'frame' ? 'quick' : 'thorough',
    });
    if (!seen.ok) {
      return isPhotoFault(seen.error.code)
        ? ok({ accepted: false, ...seen.error, quality: null, image: null, faces: [] })
        : seen;
    }
    const { image, faces, subject } = seen.value;
    const quality = (subject === null ? null : faces[subject]?.quality?.unified) ?? null;
    const view = { quality, image, faces: faces.map((face) => faceView(face)) };
    const picked = pickSubject(seen.value, enrolPolicy);
    return ok(
      picked.ok ? { accepted: true, ...view } : { accepted: false, ...picked.error, ...view },
    );
  }

  /**
   * Enrols a person from the photos that can be used. Where none can, or somebody enrolled may be
   * the same person and the request does not call them distinct, nothing is stored and `personId`
   * is null. Errors: person-exists, consent-missing, model-missing (the station was opened without
   * its pack), vision and store codes.
   */
  async enrol(request: EnrolRequest): Promise<Result<EnrolReport>> {
    const { people, encoder, newId } = this.#parts;
    if (request.consent.trim() === '') return fail('consent-missing');
    const id = request.id ?? newId();
    const known = people.get(id, encoder.sha256);
    if (known.ok) return fail('person-exists', id);
    if (known.error.code !== 'unknown-person') return known;
    const drawn = await drawLooks(request.photos, request.keepPhotos ?? false, this.#parts);
    return drawn.ok ? this.#settle(id, request, drawn.value) : drawn;
  }

  /**
   * More photos of somebody enrolled: the operator's act, never the station's own. Each must show
   * this person rather than anybody else; where none does, nothing is stored and `personId` is
   * null. Somebody who must be enrolled again is so by this: there is nothing to compare with then,
   * but nobody else may be as near as a likely duplicate. Errors: unknown-person, consent-withdrawn,
   * vision and store codes.
   */
  async addPhotos({ id, photos, keepPhotos }: AddPhotosRequest): Promise<Result<EnrolReport>> {
    const known = this.#parts.people.get(id, this.#parts.encoder.sha256);
    if (!known.ok) return known;
    // Nobody's face is looked at without their consent, not even to be refused.
    if (known.value.withdrawnAt !== null) return fail('consent-withdrawn', id);
    const drawn = await drawLooks(photos, keepPhotos ?? false, this.#parts);
    return drawn.ok ? this.#settleMore(id, drawn.value) : drawn;
  }

  /**
   * No wait between the search and the write: two enrolments at once find one another. Whom another
   * process enrolled in between is searched for once more.
   */
  #settle(id: string, request: EnrolRequest, drawn: readonly Drawn[]): Result<EnrolReport> {
    const { roster, clock } = this.#parts;
    const { name, consent, distinctFrom = [] } = request;
    const { looks, refused } = sortLooks(drawn, (encoding, before) =>
      this.#unlike(encoding, before),
    );
    const nothing = { personId: null, name, templates: 0, refused, duplicates: [] };
    const templates = templatesOf(looks);
    if (templates.length === 0) return ok(nothing);
    const template = poolTemplates(templates);
    if (!template) return fail('internal', 'templates that cannot be pooled');
    const search = roster.current();
    if (!search.ok) return search;
    // A pack that came back after the station was opened has a vision process, and still no search.
    if (!search.value.accepts(template.encoding))
      return fail('model-missing', 'it was not there when the station was opened');
    const found = findDuplicates(template, distinctFrom, search.value, this.#parts);
    if (found.undecided.length > 0) return ok({ ...nothing, duplicates: [...found.undecided] });

    const at = clock.now();
    const decisions = found.distinct.map((duplicate) => distinctEvent(id, duplicate, at));
    const person = { id, name, consent, enrolledAt: at };
    const events = [operatorEvent('enrol', id, at), ...decisions];
    const since = roster.revision ?? undefined;
    const added = roster.add(person, templates, keptPhotosOf(looks), events, since);
    if (!added.ok) return added;
    if (!added.value) return this.#settle(id, request, drawn);
    return ok({ ...nothing, personId: id, templates: templates.length });
  }

  /** The person may be gone since the photos were looked at: they are asked for once more. */
  #settleMore(id: string, drawn: readonly Drawn[]): Result<EnrolReport> {
    const { roster, clock } = this.#parts;
    const known = this.#parts.people.get(id, this.#parts.encoder.sha256);
    if (!known.ok) return known;
    const { name } = known.value;
    const search = roster.current();
    if (!search.ok) return search;
    const { looks, refused } = sortLooks(
      drawn,
      (encoding, before) =>
        this.#unlike(encoding, before) ?? this.#somebodyElse(encoding, id, search.value),
    );
    const nothing = { personId: null, name, templates: 0, refused, duplicates: [] };
    if (looks.length === 0) return ok(nothing);
    const event = operatorEvent('add-photos', id, clock.now());
    const added = roster.addTemplates(id, templatesOf(looks), keptPhotosOf(looks), event);
    return added.ok ? ok({ ...nothing, personId: id, templates: looks.length }) : added;
  }

  /** Why this is not the person of the looks before it. Written so that NaN is somebody else. */
  #unlike(encoding: Float32Array, before: readonly Look[]): StationError | null {
    const { distance, encoder } = this.#parts;
    const fits = before.every(
      ({ template }) => distance(template.encoding, encoding) < encoder.differentFrom,
    );
    return fits ? null : stationError('different-person');
  }

  /**
   * Why this is not the person enrolled under `id`: somebody else is nearer, or where there is
   * nothing of this person to compare with, near enough to be a likely duplicate.
   */
  #somebodyElse(encoding: Float32Array, id: string, search: Search): StationError | null {
    const { encoder } = this.#parts;
    if (!search.accepts(encoding)) return stationError('different-person');
    const probe = pool([encoding]);
    const own = search.nearestOf(id, probe);
    const nearest = search.nearest(probe);
    if (own === null) {
      const isTaken = nearest !== null && nearest.distance < encoder.duplicateBelow(search.size);
      return isTaken ? stationError('different-person') : null;
    }
    const fits =
      own.distance < encoder.differentFrom && own.distance <= (nearest?.distance ?? Infinity);
    return fits ? null : stationError('different-person');
  }
}
