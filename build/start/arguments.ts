import { Problem } from '../bootstrap/say.mjs';

export type HostName = 'electron' | 'browser';

export interface StartArguments {
  /** Null: whichever can be had, Electron first. */
  readonly host: HostName | null;
  /** For the host itself. */
  readonly rest: readonly string[];
}

const usage = 'Usage: npm start [-- [--host electron|browser] [--data DIR] [--open|--no-open]]';

/** What a host takes; `--data` has a value. Anything else is a slip of the pen, told as such. */
const hostArgument = /^--(data(=.*)?|open|no-open)$/;

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
    } else if (hostArgument.test(argument)) {
      rest.push(argument);
      if (argument === '--data') rest.push(argv[++index] ?? '');
    } else {
      throw new Problem(argument === '--help' ? usage : `unknown option "${argument}". ${usage}`);
    }
  }
  return { host, rest };
}

function hostName(value: string | undefined): HostName {
  if (value === 'electron' || value === 'browser') return value;
  throw new Problem(`--host takes "electron" or "browser", not "${value ?? ''}".`);
}
