import type { Clock } from '../station/interfaces.ts';

/** The computer's own. */
export const systemClock: Clock = { now: () => Date.now(), tick: () => performance.now() };
