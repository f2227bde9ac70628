import { ok, stationError, type Result, type StationError } from '../../contract/errors.ts';
import type { LogStore } from './log-store.ts';

/** A clock is corrected by less than this in everyday life, ms. */
export const jumpMs = 5_000;
/** After so long at the new time, the clock is believed again, ms: somebody has set it so. */
const doubtMs = 24 * 60 * 60 * 1000;

/**
 * Why the clock cannot be trusted now; null where it can. It is behind the latest time in the log, and
 * not for a day already: a clock that was ahead once must not be doubted until that day comes.
 */
export function clockDoubt(log: LogStore, now: number): Result<StationError | null> {
  const latest = log.latestAt();
  if (!latest.ok) return latest;
  if (latest.value === null || now >= latest.value - jumpMs) return ok(null);
  const noticed = noticedAt(log, now);
  if (noticed !== null && now - noticed > doubtMs) return ok(null);
  return ok(stationError('clock-back', `the log has rows of ${inWords(latest.value)}`));
}

/** Whether the clock is behind the log and no row says so yet. */
export function noticesBack(log: LogStore, now: number): boolean {
  const doubt = clockDoubt(log, now);
  return doubt.ok && doubt.value !== null && noticedAt(log, now) === null;
}

/** When the log noted, by the clock as it is now, that it is behind; null where it did not. */
function noticedAt(log: LogStore, now: number): number | null {
  const noticed = log.newestOf(['clock']);
  if (!noticed.ok || noticed.value?.code !== 'clock-back') return null;
  return noticed.value.at <= now ? noticed.value.at : null;
}

function inWords(at: number): string {
  const date = new Date(at);
  return Number.isNaN(date.getTime()) ? 'no time at all' : date.toISOString();
}
