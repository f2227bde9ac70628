import type { Comparator } from '../contract/comparator.ts';
import { partialSumOf } from '../contract/dissimilarity.ts';

/** Photos of a reference set as the loops over all pairs want them: one person behind another. */
export interface ReferenceRows {
  /** Number of people; those without any acquired photo count too. */
  readonly people: number;
  /** Acquired photos, row-major, `dims` components each. */
  readonly values: Float64Array;
  readonly dims: number;
  /** Whose photo each row is, rising. */
  readonly personOf: Int32Array;
}

/** A photo of a reference set. */
export interface ReferencePhoto {
  readonly person: string;
  /** Unit length; null where no face was acquired. */
  readonly encoding: Float32Array | null;
}

/** Rows compared at once: one pass over the others then serves all of them. */
const together = 4;

export function referenceRows(photos: readonly ReferencePhoto[]): ReferenceRows {
  const people = [...Map.groupBy(photos, ({ person }) => person).values()];
  const rows = people.flatMap((own, person) =>
    own.flatMap(({ encoding }) => (encoding ? [{ person, encoding }] : [])),
  );
  const dims = rows[0]?.encoding.length ?? 0;
  const values = new Float64Array(rows.length * dims);
  rows.forEach(({ encoding }, row) => values.set(encoding, row * dims));
  return { people: people.length, values, dims, personOf: Int32Array.from(rows, (r) => r.person) };
}

/**
 * Visits every row with what the comparator makes of it and each row behind it: `distances[other]`
 * for `other` > `row`. The array is used again for later rows.
 */
export function eachRow(
  rows: ReferenceRows,
  visit: (row: number, distances: Float64Array) => void,
  comparator: Comparator = { kind: 'distance' },
): void {
  if (comparator.kind === 'distance') eachRowByDistance(rows, visit);
  else eachRowBy(comparator, rows, visit);
}

function eachRowBy(
  comparator: Comparator,
  { values, dims, personOf }: ReferenceRows,
  visit: (row: number, distances: Float64Array) => void,
): void {
  const partial = partialSumOf(comparator);
  const encodings = Float32Array.from(values);
  const distances = new Float64Array(personOf.length);
  for (let row = 0; row < personOf.length; row++) {
    const one = encodings.subarray(row * dims, (row + 1) * dims);
    for (let other = row + 1; other < personOf.length; other++) {
      distances[other] = partial(one, encodings, other * dims, 0, dims);
    }
    visit(row, distances);
  }
}

/** Squared L2 distances, as products of rows: several times as fast as differences. */
function eachRowByDistance(
  { values, dims, personOf }: ReferenceRows,
  visit: (row: number, distances: Float64Array) => void,
): void {
  const count = personOf.length;
  const squares = Float64Array.from({ length: count }, (_, row) =>
    product(values, row * dims, row * dims, dims),
  );
  const buffers = Array.from({ length: together }, () => new Float64Array(count));
  for (let first = 0; first < count; first += together) {
    const rows = Math.min(together, count - first);
    if (rows === together) multiplyFour(values, dims, first, count, buffers);
    else
      for (let at = 0; at < rows; at++) multiplyOne(values, dims, first + at, count, buffers[at]!);
    for (let at = 0; at < rows; at++) {
      const row = first + at;
      const products = buffers[at]!;
      // ‖a − b‖² = ‖a‖² + ‖b‖² − 2ab, in doubles: exact enough, and never below 0.
      for (let other = row + 1; other < count; other++) {
        products[other] = Math.max(0, squares[row]! + squares[other]! - 2 * products[other]!);
      }
      visit(row, products);
    }
  }
}

function multiplyOne(
  values: Float64Array,
  dims: number,
  row: number,
  count: number,
  into: Float64Array,
): void {
  for (let other = row + 1; other < count; other++) {
    into[other] = product(values, row * dims, other * dims, dims);
  }
}

/** Products of four rows with every row behind the first of them. */
function multiplyFour(
  values: Float64Array,
  dims: number,
  first: number,
  count: number,
  [a, b, c, d]: readonly Float64Array[],
): void {
  const [ra, rb, rc, rd] = [0, 1, 2, 3].map((at) => (first + at) * dims) as [
    number,
    number,
    number,
    number,
  ];
  for (let other = first + 1; other < count; other++) {
    const offset = other * dims;
    let [sa, sb, sc, sd] = [0, 0, 0, 0];
    for (let at = 0; at < dims; at++) {
      const value = values[offset + at]!;
      sa += values[ra + at]! * value;
      sb += values[rb + at]! * value;
      sc += values[rc + at]! * value;
      sd += values[rd + at]! * value;
    }
    a![other] = sa;
    b![other] = sb;
    c![other] = sc;
    d![other] = sd;
  }
}

function product(values: Float64Array, one: number, other: number, dims: number): number {
  let sum = 0;
  for (let at = 0; at < dims; at++) sum += values[one + at]! * values[other + at]!;
  return sum;
}
