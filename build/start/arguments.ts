import { Problem } from '../bootstrap/say.mjs';

export type HostName = 'electron' | 'browser';

export interface StartArguments {
  /** Null: whichever can be had, Electron first. */
  readonly host: HostName | null;
  /** For the host itself. */
  readonly rest: readonly string[];
}

/** Takes `--host NAME` or `--host=NAME` out of the arguments and leaves all others to the host. */
export function parseStartArguments(argv: readonly string[]): StartArguments {
  const rest: string[] = [];
  let host: HostName | null = null;
  for (let index = 0; index < argv.length; index += 1) {
    const argument = argv[index] ?? '';
    if (argument === '--host') {
      index += 1;
      host = hostName(argv[index]);
    } else if (argument.startsWith('--host=')) {
      host = hostName(argument.slice('--host='.length));
    } else {
      rest.push(argument);
    }
  }
  return { host, rest };
}

function hostName(value: string | undefined): HostName {
  if (value === 'electron' || value === 'browser') return value;
  throw new Problem(`--host takes "electron" or "browser", not "${value ?? ''}".`);
}
