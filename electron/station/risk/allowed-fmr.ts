import type { CheckMode } from '../../contract/recognition.ts';

/**
 * A gallery of fewer people counts as this many: a station's first people must not be protected by
 * its loosest threshold, and the threshold must not wander while they are enrolled.
 */
export const leastPeople = 100;

/**
 * The FMR per comparison that a target allows with so many people enrolled. Verification compares
 * once: target itself. Identification compares with all of them: FPIR = 1 − (1 − FMR)^N. That is
 * an upper estimate, since comparisons of one probe are not independent.
 */
export function allowedFmr(mode: CheckMode, target: number, people: number): number {
  return mode === 'verify' ? target : -Math.expm1(Math.log1p(-target) / counted(people));
}

/** The target that an FMR per comparison comes to: the inverse of `allowedFmr`. */
export function targetAt(mode: CheckMode, fmr: number, people: number): number {
  return mode === 'verify' ? fmr : -Math.expm1(counted(people) * Math.log1p(-fmr));
}

function counted(people: number): number {
  return Math.max(people, leastPeople);
}
