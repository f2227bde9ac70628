import { fail, ok, type Result } from '../contract/errors.ts';
import { maxPhotosPerEnrolment, type Photo, type RefusedPhoto } from '../contract/messages.ts';
import { readPhoto } from '../hosts/read-photo.ts';

/** Photo files as they were named, and those that could not be read, each with its reason. */
export interface ReadPhotos {
  readonly photos: Photo[];
  readonly unread: RefusedPhoto[];
}

/** Reads the photos of one enrolment. Errors: invalid-request where they are too many. */
export async function readPhotos(paths: readonly string[]): Promise<Result<ReadPhotos>> {
  if (paths.length > maxPhotosPerEnrolment) {
    return fail('invalid-request', `at most ${maxPhotosPerEnrolment} photos`);
  }
  const photos: Photo[] = [];
  const unread: RefusedPhoto[] = [];
  for (const path of paths) {
    const read = await readPhoto(path);
    if (read.ok) photos.push({ ...read.value, name: path });
    else unread.push({ photo: path, ...read.error });
  }
  return ok({ photos, unread });
}

/** One line for each photo that was not used. */
export function refusedInWords(refused: readonly RefusedPhoto[]): string[] {
  return refused.map(({ photo, message }) => `${photo}: ${message}`);
}
