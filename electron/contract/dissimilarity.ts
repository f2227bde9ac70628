import type { Comparator } from './comparator.ts';

/**
 * The part of a dissimilarity that components `begin` to `end` make, of an encoding and the one at
 * `offset` in `rows`. No part is below 0: a sum only grows.
 */
export type PartialSum = (
  one: Float32Array,
  rows: Float32Array,
  offset: number,
  begin: number,
  end: number,
) => number;

/** Allowed departure of ‖v‖² from 4; float32 rounding stays far below. */
const lengthTolerance = 1e-3;

/** How this comparator sums up two encodings. */
export function partialSumOf(comparator: Comparator): PartialSum {
  if (comparator.kind === 'distance') return partialDistance;
  const { weights } = comparator;
  return comparator.kind === 'logistic' ? weightedAbsolute(weights) : weightedChiSquare(weights);
}

/** The dissimilarity of two unit encodings of one length, 0..4. NaN where either has one. */
export function dissimilarityOf(
  comparator: Comparator,
): (a: Float32Array, b: Float32Array) => number {
  const partial = partialSumOf(comparator);
  return (a, b) => partial(a, b, 0, 0, a.length);
}

/** Whether a comparator is one for encodings of this length. Written so that NaN is not. */
export function isComparatorFor(comparator: Comparator, dims: number): boolean {
  return (
    comparator.kind === 'distance' ||
    (comparator.weights.length === dims && isWeighting(comparator.weights))
  );
}

/** Whether weights are what `Comparator` promises: none below 0, of length 2. */
export function isWeighting(weights: Float32Array): boolean {
  let squares = 0;
  for (const weight of weights) {
    if (!(weight >= 0)) return false;
    squares += weight * weight;
  }
  return Math.abs(squares - 4) <= lengthTolerance;
}

// Two sums that do not wait for one another: the processor adds them side by side.

function partialDistance(
  one: Float32Array,
  rows: Float32Array,
  offset: number,
  begin: number,
  end: number,
): number {
  let even = 0;
  let odd = 0;
  let i = begin;
  for (; i + 1 < end; i += 2) {
    const a = one[i]! - rows[offset + i]!;
    const b = one[i + 1]! - rows[offset + i + 1]!;
    even += a * a;
    odd += b * b;
  }
  if (i < end) {
    const a = one[i]! - rows[offset + i]!;
    even += a * a;
  }
  return even + odd;
}

function weightedAbsolute(weights: Float32Array): PartialSum {
  return (one, rows, offset, begin, end) => {
    let even = 0;
    let odd = 0;
    let i = begin;
    for (; i + 1 < end; i += 2) {
      even += weights[i]! * Math.abs(one[i]! - rows[offset + i]!);
      odd += weights[i + 1]! * Math.abs(one[i + 1]! - rows[offset + i + 1]!);
    }
    if (i < end) even += weights[i]! * Math.abs(one[i]! - rows[offset + i]!);
    return even + odd;
  };
}

function weightedChiSquare(weights: Float32Array): PartialSum {
  return (one, rows, offset, begin, end) => {
    let sum = 0;
    for (let i = begin; i < end; i++) {
      const a = one[i]!;
      const b = rows[offset + i]!;
      const difference = a - b;
      // Two components that are both 0 agree; a NaN goes on.
      if (difference === 0) continue;
      sum += (weights[i]! * difference * difference) / (Math.abs(a) + Math.abs(b));
    }
    return sum;
  };
}
