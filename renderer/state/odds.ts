import { oddsLimits } from './dials.ts';

/** How far 1 / share may lie from a whole number that was meant, relative to it. */
const rounding = 1e-9;

/**
 * The N of "1 in N" for a share of 0 to 1. A share that comes from such an N gives it back; any
 * other is rounded down to two significant digits, so that no promise sounds better than it is.
 */
export function oddsOf(share: number): number {
  const exact = 1 / share;
  const whole = Math.round(exact);
  if (Math.abs(exact - whole) <= rounding * exact) return whole;
  const step = 10 ** Math.max(0, Math.floor(Math.log10(exact)) - 1);
  return Math.floor(exact / step) * step;
}

/**
 * What was typed after "1 in", as a share of 0 to 1. Thousands may be set apart in any language's
 * way, and "1 in", "1:" or "1/" may stand before. Null where it is no whole number within limits.
 */
export function parseOdds(typed: string): number | null {
  const digits = typed
    .trim()
    .replace(/^1\s*(?:[:/]|in|von)\s*/iu, '')
    .match(/^\d{1,3}(?:(?<gap>[.,'’\s])\d{3})?(?:\k<gap>\d{3})*$|^\d+$/u)?.[0];
  if (digits === undefined) return null;
  const odds = Number(digits.replace(/\D/gu, ''));
  if (!(odds >= oddsLimits.least && odds <= oddsLimits.most)) return null;
  return 1 / odds;
}
