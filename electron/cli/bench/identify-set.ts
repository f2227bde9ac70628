import { fail, ok, type Result } from '../../contract/errors.ts';
import type { EncodedPhoto } from './encode-folder.ts';
import { shuffled } from '../../station/shuffled.ts';

/** Who is enrolled, and with whose photos the gallery is asked. */
export interface IdentifySet {
  /** The enrolment photo of each person, acquired. */
  readonly enrolled: readonly (EncodedPhoto & { readonly encoding: Float32Array })[];
  /** The enrolled people's other photos. */
  readonly known: readonly EncodedPhoto[];
  /** All photos of everybody else. */
  readonly unknown: readonly EncodedPhoto[];
}

/**
 * Enrols as many people, drawn at random, each with their first photo that was acquired.
 * Errors: invalid-request (not so many people with such a photo).
 */
export function drawIdentifySet(
  photos: readonly EncodedPhoto[],
  gallery: number,
  random: () => number,
): Result<IdentifySet> {
  const people = [...Map.groupBy(photos, ({ person }) => person).values()];
  const first = shuffled(people, random).flatMap((own) => {
    const photo = own.find(({ encoding }) => encoding !== null);
    return photo?.encoding ? [{ ...photo, encoding: photo.encoding }] : [];
  });
  if (gallery >= first.length) {
    return fail(
      'invalid-request',
      `of the ${first.length} people with a usable photo fewer than ${first.length} can be enrolled, since strangers are needed too; not ${gallery}`,
    );
  }
  const enrolled = first.slice(0, gallery);
  const photoOf = new Map(enrolled.map(({ person, photo }) => [person, photo]));
  return ok({
    enrolled,
    known: photos.filter(({ person, photo }) => ![undefined, photo].includes(photoOf.get(person))),
    unknown: photos.filter(({ person }) => !photoOf.has(person)),
  });
}
