import { parseArgs } from 'node:util';
import { consentSchema, personIdSchema, personNameSchema } from '../contract/messages.ts';
import { benchPipeline } from './bench-pipeline.ts';
import { compare, identify, verify } from './check-commands.ts';
import { doctor } from './doctor-command.ts';
import { enrol } from './enrol-command.ts';
import { listEvents } from './events-command.ts';
import type { RunCommand } from './outcome.ts';
import { listPeople, removePerson } from './people-commands.ts';

export type CommandLine =
  | { readonly kind: 'help'; readonly json: boolean }
  | { readonly kind: 'wrong'; readonly message: string; readonly json: boolean }
  | {
      readonly kind: 'run';
      readonly dataDir: string | undefined;
      readonly json: boolean;
      readonly run: RunCommand;
    };

const options = {
  data: { type: 'string' },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
  name: { type: 'string' },
  consent: { type: 'string' },
  id: { type: 'string' },
  limit: { type: 'string' },
  rounds: { type: 'string' },
} as const;

type Values = ReturnType<typeof parse>['values'];
type Option = Exclude<keyof typeof options, 'data' | 'json' | 'help'>;

/** Which options each command takes; any other is wrong usage, not ignored. */
const taken: Readonly<Record<string, readonly Option[]>> = {
  enrol: ['name', 'consent', 'id'],
  verify: ['id'],
  'events list': ['limit'],
  'bench pipeline': ['rounds'],
};

const defaultEvents = '50';
const defaultRounds = '60';

/** Turns arguments into a command ready to run, or says what is wrong with them. */
export function parseCommandLine(argv: readonly string[]): CommandLine {
  const json = argv.some((argument) => /^--json(=|$)/.test(argument));
  try {
    const { values, positionals } = parse(argv);
    if (values.help || positionals[0] === 'help') return { kind: 'help', json };
    if (values.data === '') throw new Error('--data names a folder.');
    const run = command(values, positionals);
    return { kind: 'run', dataDir: values.data, json: values.json, run };
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    return { kind: 'wrong', message, json };
  }
}

function parse(argv: readonly string[]) {
  return parseArgs({ args: [...argv], options, allowPositionals: true });
}

function command(values: Values, positionals: readonly string[]): RunCommand {
  const [verb = '', ...rest] = positionals;
  const twoWords = `${verb} ${rest[0] ?? ''}`;
  const name = ['people', 'events', 'bench'].includes(verb) ? twoWords : verb;
  refuseStrangeOptions(name, values);
  switch (name) {
    case 'enrol':
      return enrolCommand(values, rest);
    case 'identify':
      return identify(exactly(1, rest)[0]);
    case 'verify':
      return verify(need('id', values), exactly(1, rest)[0]);
    case 'compare':
      return compare(...exactly(2, rest));
    case 'people list':
      exactly(0, rest.slice(1));
      return listPeople();
    case 'people remove':
      return removePerson(exactly(1, rest.slice(1))[0]);
    case 'events list':
      exactly(0, rest.slice(1));
      return listEvents(positive('limit', values.limit ?? defaultEvents));
    case 'doctor':
      exactly(0, rest);
      return doctor();
    case 'bench pipeline':
      exactly(0, rest.slice(1));
      return benchPipeline(positive('rounds', values.rounds ?? defaultRounds));
    default:
      throw new Error(verb ? `There is no command "${name.trim()}".` : 'No command was given.');
  }
}

function enrolCommand(values: Values, photos: readonly string[]): RunCommand {
  const name = personNameSchema.safeParse(need('name', values));
  if (!name.success) throw new Error('--name is 1 to 120 printable characters.');
  const consent = consentSchema.safeParse(need('consent', values));
  if (!consent.success) throw new Error('--consent is 1 to 500 printable characters.');
  const id = values.id;
  if (id !== undefined && !personIdSchema.safeParse(id).success) {
    throw new Error('--id is 1 to 64 letters, digits, spaces or . _ @ -');
  }
  if (photos.length === 0) throw new Error('enrol needs at least one photo.');
  return enrol({ name: name.data, consent: consent.data, id, paths: photos });
}

function refuseStrangeOptions(name: string, values: Values): void {
  const allowed = taken[name] ?? [];
  const given = (['name', 'consent', 'id', 'limit', 'rounds'] as const).filter(
    (option) => values[option] !== undefined,
  );
  const strange = given.find((option) => !allowed.includes(option));
  if (strange) throw new Error(`--${strange} does not go with "${name.trim()}".`);
}

function need(option: Option, values: Values): string {
  const value = values[option];
  if (value === undefined) throw new Error(`--${option} is required.`);
  return value;
}

function positive(option: string, text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 1) {
    throw new Error(`--${option} takes a whole number from 1 up, not "${text}".`);
  }
  return value;
}

function exactly(count: 0, given: readonly string[]): [];
function exactly(count: 1, given: readonly string[]): [string];
function exactly(count: 2, given: readonly string[]): [string, string];
function exactly(count: number, given: readonly string[]): readonly string[] {
  if (given.length !== count) {
    throw new Error(`Expected ${count} argument${count === 1 ? '' : 's'}, got ${given.length}.`);
  }
  return given;
}
