import type { Comparisons } from '../../station/spread/comparisons.ts';
import { DistanceTally, farthest, type Distribution } from './distance-tally.ts';

/** How the distances of genuine and impostor comparisons lie. */
export interface Separation {
  readonly impostor: Distribution;
  readonly genuine: Distribution;
}

export function measureSeparation(comparisons: Comparisons): Separation {
  const impostor = new DistanceTally();
  const genuine = new DistanceTally();
  comparisons.impostor((distance) => impostor.add(distance));
  comparisons.genuine((_person, distance) => genuine.add(distance));
  return { impostor: impostor.distribution(), genuine: genuine.distribution() };
}

/**
 * A rate told without its bounds rests on at least so many false matches (ISO/IEC 19795-1, B.1); a
 * threshold may rest on fewer, since it goes by the rate's upper bound.
 */
const leastExpected = 10;

/** Whether there are impostor comparisons enough to tell this FMR. */
export function supportsFmr({ impostor }: Separation, fmr: number): boolean {
  // Counts are whole: 1e-3 times 10,000 must not fail for being 9.999….
  return Math.round(fmr * impostor.total * 1e6) / 1e6 >= leastExpected;
}

/** The largest threshold at which no larger a share of the impostor comparisons matches. */
export function thresholdAtFmr({ impostor }: Separation, fmr: number): number {
  return impostor.thresholdFor(Math.floor(fmr * impostor.total));
}

/** Share of the genuine comparisons that match at that FMR; null where it is not supported. */
export function tmrAtFmr(separation: Separation, fmr: number): number | null {
  if (separation.genuine.total === 0 || !supportsFmr(separation, fmr)) return null;
  return separation.genuine.shareBelow(thresholdAtFmr(separation, fmr));
}

/** Half of what the distributions resolve, as squared L2 distance. */
const eerResolution = 5e-7;

/** Where as large a share of strangers is accepted as of genuine comparisons is rejected. */
export function equalErrorRate({ impostor, genuine }: Separation): number | null {
  if (impostor.total === 0 || genuine.total === 0) return null;
  const fnmr = (threshold: number): number => 1 - genuine.shareBelow(threshold);
  // The FMR only rises with the threshold and the FNMR only falls: halve until they meet.
  let [low, high] = [0, farthest];
  while (high - low > eerResolution) {
    const middle = (low + high) / 2;
    if (impostor.shareBelow(middle) < fnmr(middle)) low = middle;
    else high = middle;
  }
  const rates = [low, high].map((at) => [impostor.shareBelow(at), fnmr(at)] as const);
  const [closest] = rates.sort((a, b) => Math.abs(a[0] - a[1]) - Math.abs(b[0] - b[1]));
  return closest ? (closest[0] + closest[1]) / 2 : null;
}
