import { maxPageRows } from '../contract/channels.ts';
import type { EnrolReport, PersonSummary } from '../contract/messages.ts';
import { exitCodes, failed, type RunCommand } from './outcome.ts';
import { readPhotos, refusedInWords } from './read-photos.ts';
import { receiptInWords } from './receipt-in-words.ts';

export function listPeople(): RunCommand {
  return async (station) => {
    const people: PersonSummary[] = [];
    for (;;) {
      const page = station.directory.list('', people.length, maxPageRows);
      if (!page.ok) return failed(page.error);
      people.push(...page.value.people);
      if (page.value.people.length < maxPageRows) break;
    }
    const text = people.map(inWords).join('\n') || 'Nobody is enrolled yet.';
    return { answer: people, text, exitCode: exitCodes.done };
  };
}

export interface AddArguments {
  readonly id: string;
  readonly paths: readonly string[];
  readonly keepPhotos: boolean;
}

/** More photos of somebody enrolled. */
export function addToPerson({ id, paths, keepPhotos }: AddArguments): RunCommand {
  return async (station) => {
    const read = await readPhotos(paths);
    if (!read.ok) return failed(read.error);
    const { photos, unread } = read.value;
    const added = await station.enrolment.addPhotos({ id, photos, keepPhotos });
    if (!added.ok) return failed(added.error);
    const report = { ...added.value, refused: [...unread, ...added.value.refused] };
    const exitCode = report.personId === null ? exitCodes.refused : exitCodes.done;
    return { answer: report, text: addedInWords(report), exitCode };
  };
}

export function removePerson(id: string): RunCommand {
  return async (station) => {
    const removed = station.directory.remove(id);
    if (!removed.ok) return failed(removed.error);
    const text = receiptInWords(removed.value);
    return { answer: removed.value, text, exitCode: exitCodes.done };
  };
}

function addedInWords({ personId, name, templates, refused }: EnrolReport): string {
  const added =
    personId === null
      ? `None of the photos could be used, so nothing was added to ${name}. See the reason for each photo.`
      : `Added ${templates} template${templates === 1 ? '' : 's'} to ${name}.`;
  return [added, ...refusedInWords(refused)].join('\n');
}

function inWords({ id, name, templates, comparable }: PersonSummary): string {
  if (templates === 0) return `${id}\t${name}\tno face kept`;
  const again = comparable ? '' : ', must be enrolled again';
  return `${id}\t${name}\t${templates} template${templates === 1 ? '' : 's'}${again}`;
}
