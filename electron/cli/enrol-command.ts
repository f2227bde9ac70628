import { fail } from '../contract/errors.ts';
import type { EnrolReport, Photo, RefusedPhoto } from '../contract/messages.ts';
import { maxPhotosPerEnrolment } from '../contract/messages.ts';
import { exitCodes, failed, type RunCommand } from './outcome.ts';
import { readPhoto } from './read-photo.ts';

export interface EnrolArguments {
  readonly name: string;
  readonly consent: string;
  readonly id: string | undefined;
  readonly paths: readonly string[];
}

export function enrol({ name, consent, id, paths }: EnrolArguments): RunCommand {
  return async (station) => {
    if (paths.length > maxPhotosPerEnrolment) {
      return failed(fail('invalid-request', `at most ${maxPhotosPerEnrolment} photos`).error);
    }
    const { photos, unread } = await readAll(paths);
    const enrolled = await station.enrolment.enrol({
      name,
      consent,
      photos,
      ...(id === undefined ? {} : { id }),
    });
    if (!enrolled.ok) return failed(enrolled.error);
    const answer = { ...enrolled.value, refused: [...unread, ...enrolled.value.refused] };
    const exitCode = answer.personId === null ? exitCodes.refused : exitCodes.done;
    return { answer, text: inWords(answer), exitCode };
  };
}

async function readAll(
  paths: readonly string[],
): Promise<{ photos: Photo[]; unread: RefusedPhoto[] }> {
  const photos: Photo[] = [];
  const unread: RefusedPhoto[] = [];
  for (const path of paths) {
    const read = await readPhoto(path);
    if (read.ok) photos.push({ ...read.value, name: path });
    else unread.push({ photo: path, ...read.error });
  }
  return { photos, unread };
}

function inWords({ personId, name, templates, refused }: EnrolReport): string {
  const enrolled =
    personId === null
      ? fail('no-usable-photo').error.message
      : `Enrolled ${name} under ${personId} with ${templates} template${templates === 1 ? '' : 's'}.`;
  return [enrolled, ...refused.map(({ photo, message }) => `${photo}: ${message}`)].join('\n');
}
