import {
  probabilityOf,
  reliability,
  type Reliability,
} from '../../../native-models/training/calibration.ts';
import type { ComparatorKind } from '../../contract/comparator.ts';
import { seeded } from '../../station/seeded.ts';
import { comparisonFigures, type ComparisonFigures } from './comparison-figures.ts';
import { crossFittedComparisons, fitByFold } from './cross-fit.ts';
import type { EncodedPhoto } from './encode-folder.ts';
import { foldedAccuracyBy, type FoldedAccuracy } from './folded-accuracy.ts';
import type { PairList } from './lfw-pairs.ts';
import { scoreList } from './scored-pairs.ts';

/** What a comparator comes to on people it was not learnt from. */
export interface ComparatorFigures extends ComparisonFigures {
  /** Null where the list has too few folds. */
  readonly folds: FoldedAccuracy | null;
  /** Of the listed pairs with both photos acquired. */
  readonly reliability: Reliability;
  /** Pairs of the list whose two photos were acquired. */
  readonly acquired: number;
}

/** An estimate with its 95 % interval. */
export interface Estimate {
  readonly estimate: number;
  readonly low95: number;
  readonly high95: number;
}

const seed = 20_241_124;

/**
 * The listed pairs fold by fold, each by a comparator and a threshold of the other folds' people;
 * and all comparisons within either half of the people, by the comparator of the other half.
 * @throws TrainingFault too-few.
 */
export function measureComparator(
  kind: ComparatorKind,
  list: PairList,
  photos: readonly EncodedPhoto[],
): ComparatorFigures {
  const fitted = fitByFold(kind, list, photos);
  const scored = new Map(
    [...fitted].map(([fold, { comparator }]) => [fold, scoreList(list, photos, comparator)]),
  );
  const tested = [...fitted].flatMap(([fold, { calibration }]) =>
    scored.get(fold)!.flatMap(({ fold: own, distance, same }) => {
      if (own !== fold || distance === null) return [];
      return [{ same: Number(same), probability: probabilityOf(calibration, distance) }];
    }),
  );
  const random = seeded(seed);
  return {
    ...comparisonFigures(crossFittedComparisons(kind, photos, random), random),
    folds: foldedAccuracyBy(list.pairs, (fold) => scored.get(fold)!),
    reliability: reliability(
      tested.map(({ probability }) => probability),
      tested.map(({ same }) => same),
      tested.map(() => 1 / tested.length),
    ),
    acquired: tested.length,
  };
}

/** One side's accuracy less the other's, over the same folds: what both find hard falls out. */
export function pairedDifference(one: FoldedAccuracy, other: FoldedAccuracy): Estimate {
  const gains = [...one.byFold].map(([fold, accuracy]) => accuracy - (other.byFold.get(fold) ?? 0));
  return overFolds(gains);
}

/** The mean over folds with its 95 % interval by Student's t. */
export function overFolds(values: readonly number[]): Estimate {
  const count = values.length;
  const estimate = values.reduce((sum, value) => sum + value, 0) / count;
  const squares = values.reduce((sum, value) => sum + (value - estimate) ** 2, 0);
  const error = Math.sqrt(squares / (count - 1) / count);
  const reach = studentQuantile(count - 1) * error;
  return { estimate, low95: estimate - reach, high95: estimate + reach };
}

/**
 * Of Student's t, two-sided 95 %, by degrees of freedom: Cornish and Fisher's expansion about the
 * normal distribution's (Abramowitz and Stegun 26.7.5). From 4 on it is right to a percent; for
 * fewer the exact values.
 */
function studentQuantile(freedom: number): number {
  const exact = [Infinity, 12.706, 4.303, 3.182];
  if (freedom < exact.length) return exact[freedom]!;
  const x = 1.959964;
  return (
    x +
    (x ** 3 + x) / (4 * freedom) +
    (5 * x ** 5 + 16 * x ** 3 + 3 * x) / (96 * freedom ** 2) +
    (3 * x ** 7 + 19 * x ** 5 + 17 * x ** 3 - 15 * x) / (384 * freedom ** 3)
  );
}
