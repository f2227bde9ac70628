import { randomOf, shuffled } from './random.ts';
import { squaredDistance } from './squared-distance.ts';

/** How well encodings tell people apart, on people that were not learnt from. */
export interface Verification {
  /** Mean over the folds, with its standard error, 0..1. */
  readonly accuracy: number;
  readonly accuracySe: number;
  /** Chance that a genuine pair is closer than an impostor pair, 0..1. */
  readonly auc: number;
  /** Pairs of each kind: as many genuine ones as impostor ones. */
  readonly pairs: number;
  readonly folds: number;
}

/** Folds of people (Huang et al., Labeled Faces in the Wild, 2007). */
const mostFolds = 10;

/**
 * Genuine pairs of one person, at most: all of four photos. LFW draws a person first and then a pair;
 * with all pairs, a few famous people with hundreds of photos would be most of the test.
 */
const mostPairsPerPerson = 6;

/**
 * Verification by squared distance. Every genuine pair counts (of one person at most
 * `mostPairsPerPerson`), and as many impostor pairs drawn by seed. People are dealt into folds, both
 * of a pair in one fold; the pairs of each fold are judged with the threshold that is best on the
 * other folds. Null where there are not two folds with pairs.
 *
 * `encodings`: rows of `length` components, unit vectors; `people`: whom each row shows.
 */
export function verification(
  encodings: Float32Array,
  length: number,
  people: ArrayLike<number>,
  seed: number,
): Verification | null {
  const random = randomOf(seed);
  const folds = dealFolds(rowsByPerson(people), random)
    .map((fold) => pairsOf(fold, random))
    .filter((pairs) => pairs.length > 0);
  if (folds.length < 2) return null;
  const scored = folds.map((pairs) =>
    pairs.map(({ one, other, same }) => ({
      same,
      distance: squaredDistance(encodings, one * length, other * length, length),
    })),
  );
  const all = scored.flat();
  const shares = scored.map((fold) => {
    const threshold = bestThreshold(scored.filter((other) => other !== fold).flat());
    return fold.filter(({ distance, same }) => distance < threshold === same).length / fold.length;
  });
  const accuracy = mean(shares);
  const squares = shares.reduce((sum, share) => sum + (share - accuracy) ** 2, 0);
  return {
    accuracy,
    accuracySe: Math.sqrt(squares / (shares.length - 1) / shares.length),
    auc: areaUnderCurve(all),
    pairs: all.length / 2,
    folds: folds.length,
  };
}

interface Pair {
  readonly one: number;
  readonly other: number;
  readonly same: boolean;
}

interface ScoredPair {
  readonly same: boolean;
  readonly distance: number;
}

function rowsByPerson(people: ArrayLike<number>): Map<number, number[]> {
  const rows = new Map<number, number[]>();
  for (let row = 0; row < people.length; row++) {
    const known = rows.get(people[row]!);
    if (known === undefined) rows.set(people[row]!, [row]);
    else known.push(row);
  }
  return rows;
}

/** People in folds, each fold with two people or more who have several photos, if there are. */
function dealFolds(rows: Map<number, number[]>, random: () => number): number[][][] {
  const people = shuffled([...rows.values()], random);
  const inOrder = people.toSorted(
    (one, other) => Number(other.length > 1) - Number(one.length > 1),
  );
  const several = people.filter((photos) => photos.length > 1).length;
  const count = Math.min(mostFolds, Math.floor(several / 2));
  return Array.from({ length: count }, (_, fold) =>
    inOrder.filter((_, index) => index % count === fold),
  );
}

/** As many impostor pairs as genuine ones. */
function pairsOf(fold: readonly number[][], random: () => number): Pair[] {
  const genuine = fold.flatMap((photos) =>
    shuffled(allPairs(photos), random).slice(0, mostPairsPerPerson),
  );
  const impostor = genuine.map(() => {
    const one = Math.floor(random() * fold.length);
    const other = (one + 1 + Math.floor(random() * (fold.length - 1))) % fold.length;
    return { one: anyOf(fold[one]!, random), other: anyOf(fold[other]!, random), same: false };
  });
  return [...genuine, ...impostor];
}

function allPairs(rows: readonly number[]): Pair[] {
  return rows.flatMap((one, index) =>
    rows.slice(index + 1).map((other) => ({ one, other, same: true })),
  );
}

function anyOf(rows: readonly number[], random: () => number): number {
  return rows[Math.floor(random() * rows.length)]!;
}

/** The middle of the gap between two distances that leaves the most pairs on their right side. */
function bestThreshold(pairs: readonly ScoredPair[]): number {
  const sorted = pairs.toSorted((one, other) => one.distance - other.distance);
  let right = sorted.filter(({ same }) => !same).length;
  let best = { right, threshold: 0 };
  sorted.forEach(({ distance, same }, index) => {
    right += same ? 1 : -1;
    const next = sorted[index + 1]?.distance ?? Infinity;
    if (right > best.right && next > distance) {
      best = { right, threshold: next === Infinity ? distance + 1 : (distance + next) / 2 };
    }
  });
  return best.threshold;
}

/** By ranks (Mann and Whitney 1947); equal distances share theirs. */
function areaUnderCurve(pairs: readonly ScoredPair[]): number {
  const sorted = pairs.toSorted((one, other) => one.distance - other.distance);
  let wins = 0;
  let genuineBefore = 0;
  for (let first = 0; first < sorted.length;) {
    let end = first;
    let genuine = 0;
    while (end < sorted.length && sorted[end]!.distance === sorted[first]!.distance) {
      if (sorted[end]!.same) genuine++;
      end++;
    }
    wins += (end - first - genuine) * (genuineBefore + genuine / 2);
    genuineBefore += genuine;
    first = end;
  }
  return wins / (genuineBefore * (sorted.length - genuineBefore));
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
