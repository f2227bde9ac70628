import type { Retention } from '../../contract/trust.ts';
import type { KeptPerson, RetentionMemory } from './interfaces.ts';

export const dayMs = 24 * 3600 * 1000;

/** Why somebody is to be forgotten: not used for so long, or their own date. */
export type Reason = 'unused' | 'ended';

/**
 * Whether a person's time is over at `now`. Nothing counts from before `since`, when retention came to the
 * database: an update must not erase everybody within the minute. Written so that a time that is no
 * number erases nobody.
 */
export function reasonToForget(
  { usedAt, endsAt }: KeptPerson,
  { templates }: Pick<Retention, 'templates'>,
  since: number,
  now: number,
): Reason | null {
  if (endsAt !== null && endsAt <= now) return 'ended';
  if (templates !== null && Math.max(usedAt, since) + templates * dayMs <= now) return 'unused';
  return null;
}

/** What is older than this has been kept long enough; null for nothing. */
export function keptFrom(days: number | null, now: number): number | null {
  return days === null || !Number.isFinite(now) ? null : now - days * dayMs;
}

/** A moment by both clocks: the wall's, ms since 1970, and one that never goes back. */
export interface Moment {
  readonly now: number;
  readonly tick: number;
}

/**
 * While the process runs: a computer may sleep over a week, and its monotonic clock with it. What is erased
 * a week early is no disaster; all at once years early is.
 */
const longestSleepMs = 7 * dayMs;
/** From one run to the next, over restarts. */
const longestPauseMs = 365 * dayMs;
/** What a clock is set back by when it is set right. */
const setBackMs = 3600 * 1000;
/** So long a clock that jumped must go on from there before it is believed: somebody sees it by then. */
export const proofMs = 24 * 3600 * 1000;

/**
 * Since when the clock is not to be believed; null where it is. `before` is this process's last look. The
 * log is no witness: a station that starts with a wrong clock writes its first row by it.
 */
export function doubtedSince(
  { now, tick }: Moment,
  memory: Pick<RetentionMemory, 'lookedAt' | 'doubtedSince'>,
  before: Moment | null,
): number | null {
  const slept = before === null ? 0 : now - before.now - (tick - before.tick);
  const paused = now - memory.lookedAt;
  // Written so that what is no number is doubted.
  const steady = slept < longestSleepMs && paused < longestPauseMs && paused > -setBackMs;
  if (!steady) return Number.isFinite(now) ? now : 0;
  const { doubtedSince: since } = memory;
  if (since === null) return null;
  const proof = now - since;
  return proof >= proofMs ? null : since;
}
