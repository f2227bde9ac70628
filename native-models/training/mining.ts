import type { Triplets } from './loss.ts';

/**
 * Which triplets of a batch to learn from. All of them are too many, and most cost nothing. Each
 * function takes the batch's squared distances (`pairwiseDistances`) and whom each row shows.
 */
export type Mine = (distances: Float32Array, labels: ArrayLike<number>) => Triplets;

/**
 * Squared L2 distances of all rows to all others, n × n, row-major. The rows are unit vectors, so
 * ‖a − b‖² = 2 − 2 a·b.
 */
export function pairwiseDistances(encodings: Float32Array, length: number): Float32Array {
  const rows = encodings.length / length;
  const distances = new Float32Array(rows * rows);
  for (let one = 0; one < rows; one++) {
    for (let other = one + 1; other < rows; other++) {
      const distance = Math.max(
        0,
        2 - 2 * product(encodings, one * length, other * length, length),
      );
      distances[one * rows + other] = distance;
      distances[other * rows + one] = distance;
    }
  }
  return distances;
}

/**
 * For every anchor and positive, the negative that is just farther away than the positive (FaceNet,
 * Schroff et al. 2015, equation 4): hard enough to teach, and not so hard that early in training
 * all encodings collapse into one. Where every negative is closer, the farthest of them.
 */
export const mineSemiHard: Mine = (distances, labels) => {
  const rows = labels.length;
  const triplets: number[] = [];
  for (let anchor = 0; anchor < rows; anchor++) {
    const from = anchor * rows;
    for (let positive = 0; positive < rows; positive++) {
      if (positive === anchor || labels[positive] !== labels[anchor]) continue;
      const negative = semiHard(distances, labels, from, anchor, distances[from + positive]!);
      if (negative >= 0) triplets.push(anchor, positive, negative);
    }
  }
  return Uint32Array.from(triplets);
};

/**
 * For every anchor, its farthest positive and its closest negative (Hermans, Beyer, Leibe 2017, "In
 * Defense of the Triplet Loss for Person Re-Identification", equation 5).
 */
export const mineBatchHard: Mine = (distances, labels) => {
  const rows = labels.length;
  const triplets: number[] = [];
  for (let anchor = 0; anchor < rows; anchor++) {
    let positive = -1;
    let negative = -1;
    for (let other = 0; other < rows; other++) {
      if (other === anchor) continue;
      const distance = distances[anchor * rows + other]!;
      if (labels[other] === labels[anchor]) {
        if (positive < 0 || distance > distances[anchor * rows + positive]!) positive = other;
      } else if (negative < 0 || distance < distances[anchor * rows + negative]!) {
        negative = other;
      }
    }
    if (positive >= 0 && negative >= 0) triplets.push(anchor, positive, negative);
  }
  return Uint32Array.from(triplets);
};

/** -1 where there is nobody else in the batch. */
function semiHard(
  distances: Float32Array,
  labels: ArrayLike<number>,
  from: number,
  anchor: number,
  positive: number,
): number {
  let beyond = -1;
  let farthest = -1;
  for (let other = 0; other < labels.length; other++) {
    if (labels[other] === labels[anchor]) continue;
    const distance = distances[from + other]!;
    if (farthest < 0 || distance > distances[from + farthest]!) farthest = other;
    if (distance <= positive) continue;
    if (beyond < 0 || distance < distances[from + beyond]!) beyond = other;
  }
  return beyond >= 0 ? beyond : farthest;
}

function product(encodings: Float32Array, one: number, other: number, length: number): number {
  let sum = 0;
  for (let k = 0; k < length; k++) sum += encodings[one + k]! * encodings[other + k]!;
  return sum;
}
