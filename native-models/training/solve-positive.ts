/**
 * Solves A·x = b for the rows and columns `free` of a symmetric positive definite matrix, by
 * Cholesky's factorisation A = L·Lᵀ. `ridge`, relative to the largest diagonal, is added to the
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
  const lower = new Float64Array(count * count);
  for (let row = 0; row < count; row++) {
    for (let column = 0; column <= row; column++) {
      let sum = matrix[free[row]! * size + free[column]!]!;
      if (row === column) sum += ridge * largest;
      for (let at = 0; at < column; at++) {
        sum -= lower[row * count + at]! * lower[column * count + at]!;
      }
      lower[row * count + column] =
        row === column
          ? Math.sqrt(Math.max(sum, Number.MIN_VALUE))
          : sum / lower[column * count + column]!;
    }
  }
  return backward(
    lower,
    count,
    forward(
      lower,
      count,
      free.map((at) => right[at]!),
    ),
  );
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
