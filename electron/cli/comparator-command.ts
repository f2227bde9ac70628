import { ok, type Result } from '../contract/errors.ts';
import { exitCodes, failed, type RunCommand } from './outcome.ts';

/** `models comparator`: how encodings are compared; with a name, from now on. */
export function chooseComparator(rest: readonly string[]): RunCommand {
  if (rest.length > 1) throw new Error(`Expected at most 1 argument, got ${rest.length}.`);
  const [wanted] = rest;
  return async (station) => {
    const set: Result<void> =
      wanted === undefined ? ok(undefined) : await station.setComparator(wanted);
    if (!set.ok) return failed(set.error);
    const choices = await station.comparators();
    if (!choices.ok) return failed(choices.error);
    const { pack } = station.models;
    const chosen = wanted ?? station.models.choice;
    const names = choices.value.map((name) => (name === chosen ? `${name}, in use` : name));
    const text = `${pack} can compare by:\n${names.map((name) => `  ${name}`).join('\n')}`;
    return { answer: { pack, chosen, choices: choices.value }, text, exitCode: exitCodes.done };
  };
}
