import { parseArgs } from 'node:util';
import { options, refuseStrangeOptions, type Command } from './command.ts';
import { commands } from './commands.ts';
import type { ApartCommand, RunCommand } from './outcome.ts';

export type CommandLine =
  | { readonly kind: 'help'; readonly json: boolean }
  | { readonly kind: 'wrong'; readonly message: string; readonly json: boolean }
  | {
      readonly kind: 'run';
      readonly dataDir: string | undefined;
      readonly passphraseFile: string | undefined;
      readonly json: boolean;
      readonly run: RunCommand | ApartCommand;
    };

/** Turns arguments into a command ready to run, or says what is wrong with them. */
export function parseCommandLine(argv: readonly string[]): CommandLine {
  const json = argv.some((argument) => /^--json(=|$)/.test(argument));
  try {
    const { values, positionals } = parseArgs({ args: [...argv], options, allowPositionals: true });
    if (values.help || positionals[0] === 'help') return { kind: 'help', json };
    for (const option of ['data', 'station'] as const) {
      if (values[option] === '') throw new Error(`--${option} names a folder.`);
    }
    const command = commandOf(positionals);
    refuseStrangeOptions(command, values);
    const run = command.prepare(values, positionals.slice(command.words.split(' ').length));
    const dataDir = command.ownData ? values.station : values.data;
    const passphraseFile = values['passphrase-file'];
    if (passphraseFile === '') throw new Error('--passphrase-file names a file.');
    return { kind: 'run', dataDir, passphraseFile, json: values.json, run };
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    return { kind: 'wrong', message, json };
  }
}

function commandOf(positionals: readonly string[]): Command {
  const command = commands.find(({ words }) =>
    words.split(' ').every((word, at) => positionals[at] === word),
  );
  if (command === undefined) throw new Error(unknownCommand(positionals));
  return command;
}

function unknownCommand(positionals: readonly string[]): string {
  const [verb] = positionals;
  if (verb === undefined) return 'No command was given.';
  const group = commands.some(({ words }) => words.startsWith(`${verb} `));
  return `There is no command "${positionals.slice(0, group ? 2 : 1).join(' ')}".`;
}
