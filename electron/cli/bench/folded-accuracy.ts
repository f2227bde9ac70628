import { farthest } from './distance-tally.ts';

/** A pair that was compared; the distance is null where a photo of it was not acquired. */
export interface ScoredPair {
  readonly same: boolean;
  readonly distance: number | null;
  readonly fold: number;
}

export interface FoldedAccuracy {
  readonly accuracy: number;
  /** Standard error of the mean over the folds. */
  readonly accuracySe: number;
  /** Mean of the thresholds that the folds were judged with. */
  readonly threshold: number;
  /** Of each fold, by its number. */
  readonly byFold: ReadonlyMap<number, number>;
}

/**
 * Share of pairs judged rightly, fold by fold, each with the threshold that is best on the other
 * folds (Huang et al., Labeled Faces in the Wild, 2007). A pair with a failure to acquire is
 * judged wrongly, genuine and impostor alike. Null below two folds.
 */
export function foldedAccuracy(pairs: readonly ScoredPair[]): FoldedAccuracy | null {
  return foldedAccuracyBy(pairs, () => pairs);
}

/** The same where what compares is another one for each tested fold: `scored` has all pairs by it. */
export function foldedAccuracyBy(
  pairs: readonly Pick<ScoredPair, 'fold'>[],
  scored: (tested: number) => readonly ScoredPair[],
): FoldedAccuracy | null {
  const folds = [...new Set(pairs.map(({ fold }) => fold))];
  if (folds.length < 2) return null;
  const judged = folds.map((fold) => {
    const all = scored(fold);
    const threshold = bestThreshold(all.filter((pair) => pair.fold !== fold));
    const tested = all.filter((pair) => pair.fold === fold);
    const right = tested.filter((pair) => isRight(pair, threshold));
    return { fold, threshold, accuracy: right.length / tested.length };
  });
  const accuracy = mean(judged.map((fold) => fold.accuracy));
  const squares = judged.reduce((sum, fold) => sum + (fold.accuracy - accuracy) ** 2, 0);
  return {
    accuracy,
    accuracySe: Math.sqrt(squares / (folds.length - 1) / folds.length),
    threshold: mean(judged.map((fold) => fold.threshold)),
    byFold: new Map(judged.map(({ fold, accuracy }) => [fold, accuracy])),
  };
}

function isRight({ same, distance }: ScoredPair, threshold: number): boolean {
  return distance !== null && distance < threshold === same;
}

/** The middle of the gap between two distances that leaves the most pairs on their right side. */
function bestThreshold(pairs: readonly ScoredPair[]): number {
  const sorted = pairs
    .flatMap(({ distance, same }) => (distance === null ? [] : [{ distance, same }]))
    .sort((one, other) => one.distance - other.distance);
  let right = sorted.filter(({ same }) => !same).length;
  let best = { right, threshold: 0 };
  sorted.forEach(({ distance, same }, index) => {
    right += same ? 1 : -1;
    const next = sorted[index + 1]?.distance ?? farthest;
    if (right > best.right && next > distance) best = { right, threshold: (distance + next) / 2 };
  });
  return best.threshold;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
