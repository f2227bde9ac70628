import type { SpreadRule } from '../../contract/pooled.ts';
import { fail, ok, type ErrorCode, type Result } from '../../contract/errors.ts';
import { clopperPearson, type ExactShare } from '../../station/clopper-pearson.ts';
import { comparisonFigures, type ComparisonFigures } from './comparison-figures.ts';
import { pooledComparisons, singleComparisons } from '../../station/spread/comparisons.ts';
import type { EncodedPhoto } from './encode-folder.ts';
import { foldedAccuracy, type FoldedAccuracy, type ScoredPair } from './folded-accuracy.ts';
import type { PairList } from './lfw-pairs.ts';
import { drawPooledSets, type SetSizes } from '../../station/spread/pooled-sets.ts';
import { scoreList, scorePooled } from './scored-pairs.ts';
import { seeded } from '../../station/seeded.ts';
import type { StationThreshold } from './station-thresholds.ts';

export interface AccuracyQuestion {
  readonly photos: readonly EncodedPhoto[];
  readonly list: PairList;
  /** Null where single photos are compared. */
  readonly sizes: SetSizes | null;
  readonly spread: SpreadRule;
  readonly thresholds: readonly StationThreshold[];
}

/** Error rates of the listed pairs at a threshold of the station's, with exact 95 % intervals. */
export interface RatesAtThreshold extends StationThreshold {
  /** Of the impostor pairs whose photos were acquired. */
  readonly fmr: ExactShare;
  /** Of all genuine pairs; a failure to acquire is a false rejection. */
  readonly fnmr: ExactShare;
}

/** What comparisons of one kind come to; the accuracy is null where there are too few for folds. */
export type KindFigures = ComparisonFigures & { readonly folds: FoldedAccuracy | null };

export interface PooledFigures extends KindFigures, SetSizes {
  readonly people: number;
  readonly rounds: number;
}

export interface AccuracyFigures {
  readonly failures: readonly { readonly photo: string; readonly code: ErrorCode }[];
  readonly pairs: number;
  /** Pairs of the list whose two photos were acquired. */
  readonly acquired: number;
  readonly msPerImage: number;
  readonly rates: readonly RatesAtThreshold[];
  readonly single: KindFigures;
  readonly pooled: PooledFigures | null;
}

/** Any number will do: it only has to be the same in every run. */
const seed = 20_241_124;

/** Errors: invalid-request (too few people for sets so large). */
export function measureAccuracy(question: AccuracyQuestion): Result<AccuracyFigures> {
  const { photos, list, thresholds } = question;
  const scored = scoreList(list, photos);
  const pooled = measurePooled(question);
  if (!pooled.ok) return pooled;
  const looked = photos.filter(({ ms }) => ms > 0);
  return ok({
    failures: photos.flatMap(({ photo, code }) => (code === null ? [] : [{ photo, code }])),
    pairs: scored.length,
    acquired: scored.filter(({ distance }) => distance !== null).length,
    msPerImage: looked.reduce((sum, { ms }) => sum + ms, 0) / Math.max(1, looked.length),
    rates: thresholds.map((threshold) => ({ ...threshold, ...ratesOf(scored, threshold) })),
    single: {
      ...comparisonFigures(singleComparisons(photos), seeded(seed)),
      folds: foldedAccuracy(scored),
    },
    pooled: pooled.value,
  });
}

function measurePooled(question: AccuracyQuestion): Result<PooledFigures | null> {
  const { photos, sizes, spread } = question;
  if (sizes === null) return ok(null);
  const random = seeded(seed);
  const rounds = drawPooledSets(photos, sizes, random);
  const people = rounds[0]?.length ?? 0;
  if (people < 2) {
    const needed = sizes.templates + sizes.probes;
    return fail(
      'invalid-request',
      `${sizes.templates} templates and ${sizes.probes} probes need two people with ${needed} usable photos each, and there ${people === 1 ? 'is one' : 'is none'}`,
    );
  }
  return ok({
    ...sizes,
    people,
    rounds: rounds.length,
    folds: foldedAccuracy(scorePooled(rounds, spread, random)),
    ...comparisonFigures(pooledComparisons(rounds, spread), random),
  });
}

function ratesOf(
  pairs: readonly ScoredPair[],
  { threshold }: StationThreshold,
): Pick<RatesAtThreshold, 'fmr' | 'fnmr'> {
  // Written so that a failure to acquire, and NaN, is no match.
  const matches = ({ distance }: ScoredPair): boolean => distance !== null && distance < threshold;
  const genuine = pairs.filter(({ same }) => same);
  const impostor = pairs.filter(({ same, distance }) => !same && distance !== null);
  return {
    fmr: clopperPearson(impostor.filter(matches).length, impostor.length),
    fnmr: clopperPearson(genuine.filter((pair) => !matches(pair)).length, genuine.length),
  };
}
