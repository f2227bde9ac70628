import type { Comparator } from '../../contract/comparator.ts';
import type { SpreadRule } from '../../contract/pooled.ts';
import type { ReferenceScores } from '../risk/scores.ts';
import { seeded } from '../seeded.ts';
import { byDistance, pooledComparisons, type Comparisons } from './comparisons.ts';
import { drawPooledSets, type PoolablePhoto, type SetSizes } from './pooled-sets.ts';

/** Whether one table of thresholds serves pooled photos too: where it is closest to not doing so. */
export interface PooledCheck {
  readonly templates: number;
  readonly probes: number;
  readonly comparisons: number;
  /** FMR of single photos at a distance of the table, its upper 95 % bound, and of pooled ones. */
  readonly single: number;
  readonly bound: number;
  readonly pooled: number;
}

/** What pooling does to a pack's distances, and how well the rule undoes it. */
export interface FittedSpread {
  readonly rule: SpreadRule;
  /** Null where too few people have photos enough: then the rule is the cautious one. */
  readonly check: PooledCheck | null;
}

/** Few photos and many, on either side: what holds for these holds for those between. */
const sizes: readonly SetSizes[] = [
  { templates: 2, probes: 3 },
  { templates: 1, probes: 5 },
  { templates: 3, probes: 5 },
  { templates: 4, probes: 4 },
];
const seed = 1;
/** Weights are tried in these steps up to 1; finer ones are lost in the noise. */
const weightStep = 0.02;
const mostSteps = 1 / weightStep;
/** Beyond this FMR per comparison nobody sets a risk. */
const loosestFmr = 1e-2;
/** False matches that are expected where two rates are compared: with 20, to about a quarter. */
const matchesToTell = 20;

/**
 * The least weight at which pooled photos keep the upper bounds that the table gives for single
 * ones: at every distance up to `loosestFmr` and for every size with comparisons enough to tell.
 * Without people enough the weight is 1, several times what any encoder needed that was measured.
 * The spread itself is one of squared distances whatever compares: for another comparator `expected`
 * is the distance's.
 */
export function fitSpread(
  photos: readonly PoolablePhoto[],
  { quantiles, histogram }: Pick<ReferenceScores, 'quantiles' | 'histogram'>,
  comparator: Comparator = byDistance,
  expected = expectedSpread(histogram),
): FittedSpread {
  const ruleOf = (step: number) => ({ weight: Number((step * weightStep).toFixed(2)), expected });
  const drawn = sizes.map((size) => ({ size, rounds: drawPooledSets(photos, size, seeded(seed)) }));
  const checked = (step: number) =>
    drawn.flatMap(({ size, rounds }) =>
      checksOf(size, pooledComparisons(rounds, ruleOf(step), comparator), quantiles),
    );
  if (checked(mostSteps).length === 0) return { rule: ruleOf(mostSteps), check: null };
  // The more weight, the fewer false matches: halve to the least that does.
  let [low, high] = [0, mostSteps];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (checked(middle).every(isKept)) high = middle;
    else low = middle + 1;
  }
  const closest = checked(low).sort((a, b) => b.pooled / b.bound - a.pooled / a.bound);
  return { rule: ruleOf(low), check: closest[0] ?? null };
}

/** Half the mean genuine distance, at most 1: the spread of very many photos of one person. */
export function expectedSpread({ genuine, binWidth }: ReferenceScores['histogram']): number {
  return Math.min(1, Number((meanOf(genuine, binWidth) / 2).toPrecision(3)));
}

function isKept({ pooled, bound }: PooledCheck): boolean {
  return pooled <= bound;
}

function checksOf(
  size: SetSizes,
  comparisons: Comparisons,
  quantiles: ReferenceScores['quantiles'],
): PooledCheck[] {
  const rows = quantiles.filter(({ fmr }) => fmr <= loosestFmr);
  const { total, below } = countBelow(
    rows.map(({ distance }) => distance),
    comparisons,
  );
  return rows.flatMap(({ fmr, fmrUpper95: bound }, row) => {
    // What is expected is seldom whole: 1e-3 times 20,000 must not fail for being 19.999….
    if (Math.round(fmr * total * 1e6) / 1e6 < matchesToTell) return [];
    return { ...size, comparisons: total, single: fmr, bound, pooled: below[row]! / total };
  });
}

/** How many impostor comparisons there are, and how many lie below each limit; limits never fall. */
function countBelow(
  limits: readonly number[],
  comparisons: Comparisons,
): { readonly total: number; readonly below: readonly number[] } {
  /** Those below a limit and not below the one before. */
  const first = limits.map(() => 0);
  let total = 0;
  comparisons.impostor((distance) => {
    total++;
    let at = limits.length;
    while (at > 0 && distance < limits[at - 1]!) at--;
    if (at < limits.length) first[at]!++;
  });
  let sum = 0;
  return { total, below: first.map((count) => (sum += count)) };
}

/** Mean of what is counted in bins of one width from 0 up; 0 where nothing is. */
function meanOf(counts: readonly number[], binWidth: number): number {
  let [sum, total] = [0, 0];
  counts.forEach((count, bin) => {
    sum += count * (bin + 0.5) * binWidth;
    total += count;
  });
  return total === 0 ? 0 : sum / total;
}
