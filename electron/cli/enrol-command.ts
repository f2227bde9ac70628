import { errorSentences } from '../contract/errors.ts';
import type { Duplicate, EnrolReport } from '../contract/messages.ts';
import { exitCodes, failed, type RunCommand } from './outcome.ts';
import { readPhotos, refusedInWords } from './read-photos.ts';

export interface EnrolArguments {
  readonly name: string;
  readonly consent: string;
  readonly id: string | undefined;
  readonly paths: readonly string[];
  readonly keepPhotos: boolean;
  /** Ids of enrolled people who look alike and are somebody else. */
  readonly distinctFrom: readonly string[];
}

export function enrol({ paths, id, distinctFrom, ...who }: EnrolArguments): RunCommand {
  return async (station) => {
    const read = await readPhotos(paths);
    if (!read.ok) return failed(read.error);
    const { photos, unread } = read.value;
    const enrolled = await station.enrolment.enrol({
      ...who,
      photos,
      distinctFrom: [...distinctFrom],
      ...(id === undefined ? {} : { id }),
    });
    if (!enrolled.ok) return failed(enrolled.error);
    const report = { ...enrolled.value, refused: [...unread, ...enrolled.value.refused] };
    if (report.duplicates.length > 0) return undecided(report, distinctFrom);
    const exitCode = report.personId === null ? exitCodes.refused : exitCodes.done;
    return { answer: report, text: inWords(report), exitCode };
  };
}

/** Somebody looks alike: nothing is stored until the operator says who they are. */
function undecided(report: EnrolReport, distinctFrom: readonly string[]) {
  const code = 'likely-duplicate';
  const message = errorSentences[code];
  const ids = [...distinctFrom, ...report.duplicates.map(({ person }) => person.id)];
  const goOn = ids.map((id) => `--distinct-from ${id.includes(' ') ? `"${id}"` : id}`).join(' ');
  const text = [
    message,
    ...report.duplicates.map(likeness),
    `If this is somebody else, enrol again with: ${goOn}`,
    ...refusedInWords(report.refused),
  ].join('\n');
  return { answer: { ...report, code, message }, text, exitCode: exitCodes.refused };
}

function likeness({ person, distance, threshold }: Duplicate): string {
  const near = `distance ${distance.toFixed(4)}, where below ${threshold.toFixed(4)} is likely one`;
  return `${person.id}\t${person.name}\t${near}`;
}

function inWords({ personId, name, templates, refused }: EnrolReport): string {
  const enrolled =
    personId === null
      ? errorSentences['no-usable-photo']
      : `Enrolled ${name} under ${personId} with ${templates} template${templates === 1 ? '' : 's'}.`;
  return [enrolled, ...refusedInWords(refused)].join('\n');
}
