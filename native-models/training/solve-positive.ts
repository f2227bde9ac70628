import { lowerFactor } from './cholesky.ts';

/**
 * Solves A·x = b for the rows and columns `free` of a symmetric positive definite matrix, by
 * `lowerFactor`. `ridge`, relative to the largest diagonal, is added to the
 * diagonal. `matrix`: row-major, `size` × `size`; `right`: `size` values; the answer: one per `free`.
 */
export function solvePositive(
  matrix: Float64Array,
  size: number,
  free: readonly number[],
  right: Float64Array,
  ridge: number,
): Float64Array {
  const count = free.length;
  const largest = free.reduce((most, at) => Math.max(most, matrix[at * size + at]!), 0);
  const among = Float64Array.from({ length: count * count }, (_, at) => {
    return matrix[free[Math.floor(at / count)]! * size + free[at % count]!]!;
  });
  const lower = lowerFactor(among, count, ridge * largest);
  const wanted = free.map((at) => right[at]!);
  return backward(lower, count, forward(lower, count, wanted));
}

/** L·y = b. */
function forward(lower: Float64Array, count: number, right: readonly number[]): Float64Array {
  const solved = new Float64Array(count);
  for (let row = 0; row < count; row++) {
    let sum = right[row]!;
    for (let at = 0; at < row; at++) sum -= lower[row * count + at]! * solved[at]!;
    solved[row] = sum / lower[row * count + row]!;
  }
  return solved;
}

/** Lᵀ·x = y. */
function backward(lower: Float64Array, count: number, right: Float64Array): Float64Array {
  const solved = new Float64Array(count);
  for (let row = count - 1; row >= 0; row--) {
    let sum = right[row]!;
    for (let at = row + 1; at < count; at++) sum -= lower[at * count + row]! * solved[at]!;
    solved[row] = sum / lower[row * count + row]!;
  }
  return solved;
}
