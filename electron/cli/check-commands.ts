import type { Result, StationError } from '../contract/errors.ts';
import type { CheckResult, PersonRef } from '../contract/messages.ts';
import type { Station } from '../hosts/open-station.ts';
import { exitCodeOf, exitCodes, failed, type CommandOutcome, type RunCommand } from './outcome.ts';
import { readPhoto } from '../hosts/read-photo.ts';

export function identify(path: string): RunCommand {
  return async (station) => checkOutcome(station, await check(station, path));
}

export function verify(claimedId: string, path: string): RunCommand {
  return async (station) => checkOutcome(station, await check(station, path, claimedId), claimedId);
}

export function compare(pathA: string, pathB: string): RunCommand {
  return async (station) => {
    const a = await readPhoto(pathA);
    if (!a.ok) return failed(a.error);
    const b = await readPhoto(pathB);
    if (!b.ok) return failed(b.error);
    const compared = await station.checks.compare(a.value, b.value);
    if (!compared.ok) return failed(compared.error);
    const { distance, threshold, same } = compared.value;
    const verdict = same ? 'The same person' : 'Not the same person';
    return {
      answer: compared.value,
      text: `${verdict}: distance ${distance.toFixed(3)}, threshold ${threshold.toFixed(3)}.`,
      exitCode: same ? exitCodes.done : exitCodes.noMatch,
    };
  };
}

async function check(
  station: Station,
  path: string,
  claimedId?: string,
): Promise<Result<CheckResult>> {
  const photo = await readPhoto(path);
  if (!photo.ok) return photo;
  // Timings are of the check, not of the start of a process that serves one command.
  const ready = await station.vision.ready();
  return ready.ok ? station.checks.photo(photo.value, claimedId) : ready;
}

function checkOutcome(
  station: Station,
  checked: Result<CheckResult>,
  claimedId?: string,
): CommandOutcome {
  const answer = checked.ok ? checked.value : refusedResult(station, checked.error, claimedId);
  return { answer, text: inWords(answer), exitCode: exitCode(answer) };
}

/** What could not be checked at all has the shape of any other answer. */
function refusedResult(
  station: Station,
  { code, message }: StationError,
  claimedId: string | undefined,
): CheckResult {
  const threshold = station.thresholds.of(claimedId === undefined ? 'identify' : 'verify');
  return {
    outcome: 'refused',
    person: null,
    ...(claimedId === undefined ? {} : { claimed: claimedPerson(station, claimedId) }),
    distance: null,
    threshold: threshold.ok ? threshold.value : 0,
    code,
    message,
    timings: { decode: 0, detect: 0, align: 0, encode: 0, match: 0, total: 0 },
  };
}

/** Who was claimed; the name is empty where nobody has the id. */
function claimedPerson(station: Station, id: string): PersonRef {
  const found = station.directory.get(id);
  return { id, name: found.ok ? found.value.name : '' };
}

function exitCode({ outcome, code }: CheckResult): CommandOutcome['exitCode'] {
  if (outcome === 'match') return exitCodes.done;
  if (outcome === 'no-match') return exitCodes.noMatch;
  return code ? exitCodeOf(code) : exitCodes.station;
}

function inWords(result: CheckResult): string {
  const { outcome, person, claimed, distance, threshold } = result;
  const figures =
    distance === null
      ? 'nobody to compare with'
      : `distance ${distance.toFixed(3)}, threshold ${threshold.toFixed(3)}`;
  if (outcome === 'match') return `${person?.name} (${person?.id}): ${figures}.`;
  if (outcome === 'no-match') {
    return claimed ? `Not ${claimed.name}: ${figures}.` : `Not recognised: ${figures}.`;
  }
  return refusalInWords(result);
}

/** The direction says which way, where the sentence cannot: "Try: move left." */
function refusalInWords({ message = 'Refused.', direction }: CheckResult): string {
  return direction ? `${message} Try: ${direction.replaceAll('-', ' ')}.` : message;
}
