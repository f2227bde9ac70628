import {
  consentSchema,
  maxDistinct,
  personIdSchema,
  personNameSchema,
} from '../contract/messages.ts';
import { need, type Values } from './command.ts';
import { enrol } from './enrol-command.ts';
import type { RunCommand } from './outcome.ts';
import { addToPerson } from './people-commands.ts';

const idShape = '1 to 64 letters, digits, spaces or . _ @ -';

/** @throws Error that says, as a sentence, what is wrong. */
export function enrolCommand(values: Values, paths: readonly string[]): RunCommand {
  const name = personNameSchema.safeParse(need('name', values));
  if (!name.success) throw new Error('--name is 1 to 120 printable characters.');
  const consent = consentSchema.safeParse(need('consent', values));
  if (!consent.success) throw new Error('--consent is 1 to 500 printable characters.');
  const { id, 'distinct-from': distinctFrom = [], 'keep-photos': keepPhotos = false } = values;
  if (id !== undefined && !isPersonId(id)) throw new Error(`--id is ${idShape}`);
  if (!distinctFrom.every(isPersonId)) throw new Error(`--distinct-from takes an id: ${idShape}`);
  if (distinctFrom.length > maxDistinct) {
    throw new Error(`--distinct-from can be given ${maxDistinct} times at most.`);
  }
  if (paths.length === 0) throw new Error('enrol needs at least one photo.');
  return enrol({ name: name.data, consent: consent.data, id, paths, keepPhotos, distinctFrom });
}

/** @throws Error that says, as a sentence, what is wrong. */
export function addCommand(values: Values, [id, ...paths]: readonly string[]): RunCommand {
  if (id === undefined || paths.length === 0) {
    throw new Error('people add needs the id of a person and at least one photo.');
  }
  if (!isPersonId(id)) throw new Error(`An id is ${idShape}`);
  return addToPerson({ id, paths, keepPhotos: values['keep-photos'] ?? false });
}

function isPersonId(id: string): boolean {
  return personIdSchema.safeParse(id).success;
}
