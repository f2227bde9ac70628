import { fail, ok, type Result } from '../contract/errors.ts';
import type {
  Assessment,
  EnrolReport,
  EnrolRequest,
  Photo,
  RefusedPhoto,
} from '../contract/messages.ts';
import type { ObservedFace } from '../contract/observation.ts';
import type { NewTemplate } from '../contract/records.ts';
import { faceView } from './face-view.ts';
import type { Clock, EncoderInUse, PeopleStore, Vision } from './interfaces.ts';
import { operatorEvent } from './operator-event.ts';
import { isPhotoFault } from './photo-faults.ts';
import type { Roster } from './roster.ts';
import { enrolPolicy, pickSubject } from './subject.ts';

/** Distance between the eyes, px, from which more pixels no longer help the 150 px chip. */
const ampleInterEye = 60;

interface EnrolmentParts {
  readonly vision: Vision;
  readonly roster: Roster;
  readonly people: PeopleStore;
  readonly encoder: EncoderInUse;
  readonly clock: Clock;
  readonly newId: () => string;
  /** Squared L2 distance of two encodings. */
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
      // Live guidance is asked many times a second; a photo is judged once.
      effort: photo.kind === 'frame' ? 'quick' : 'thorough',
    });
    if (!seen.ok) {
      return isPhotoFault(seen.error.code)
        ? ok({ accepted: false, ...seen.error, image: null, faces: [] })
        : seen;
    }
    const subject = pickSubject(seen.value, enrolPolicy);
    const { image, faces } = seen.value;
    const view = { image, faces: faces.map(faceView) };
    return ok(
      subject.ok ? { accepted: true, ...view } : { accepted: false, ...subject.error, ...view },
    );
  }

  /**
   * Enrols a person from the photos that can be used. Where none can, nothing is stored and
   * `personId` is null. Errors: person-exists, consent-missing, vision and store codes.
   */
  async enrol(request: EnrolRequest): Promise<Result<EnrolReport>> {
    const { roster, people, encoder, clock, newId } = this.#parts;
    if (request.consent.trim() === '') return fail('consent-missing');
    const id = request.id ?? newId();
    const known = people.get(id, encoder.sha256);
    if (known.ok) return fail('person-exists', id);
    if (known.error.code !== 'unknown-person') return known;

    const drawn = await this.#templates(request.photos);
    if (!drawn.ok) return drawn;
    const { templates, refused } = drawn.value;
    const { name, consent } = request;
    if (templates.length === 0) return ok({ personId: null, name, templates: 0, refused });

    const at = clock.now();
    const person = { id, name, consent, enrolledAt: at };
    const added = roster.add(person, templates, operatorEvent('enrol', id, at));
    return added.ok ? ok({ personId: id, name, templates: templates.length, refused }) : added;
  }

  async #templates(
    photos: readonly Photo[],
  ): Promise<Result<{ templates: NewTemplate[]; refused: RefusedPhoto[] }>> {
    const templates: NewTemplate[] = [];
    const refused: RefusedPhoto[] = [];
    for (const photo of photos) {
      const face = await this.#encodedFace(photo, templates);
      if (face.ok) templates.push(this.#template(photo, face.value.face, face.value.encoding));
      else if (isPhotoFault(face.error.code)) refused.push({ photo: photo.name, ...face.error });
      else return face;
    }
    return ok({ templates, refused });
  }

  /** The face of a photo, if it could be that of the templates made so far. */
  async #encodedFace(
    photo: Photo,
    soFar: readonly NewTemplate[],
  ): Promise<Result<{ face: ObservedFace; encoding: Float32Array }>> {
    const seen = await this.#parts.vision.observe(photo, { encode: 'largest', effort: 'thorough' });
    if (!seen.ok) return seen;
    const subject = pickSubject(seen.value, enrolPolicy);
    if (!subject.ok) return subject;
    const { encoding } = subject.value;
    if (!encoding) return fail('internal', 'no encoding');
    const { distance, encoder } = this.#parts;
    const fits = soFar.every((one) => distance(one.encoding, encoding) < encoder.differentFrom);
    return fits ? ok({ face: subject.value, encoding }) : fail('different-person');
  }

  #template(photo: Photo, face: ObservedFace, encoding: Float32Array): NewTemplate {
    return {
      encoderSha256: this.#parts.encoder.sha256,
      encoding,
      quality: face.score * Math.min(1, face.interEye / ampleInterEye),
      source: photo.kind === 'frame' ? 'camera' : baseName(photo.name),
      createdAt: this.#parts.clock.now(),
    };
  }
}

/** The folders a photo came from are nobody's business later. */
function baseName(path: string): string {
  return path.split(/[\\/]/).at(-1) ?? path;
}
