import { ok, type Result } from '../contract/errors.ts';
import type { PersonRef } from '../contract/messages.ts';
import type { PackChange } from '../contract/recognition.ts';
import type { NewTemplate } from '../contract/records.ts';
import type {
  Clock,
  KeptPhoto,
  PeopleStore,
  PhotoStore,
  SettingsStore,
  TemplateMapping,
  Vision,
} from './interfaces.ts';
import { settingEvent } from './operator-event.ts';
import { isPhotoFault } from './photo-faults.ts';
import { TemplateMappings } from './template-mapping.ts';

interface PackChangerParts {
  readonly people: PeopleStore;
  readonly photos: PhotoStore;
  readonly settings: SettingsStore;
  readonly clock: Clock;
}

export interface WantedChange {
  readonly from: string;
  readonly to: string;
  readonly encoderSha256: string;
  /**
   * Encoders whose templates need no photo to become the new one's, and how: those that differ from
   * it by a head alone. The surest first.
   */
  readonly relatives: readonly Omit<TemplateMapping, 'to'>[];
  /** Lets others have their turn. */
  readonly breathe: () => Promise<void>;
  /** Runs the pack that is changed to. */
  readonly vision: Pick<Vision, 'observe'>;
  readonly onProgress: (done: number, of: number) => void;
}

/** People read at once. */
const pageRows = 500;

/**
 * Changes which pack is in use. What the new encoder's relatives know of people is mapped, and nobody
 * of them is to be enrolled again. Kept photos that the new encoder does not know are encoded then,
 * person by person; these templates are inert as long as the old pack is in use. Then one write
 * makes the new pack the one in use. Wherever this ends early, the old pack is in use and whole,
 * and another try goes on where this one ended. Templates of the old encoder stay, so that the way
 * back is open.
 */
export class PackChanger {
  readonly #parts: PackChangerParts;

  constructor(parts: PackChangerParts) {
    this.#parts = parts;
  }

  /** Errors: vision and store codes; then nothing has changed. */
  async change(wanted: WantedChange): Promise<Result<PackChange>> {
    /** A photo that shows the new encoder nothing will not do so the next time. */
    const tried = new Set<string>();
    const reencoded = new Set<string>();
    const to = wanted.encoderSha256;
    const mappings = wanted.relatives.map((relative) => ({ ...relative, to }));
    const mapped = new TemplateMappings(this.#parts.people, mappings);
    for (;;) {
      const more = mapped.next();
      if (!more.ok) return more;
      if (more.value) {
        await wanted.breathe();
        continue;
      }
      const waiting = this.#waiting(wanted.encoderSha256, tried);
      if (!waiting.ok) return waiting;
      // Somebody may be enrolled while others are encoded; between this look and the write that
      // follows nobody of this process can be.
      if (waiting.value.length === 0) return this.#switch(wanted, reencoded.size);
      for (const [index, personId] of waiting.value.entries()) {
        wanted.onProgress(index, waiting.value.length);
        const known = await this.#reencode(personId, wanted);
        if (!known.ok) return known;
        if (known.value) reencoded.add(personId);
        tried.add(personId);
      }
    }
  }

  /** People with kept photos that the new encoder does not know, less those tried. */
  #waiting(encoderSha256: string, tried: ReadonlySet<string>): Result<string[]> {
    const kept = this.#parts.photos.people();
    if (!kept.ok) return kept;
    const waiting: string[] = [];
    for (const id of kept.value) {
      if (tried.has(id)) continue;
      const photos = this.#newPhotos(id, encoderSha256);
      if (!photos.ok) return photos;
      if (photos.value.length > 0) waiting.push(id);
    }
    return ok(waiting);
  }

  /** Kept photos without a template of the new encoder; none of somebody who is gone. */
  #newPhotos(personId: string, encoderSha256: string): Result<KeptPhoto[]> {
    const { people, photos } = this.#parts;
    const person = people.get(personId, encoderSha256);
    if (!person.ok) return person.error.code === 'unknown-person' ? ok([]) : person;
    const kept = photos.of(personId);
    if (!kept.ok) return kept;
    // A template has its photo's source and time, whichever encoder it is of.
    const known = person.value.templateList.filter(({ comparable }) => comparable);
    const isNew = (photo: KeptPhoto): boolean =>
      !known.some((one) => one.source === photo.source && one.createdAt === photo.createdAt);
    return ok(kept.value.filter(isNew));
  }

  /** False where the photos give the new encoder nothing, or the person is gone. */
  async #reencode(personId: string, wanted: WantedChange): Promise<Result<boolean>> {
    const photos = this.#newPhotos(personId, wanted.encoderSha256);
    if (!photos.ok) return photos;
    const templates: NewTemplate[] = [];
    for (const photo of photos.value) {
      const template = await encode(photo, wanted);
      if (!template.ok) return template;
      if (template.value !== null) templates.push(template.value);
    }
    if (templates.length === 0) return ok(false);
    const added = this.#parts.people.addMissingTemplates(personId, templates);
    if (added.ok) return ok(true);
    return added.error.code === 'unknown-person' ? ok(false) : added;
  }

  #switch({ from, to, encoderSha256 }: WantedChange, reencoded: number): Result<PackChange> {
    const { people, settings, clock } = this.#parts;
    const enrolAgain = this.#incomparable(encoderSha256);
    if (!enrolAgain.ok) return enrolAgain;
    const counts = people.counts(encoderSha256);
    if (!counts.ok) return counts;
    const set = settings.set(
      'pack',
      JSON.stringify(to),
      settingEvent('models', clock.now(), `${from} → ${to}`),
    );
    if (!set.ok) return set;
    const { comparable } = counts.value;
    return ok({ from, to, comparable, reencoded, enrolAgain: enrolAgain.value });
  }

  #incomparable(encoderSha256: string): Result<PersonRef[]> {
    const found: PersonRef[] = [];
    for (let offset = 0; ; offset += pageRows) {
      const page = this.#parts.people.list('', offset, pageRows, encoderSha256);
      if (!page.ok) return page;
      for (const { id, name, comparable, templates } of page.value.people) {
        // Who withdrew their consent has no template at all, and is not to be asked for a photo.
        if (!comparable && templates > 0) found.push({ id, name });
      }
      if (page.value.people.length < pageRows) return ok(found);
    }
  }
}

/** Null where the photo does not show the new detector a face. */
async function encode(
  photo: KeptPhoto,
  { vision, encoderSha256 }: WantedChange,
): Promise<Result<NewTemplate | null>> {
  const { source, createdAt, jpeg } = photo;
  const seen = await vision.observe(
    { kind: 'file', name: source, bytes: jpeg },
    { encode: 'subject', subject: 'largest', effort: 'thorough' },
  );
  if (!seen.ok) return isPhotoFault(seen.error.code) ? ok(null) : seen;
  const face = seen.value.subject === null ? undefined : seen.value.faces[seen.value.subject];
  if (!face?.encoding) return ok(null);
  const quality = face.quality?.unified ?? 0;
  return ok({ encoderSha256, encoding: face.encoding, quality, source, createdAt });
}
