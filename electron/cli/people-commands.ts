import { maxPageRows } from '../contract/channels.ts';
import type { PersonSummary } from '../contract/messages.ts';
import { exitCodes, failed, type RunCommand } from './outcome.ts';

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

export function removePerson(id: string): RunCommand {
  return async (station) => {
    const removed = station.directory.remove(id);
    if (!removed.ok) return failed(removed.error);
    const { name, templates } = removed.value;
    const text = `Removed ${name} and ${templates} template${templates === 1 ? '' : 's'}.`;
    return { answer: removed.value, text, exitCode: exitCodes.done };
  };
}

function inWords({ id, name, templates, comparable }: PersonSummary): string {
  const again = comparable ? '' : ', must be enrolled again';
  return `${id}\t${name}\t${templates} template${templates === 1 ? '' : 's'}${again}`;
}
