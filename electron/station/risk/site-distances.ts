import { lowerBound } from '../clopper-pearson.ts';
import { genuineQuantile } from './quantiles.ts';
import type { ScoreQuantile } from './scores.ts';

/** How close the people enrolled here come to one another: the impostor comparisons of the site. */
export interface SiteDistances {
  /** Comparisons made: every person with every other one. */
  readonly comparisons: number;
  /** The smallest of their distances, rising: all, or as many as are kept. */
  readonly closest: Float64Array;
}

/** Chance of holding a site for worse than the reference set when it is not. */
const chance = 0.05;
/**
 * Pairs closer than this share of one person's photos may well be one person enrolled twice. They
 * are shown to the operator and left out here, or a slip would shut everybody out. A threshold that
 * is no larger than their distance is therefore never made stricter.
 */
const likelyOnePerson = 0.5;

/**
 * The reference set's threshold, or a smaller one where the site's own people are more alike than
 * it allows for: where the FMR between them is larger than allowed with 95 % confidence, the
 * threshold falls until their rate fits. It is never raised.
 */
export function stricterForSite(
  quantiles: readonly ScoreQuantile[],
  site: SiteDistances | null,
  threshold: number,
  fmrAllowed: number,
): number {
  if (site === null || site.comparisons === 0) return threshold;
  const from = countBelow(site.closest, genuineQuantile(quantiles, likelyOnePerson));
  const matches = countBelow(site.closest, threshold) - from;
  if (matches <= 0) return threshold;
  if (!(lowerBound(matches, site.comparisons, chance) > fmrAllowed)) return threshold;
  const bearable = Math.floor(fmrAllowed * site.comparisons);
  return Math.min(threshold, site.closest[from + bearable] ?? threshold);
}

/** How many of the rising distances are below a limit. */
function countBelow(rising: Float64Array, limit: number): number {
  let [low, high] = [0, rising.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (rising[middle]! < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
