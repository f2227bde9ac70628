import type { SpreadRule } from '../contract/pooled.ts';
import type { ReferenceScores } from '../station/risk/scores.ts';
import { seeded } from '../station/seeded.ts';
import { pooledComparisons } from './bench/comparisons.ts';
import type { EncodedPhoto } from './bench/encode-folder.ts';
import { drawPooledSets } from './bench/pooled-sets.ts';
import { measureSeparation, supportsFmr } from './bench/separation.ts';

/** Whether one table of thresholds serves pooled photos too. */
export interface PooledCheck {
  readonly templates: number;
  readonly probes: number;
  readonly comparisons: number;
  /** FMR of single photos at a distance of the table, and of pooled ones at the same. */
  readonly single: number;
  readonly pooled: number;
}

/** What pooling does to a pack's distances, and how well the rule undoes it. */
export interface FittedSpread {
  readonly rule: SpreadRule;
  /** Null where too few people have photos enough: then the rule is the cautious one. */
  readonly check: PooledCheck | null;
}

/** As many photos as a careful enrolment has, and looks as a check takes. */
const sizes = { templates: 2, probes: 3 };
const seed = 1;
/** Weights are tried in these steps; finer ones are lost in the noise. */
const weightStep = 0.05;

/**
 * The least weight at which pooled photos are falsely matched no more often than single ones, at
 * the strictest distance of the table at which there are comparisons enough to tell. Without
 * people enough the whole spread counts, which is never too little.
 */
export function fitSpread(
  photos: readonly EncodedPhoto[],
  { quantiles, histogram }: Pick<ReferenceScores, 'quantiles' | 'histogram'>,
): FittedSpread {
  const expected = Number((meanOf(histogram.genuine, histogram.binWidth) / 2).toPrecision(3));
  const rounds = drawPooledSets(photos, sizes, seeded(seed));
  for (let step = 0; step * weightStep <= 1; step++) {
    const rule = { weight: Number((step * weightStep).toFixed(2)), expected };
    const separation = measureSeparation(pooledComparisons(rounds, rule));
    const row = quantiles.find(({ fmr }) => supportsFmr(separation, fmr, matchesToTell));
    if (row === undefined) break;
    const { impostor } = separation;
    const pooled = impostor.shareBelow(row.distance);
    if (pooled > row.fmr) continue;
    return { rule, check: { ...sizes, comparisons: impostor.total, single: row.fmr, pooled } };
  }
  return { rule: { weight: 1, expected }, check: null };
}

/** False matches that are expected where two rates are compared: with 20, to about a quarter. */
const matchesToTell = 20;

/** Mean of what is counted in bins of one width from 0 up; 0 where nothing is. */
function meanOf(counts: readonly number[], binWidth: number): number {
  let [sum, total] = [0, 0];
  counts.forEach((count, bin) => {
    sum += count * (bin + 0.5) * binWidth;
    total += count;
  });
  return total === 0 ? 0 : sum / total;
}
