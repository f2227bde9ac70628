import { whiteningOf } from './cholesky.ts';
import type { Matrix, MatrixProducts } from './matrix-products.ts';
import { normal, type Random } from './random.ts';

/**
 * The directions in which a symmetric positive matrix A is largest, by randomised subspace iteration:
 * from directions at random, again and again Q ← what A makes of Q, brought to right angles (Halko,
 * Martinsson, Tropp 2011, "Finding Structure with Randomness", algorithm 4.4). The columns span the
 * subspace; among themselves they are in no order.
 */
export async function leadingSubspace(
  products: MatrixProducts,
  { apply, length, count, rounds, random }: SubspaceWish,
): Promise<Matrix> {
  const data = Float32Array.from({ length: length * count }, () => normal(random));
  let basis: Matrix = { rows: length, columns: count, data };
  for (let round = 0; round < rounds; round++) {
    basis = await rightAngled(products, await apply(basis));
  }
  return basis;
}

export interface SubspaceWish {
  /** A · basis. */
  readonly apply: (basis: Matrix) => Promise<Matrix>;
  /** Rows of A. */
  readonly length: number;
  /** Directions wanted: `length` at most. */
  readonly count: number;
  readonly rounds: number;
  readonly random: Random;
}

/** Each pass halves the digits by which the columns miss their right angles. */
const passes = 3;
/** Of the longest column's square: above what single precision rounds. */
const shift = 1e-6;

/**
 * Columns of unit length at right angles: Q = Y L⁻ᵀ where YᵀY = L Lᵀ (Cholesky QR, shifted and repeated:
 * Fukaya, Kannan, Nakatsukasa, Yamamoto, Yanagisawa 2020). A column of zeros stays one.
 */
async function rightAngled(products: MatrixProducts, columns: Matrix): Promise<Matrix> {
  let basis = columns;
  for (let pass = 0; pass < passes; pass++) {
    const { data, columns: length } = await products.transposed(basis, basis);
    let longest = 0;
    for (let at = 0; at < length; at++) longest = Math.max(longest, data[at * (length + 1)]!);
    const turned = whiteningOf(data, length, shift * longest);
    basis = await products.of(basis, { rows: length, columns: length, data: turned });
  }
  return basis;
}
