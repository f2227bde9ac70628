import { seeded } from './seeded.ts';
import type { TailPairs } from './score-tail.ts';

/** The people of a reference set, and how often each is drawn into a resample. */
interface Resampling {
  /** Acquired photos per person. */
  readonly photosOf: Uint32Array;
  readonly resamples: number;
  readonly seed: number;
}

/**
 * Upper bounds of the FMR at the lower edges of the given fine bins, one-sided, by resampling
 * people: comparisons that share a person are not independent, and a few people who look like
 * many must widen the bound. A pair of people drawn a and b times counts a·b times, in matches and
 * in comparisons (Owen 2007, "The pigeonhole bootstrap": if anything too wide, never too narrow).
 * `chance` is how often the truth may lie above.
 */
export function resampledBounds(
  tail: TailPairs,
  edges: readonly number[],
  { photosOf, resamples, seed }: Resampling,
  chance: number,
): number[] {
  const random = seeded(seed);
  const rates = edges.map(() => new Float64Array(resamples));
  const ends = edges.map((edge) => firstFrom(tail.bins, edge));
  for (let round = 0; round < resamples; round++) {
    const drawn = drawPeople(photosOf.length, random);
    const comparisons = impostorComparisons(photosOf, drawn);
    let matches = 0;
    let at = 0;
    ends.forEach((end, row) => {
      for (; at < end; at++) matches += drawn[tail.ones[at]!]! * drawn[tail.others[at]!]!;
      rates[row]![round] = matches / comparisons;
    });
  }
  return rates.map((rate) => rate.sort()[Math.ceil((1 - chance) * resamples) - 1]!);
}

/** Comparisons of photos of different people, each person counting as often as drawn. */
export function impostorComparisons(photosOf: Uint32Array, drawn: Uint32Array | null): number {
  let sum = 0;
  let squares = 0;
  photosOf.forEach((photos, person) => {
    const count = photos * (drawn?.[person] ?? 1);
    sum += count;
    squares += count * count;
  });
  return (sum * sum - squares) / 2;
}

/** As many people as there are, drawn with replacement: how often each. */
function drawPeople(people: number, random: () => number): Uint32Array {
  const drawn = new Uint32Array(people);
  for (let draw = 0; draw < people; draw++) drawn[Math.floor(random() * people)]!++;
  return drawn;
}

/** Index of the first of the rising bins that is not below the edge. */
function firstFrom(bins: Uint32Array, edge: number): number {
  const found = bins.findIndex((bin) => bin >= edge);
  return found < 0 ? bins.length : found;
}
