/**
 * L of A + shift · I = L Lᵀ (Golub, Van Loan, Matrix Computations, 4.2). `matrix`: row-major, symmetric
 * and positive; where rounding makes a pivot less than `shift`, it is that.
 */
export function lowerFactor(
  matrix: ArrayLike<number>,
  length: number,
  shift: number,
): Float64Array {
  const lower = new Float64Array(length * length);
  for (let row = 0; row < length; row++) {
    for (let column = 0; column <= row; column++) {
      let sum = matrix[row * length + column]!;
      for (let at = 0; at < column; at++) {
        sum -= lower[row * length + at]! * lower[column * length + at]!;
      }
      lower[row * length + column] =
        row === column
          ? Math.sqrt(Math.max(sum + shift, shift, Number.MIN_VALUE))
          : sum / lower[column * (length + 1)]!;
    }
  }
  return lower;
}

/** L⁻¹, row by row: row i of L⁻¹ is (eᵢ − Σ L[i, j] · row j) / L[i, i]. */
export function inverseOfLower(lower: Float64Array, length: number): Float64Array {
  const inverse = new Float64Array(length * length);
  for (let row = 0; row < length; row++) {
    const start = row * length;
    const own = inverse.subarray(start, start + row + 1);
    own[row] = 1;
    for (let other = 0; other < row; other++) {
      const factor = lower[start + other]!;
      const from = other * length;
      for (let at = 0; at <= other; at++) own[at]! -= factor * inverse[from + at]!;
    }
    for (let at = 0; at <= row; at++) own[at]! /= lower[start + row]!;
  }
  return inverse;
}

/** Lᵀ⁻¹ as single numbers: what rows are multiplied with on the right to be whitened. */
export function whiteningOf(
  matrix: ArrayLike<number>,
  length: number,
  shift: number,
): Float32Array {
  const inverse = inverseOfLower(lowerFactor(matrix, length, shift), length);
  const turned = new Float32Array(length * length);
  for (let row = 0; row < length; row++) {
    for (let column = 0; column <= row; column++) {
      turned[column * length + row] = inverse[row * length + column]!;
    }
  }
  return turned;
}
