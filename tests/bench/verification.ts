import { personOf, type Pair } from './lfw.ts';

/** Unit encodings by photo; null where no face was found. */
export type Encodings = ReadonlyMap<string, Float32Array | null>;

/** The distance that a comparison with a photo without a face counts as: never a match. */
const farthest = 4;

/** Squared L2 distance, 0..4. */
export function distanceOf(one: Float32Array | null, other: Float32Array | null): number {
  if (one === null || other === null) return farthest;
  let sum = 0;
  for (let index = 0; index < one.length; index++) {
    const difference = one[index]! - other[index]!;
    sum += difference * difference;
  }
  return sum;
}

/**
 * Accuracy over the folds, each judged with the threshold that is best on the others, and the
 * standard error of the mean (Huang et al., Labeled Faces in the Wild, 2007).
 */
export function foldedAccuracy(encodings: Encodings, pairs: readonly Pair[]) {
  const scored = pairs.map((pair) => ({
    ...pair,
    distance: distanceOf(encodings.get(pair.one) ?? null, encodings.get(pair.other) ?? null),
  }));
  const folds = [...new Set(pairs.map(({ fold }) => fold))];
  const accuracies = folds.map((fold) => {
    const threshold = bestThreshold(scored.filter((pair) => pair.fold !== fold));
    const tested = scored.filter((pair) => pair.fold === fold);
    const right = tested.filter(({ distance, same }) => distance < threshold === same);
    return right.length / tested.length;
  });
  const mean = accuracies.reduce((sum, value) => sum + value, 0) / folds.length;
  const squares = accuracies.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, standardError: Math.sqrt(squares / (folds.length - 1) / folds.length) };
}

function bestThreshold(scored: readonly { distance: number; same: boolean }[]): number {
  const sorted = [...scored].sort((one, other) => one.distance - other.distance);
  let right = sorted.filter(({ same }) => !same).length;
  let best = { right, threshold: 0 };
  sorted.forEach(({ distance, same }, index) => {
    right += same ? 1 : -1;
    const next = sorted[index + 1]?.distance ?? distance;
    if (right > best.right) best = { right, threshold: (distance + next) / 2 };
  });
  return best.threshold;
}

/** Distances of all comparisons of two photos, ascending. */
export interface AllPairs {
  readonly impostor: Float32Array;
  readonly genuine: Float32Array;
}

export function allPairs(encodings: Encodings): AllPairs {
  const photos = [...encodings].map(([photo, encoding]) => ({ person: personOf(photo), encoding }));
  const count = (photos.length * (photos.length - 1)) / 2;
  const distances = { impostor: new Float32Array(count), genuine: new Float32Array(count) };
  const used = { impostor: 0, genuine: 0 };
  photos.forEach((one, index) => {
    for (let other = index + 1; other < photos.length; other++) {
      const kind = one.person === photos[other]!.person ? 'genuine' : 'impostor';
      distances[kind][used[kind]++] = distanceOf(one.encoding, photos[other]!.encoding);
    }
  });
  return {
    impostor: distances.impostor.slice(0, used.impostor).sort(),
    genuine: distances.genuine.slice(0, used.genuine).sort(),
  };
}

/** The largest threshold at which no more than that share of the impostor comparisons matches. */
export function thresholdAt({ impostor }: AllPairs, fmr: number): number {
  return impostor[Math.min(Math.floor(fmr * impostor.length), impostor.length - 1)]!;
}

/** Share of the genuine comparisons that match. */
export function trueMatchRate({ genuine }: AllPairs, threshold: number): number {
  let [low, high] = [0, genuine.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (genuine[middle]! < threshold) low = middle + 1;
    else high = middle;
  }
  return low / genuine.length;
}
