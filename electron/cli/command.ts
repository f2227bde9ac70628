import type { parseArgs } from 'node:util';
import type { ApartCommand, RunCommand } from './outcome.ts';

/** Every option of every command; which of them a command takes, the command says. */
export const options = {
  data: { type: 'string' },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
  'passphrase-file': { type: 'string' },
  adopt: { type: 'boolean' },
  clear: { type: 'boolean' },
  comparator: { type: 'string' },
  consent: { type: 'string' },
  dial: { type: 'string' },
  'distinct-from': { type: 'string', multiple: true },
  epochs: { type: 'string' },
  events: { type: 'string' },
  expect: { type: 'string' },
  format: { type: 'string' },
  from: { type: 'string' },
  gallery: { type: 'string' },
  id: { type: 'string' },
  images: { type: 'string' },
  'keep-photos': { type: 'boolean' },
  keys: { type: 'string' },
  kind: { type: 'string', multiple: true },
  language: { type: 'string' },
  limit: { type: 'string' },
  manifest: { type: 'string' },
  margin: { type: 'string' },
  mining: { type: 'string' },
  minutes: { type: 'string' },
  mode: { type: 'string' },
  name: { type: 'string' },
  'new-passphrase-file': { type: 'string' },
  'no-cache': { type: 'boolean' },
  out: { type: 'string' },
  pack: { type: 'string' },
  pairs: { type: 'string' },
  'password-file': { type: 'string' },
  peer: { type: 'boolean' },
  photos: { type: 'string' },
  probes: { type: 'string' },
  query: { type: 'string' },
  'recovery-key-file': { type: 'string' },
  resume: { type: 'boolean' },
  role: { type: 'string' },
  rounds: { type: 'string' },
  seed: { type: 'string' },
  size: { type: 'string' },
  station: { type: 'string' },
  target: { type: 'string' },
  targets: { type: 'string' },
  templates: { type: 'string' },
  to: { type: 'string' },
  'trust-clock': { type: 'boolean' },
  width: { type: 'string' },
  with: { type: 'string' },
  workers: { type: 'string' },
} as const;

export type Values = ReturnType<
  typeof parseArgs<{ options: typeof options; allowPositionals: true }>
>['values'];

/** Options that go with every command. */
const everywhere = ['data', 'json', 'help', 'passphrase-file'] as const;
export type Option = Exclude<keyof typeof options, (typeof everywhere)[number]>;

/** One command: its words, the options it takes, and what makes it ready to run. */
export interface Command {
  readonly words: string;
  readonly options?: readonly Option[];
  /** Its `--data` is what it works on; the station's data folder is its `--station` then. */
  readonly ownData?: true;
  /** `rest` is what follows the words. Throws what is wrong with it, as a sentence. */
  readonly prepare: (values: Values, rest: readonly string[]) => RunCommand | ApartCommand;
}

/** An option that is no mistake anywhere else is one here, not ignored. */
export function refuseStrangeOptions(command: Command, values: Values): void {
  const allowed: readonly string[] = [...everywhere, ...(command.options ?? [])];
  const strange = Object.keys(values).find((option) => !allowed.includes(option));
  if (strange) throw new Error(`--${strange} does not go with "${command.words}".`);
}

/** Options that take one text. */
type TextOption = {
  [O in Option]: Values[O] extends string | undefined ? O : never;
}[Option];

export function need(option: TextOption, values: Values): string {
  const value = values[option];
  if (value === undefined || value === '') throw new Error(`--${option} is required.`);
  return value;
}

/** @throws Error in words where it is none of them */
export function oneOf<T extends string | number>(
  option: Option,
  known: readonly T[],
  given: string | number,
): T {
  const found = known.find((one) => one === given);
  if (found !== undefined) return found;
  throw new Error(`--${option} takes one of ${known.join(', ')}, not "${given}".`);
}

export function positive(option: Option, text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 1) {
    throw new Error(`--${option} takes a whole number from 1 up, not "${text}".`);
  }
  return value;
}

export function exactly(count: 0, given: readonly string[]): [];
export function exactly(count: 1, given: readonly string[]): [string];
export function exactly(count: 2, given: readonly string[]): [string, string];
export function exactly(count: number, given: readonly string[]): readonly string[] {
  if (given.length !== count) {
    throw new Error(`Expected ${count} argument${count === 1 ? '' : 's'}, got ${given.length}.`);
  }
  return given;
}
