import { parseArgs } from 'node:util';
import { options, refuseStrangeOptions, type Values } from './command.ts';
import { commands } from './commands.ts';
import type { RunCommand } from './outcome.ts';

export type CommandLine =
  | { readonly kind: 'help'; readonly json: boolean }
  | { readonly kind: 'wrong'; readonly message: string; readonly json: boolean }
  | {
      readonly kind: 'run';
      readonly dataDir: string | undefined;
      readonly json: boolean;
      readonly run: RunCommand;
    };

/** Turns arguments into a command ready to run, or says what is wrong with them. */
export function parseCommandLine(argv: readonly string[]): CommandLine {
  const json = argv.some((argument) => /^--json(=|$)/.test(argument));
  try {
    const { values, positionals } = parseArgs({ args: [...argv], options, allowPositionals: true });
    if (values.help || positionals[0] === 'help') return { kind: 'help', json };
    if (values.data === '') throw new Error('--data names a folder.');
    const run = prepare(values, positionals);
    return { kind: 'run', dataDir: values.data, json: values.json, run };
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    return { kind: 'wrong', message, json };
  }
}

function prepare(values: Values, positionals: readonly string[]): RunCommand {
  const command = commands.find(({ words }) =>
    words.split(' ').every((word, at) => positionals[at] === word),
  );
  if (command === undefined) throw new Error(unknownCommand(positionals));
  refuseStrangeOptions(command, values);
  return command.prepare(values, positionals.slice(command.words.split(' ').length));
}

function unknownCommand(positionals: readonly string[]): string {
  const [verb] = positionals;
  if (verb === undefined) return 'No command was given.';
  const group = commands.some(({ words }) => words.startsWith(`${verb} `));
  return `There is no command "${positionals.slice(0, group ? 2 : 1).join(' ')}".`;
}
