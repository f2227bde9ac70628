import { fail, type ErrorCode, type StationError } from '../contract/errors.ts';
import { isPhotoFault } from '../station/photo-faults.ts';
import type { Station } from '../hosts/open-station.ts';

export const exitCodes = {
  done: 0,
  noMatch: 1,
  usage: 2,
  refused: 3,
  station: 4,
  /** Ended by the user before it was done: 128 and the number of SIGINT. */
  stopped: 130,
} as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** What a command comes to: a JSON value, the same in words, and the exit code. */
export interface CommandOutcome {
  readonly answer: unknown;
  readonly text: string;
  readonly exitCode: ExitCode;
}

/** What a command that takes its time says before its answer. */
export interface Tell {
  /** Whether the answer is asked for as JSON: then what comes before it are JSON lines. */
  readonly json: boolean;
  /** A JSON line on stdout. */
  readonly line: (value: unknown) => void;
}

/** Where a command works. */
export interface CommandPlace {
  readonly dataDir: string;
  /** The passphrase (or recovery key) that was given with the command. */
  readonly passphrase: string | undefined;
  /** In whose name the command works. */
  readonly actor: string;
  readonly log: (line: string) => void;
}

/** A command with its arguments already checked. */
export type RunCommand = (
  station: Station,
  tell: Tell,
  place: CommandPlace,
) => Promise<CommandOutcome>;

/** The same of one for which no station may be open, nor keys be made. */
export interface ApartCommand {
  readonly apart: (place: CommandPlace) => Promise<CommandOutcome>;
}

/** Faults of what was asked, as opposed to faults of the station. */
const inputFaults: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'unknown-person',
  'person-exists',
  'consent-missing',
  'encoder-changed',
  'no-usable-photo',
  'invalid-request',
  'backup-unknown',
  'backup-invalid',
  'backup-foreign',
  'backup-newer',
  'backup-in-the-way',
  'consent-withdrawn',
  'pin-weak',
  'user-unknown',
  'user-exists',
  'last-administrator',
  'password-weak',
  'passphrase-weak',
  'pack-unknown',
  'pack-incomplete',
  'pack-invalid',
  'pack-unmeasured',
  'fetch-not-in-folder',
  'target-unsupported',
  'training-data',
  'training-too-few',
  'training-no-better',
  'training-none',
  'training-checkpoint',
]);

export function exitCodeOf(code: ErrorCode): ExitCode {
  return isPhotoFault(code) || inputFaults.has(code) ? exitCodes.refused : exitCodes.station;
}

/** A command that came to nothing. */
export function failed(error: StationError): CommandOutcome {
  const text = secretWanted.has(error.code) ? `${error.message}\n${secretPlaces}` : error.message;
  return { answer: error, text, exitCode: exitCodeOf(error.code) };
}

const secretWanted: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['station-locked', 'key-gone']);
const secretPlaces = 'The command takes it from THRESHOLD_PASSPHRASE or --passphrase-file FILE.';

/** A command that threw: a fault of ours, told like any other, never mistaken for "no match". */
export function crashed(cause: unknown): CommandOutcome {
  process.stderr.write(`${cause instanceof Error ? cause.stack : String(cause)}\n`);
  return failed(fail('internal').error);
}
