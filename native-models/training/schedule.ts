/**
 * The learning rate as a share of its peak, 0..1: it rises in a straight line over the first
 * `warmUp` steps, then falls as half a cosine (Loshchilov, Hutter 2017, SGDR, without restarts).
 * `done`: how much of the run is done, 0..1.
 */
export function learningRateShare(step: number, warmUp: number, done: number): number {
  const rise = Math.min(1, (step + 1) / (warmUp + 1));
  return rise * (1 + Math.cos(Math.PI * Math.min(1, Math.max(0, done)))) * 0.5;
}

/**
 * How much weight the past has in the average of the weights: less at first, since the first weights
 * are worth nothing (Tarvainen, Valpola 2017, in the usual ramp).
 */
export function averageKeep(step: number, most: number): number {
  return Math.min(most, (1 + step) / (10 + step));
}

/** From `step` on the run is to end at step `end`. */
export interface Leg {
  readonly step: number;
  readonly end: number;
}

/**
 * How far a run is at a step, when its end was set anew from time to time: each leg spreads what was
 * left at its start over its own steps. A run by the clock learns its speed on the way; with the
 * legs kept, every learning rate can be computed again.
 */
export function doneAt(legs: readonly Leg[], step: number): number {
  let left = 1;
  for (const [index, leg] of legs.entries()) {
    const until = Math.min(step, legs[index + 1]?.step ?? Infinity, leg.end);
    if (until <= leg.step) continue;
    left *= 1 - (until - leg.step) / (leg.end - leg.step);
  }
  return 1 - left;
}
