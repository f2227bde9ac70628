import { consistentFrames, freshMs } from './evidence.ts';

/**
 * How long somebody waits for an answer at most, in ms from the first frame that could be compared:
 * whoever is not recognised by then is not recognised, however little the frames agree.
 */
export const decideWithinMs = 2000;

/** Somebody without an answer: since when, and how many frames could be compared. */
export interface Waiting {
  readonly since: number;
  readonly frames: number;
  readonly latest: number;
}

/** One more frame without an answer. Whoever was compared too long ago may be gone. */
export function waitOn(before: Waiting | null, tick: number): Waiting {
  if (!before || tick - before.latest > freshMs) return { since: tick, frames: 1, latest: tick };
  return { since: before.since, frames: before.frames + 1, latest: tick };
}

/** Whether it is time to answer. Not even a stranger is told so by a single frame. */
export function hasWaitedLong({ since, frames }: Waiting, tick: number): boolean {
  return tick - since >= decideWithinMs && frames >= consistentFrames;
}
