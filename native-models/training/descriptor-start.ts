import { whiteningOf } from './cholesky.ts';
import { spreadOf } from './descriptor.ts';
import { leadingSubspace } from './leading-subspace.ts';
import { openMatrixProducts, type Matrix, type MatrixProducts } from './matrix-products.ts';
import { normal, type Random } from './random.ts';

/** Photos, as a fixed model sees them. */
export interface Described {
  /** Row-major; two rows per photo: of the chip, and of its mirror image. */
  readonly rows: Float32Array;
  /** Numbers per row. */
  readonly length: number;
  /** Of each photo, whom it shows. */
  readonly people: Uint32Array;
}

export interface DescriptorStart {
  /** Of the descriptors, one per descriptor. */
  readonly mean: Float32Array;
  /** [descriptors, components], row-major; root mean square `spreadOf(descriptors)`. */
  readonly weight: Float32Array;
}

/**
 * A map of descriptors that tells people apart as well as a formula can, before anything is learnt:
 *
 *     1. the few hundred directions in which faces differ most, each scaled to variance 1
 *     2. what differs between photos of one person scaled to variance 1: Sw = L Lᵀ, x ← L⁻¹ x
 *     3. of what is left, the directions in which the people's means differ most
 *
 * (principal components, then Fisher's linear discriminant: Belhumeur, Hespanha, Kriegman 1997,
 * "Eigenfaces vs. Fisherfaces"; the way from descriptors to triplets is Simonyan, Parkhi, Vedaldi,
 * Zisserman 2013, "Fisher Vector Faces in the Wild"). Distances do not change when encodings are turned,
 * so that no directions need be told apart within a subspace. Where nobody has two photos, step 2 is
 * left out. The rows of `described` are overwritten.
 */
export async function descriptorStart(
  described: Described,
  encodingLength: number,
  random: Random,
): Promise<DescriptorStart> {
  const { rows: data, length } = described;
  const rows: Matrix = { rows: data.length / length, columns: length, data };
  const mean = centre(rows);
  if (rootMeanSquare(rows.data) === 0) {
    // Pictures that are all alike say nothing of people.
    const weight = Float32Array.from({ length: length * encodingLength }, () => normal(random));
    return { mean, weight: weight.map((value) => spreadOf(length) * value) };
  }
  const products = await openMatrixProducts();
  try {
    const weight = await discriminant(
      products,
      { rows, people: described.people },
      encodingLength,
      random,
    );
    return { mean, weight };
  } finally {
    await products.close();
  }
}

/** Rows of a photo: of the chip, and of its mirror image. */
const rowsPerPhoto = 2;

/** Directions of step 1 at most: measured on LFW's 4,924 photos, where 300 and 800 were no better. */
const mostDirections = 500;
/**
 * And per photo: variances of more directions would be guesses. Measured on a tenth and a fiftieth of
 * LFW's people, 514 and 100 photos: 1/8 80.2 % and 70.4 % verification, 1/4 82.6 and 70.5, 1/2 83.4 and
 * 73.8, 1 82.0 and 75.8. A handful is kept at any rate.
 */
const directionsPerPhoto = 1 / 2;
const leastDirections = 16;
/** Faces' variances fall off fast enough for these. */
const principalRounds = 4;
const discriminantRounds = 30;

/** Added to variances before they are scaled to 1, as a share of their mean. */
const varianceRidge = 1e-6;
/**
 * Added likewise to Sw: measured on LFW, where 0.03 and 0.1 are alike. It has to be more where photos
 * to take it from are few, as a share of directions per difference seen: with a tenth of the people
 * five times as much was worse by 1.4 percent, and none at all by 0.4.
 */
const withinRidge = 0.05;
const withinRidgeOfFew = 0.2;
/** Added to the variance between people: a few people do not differ in 128 directions. */
const betweenRidge = 0.01;

interface Photos extends Pick<Described, 'people'> {
  readonly rows: Matrix;
}

async function discriminant(
  products: MatrixProducts,
  { rows, people }: Photos,
  encodingLength: number,
  random: Random,
): Promise<Float32Array> {
  const count = directionsFor(rows);
  const seen = Math.min(encodingLength, count);
  const principal = await leadingSubspace(products, {
    ...{ length: rows.columns, count, rounds: principalRounds, random },
    apply: async (basis) => products.transposed(rows, await products.of(rows, basis)),
  });
  const along = await products.of(rows, principal);
  const whitening = whitened(await covariance(products, along), varianceRidge);
  const white = await products.of(along, whitening);
  const persons = personsOf(people);
  const within = await withinPersons(products, white, persons);
  const straight = within === null ? identity(count) : whitened(within.matrix, within.ridge);
  const means = await products.of(meansOf(white, persons), straight);
  centre(means);
  const between = await covariance(products, means);
  addToDiagonal(between, betweenRidge);
  const chosen = await leadingSubspace(products, {
    ...{ length: count, count: seen, rounds: discriminantRounds, random },
    apply: (basis) => products.of(between, basis),
  });
  const inner = await products.of(await products.of(whitening, straight), chosen);
  const map = await products.of(principal, inner);
  return filledUp(await products.of(rows, map), map, { encodingLength, rows, random });
}

function directionsFor({ rows, columns }: Matrix): number {
  const wanted = Math.max(leastDirections, (rows / rowsPerPhoto) * directionsPerPhoto);
  return Math.max(1, Math.min(mostDirections, Math.floor(wanted), rows - 1, columns));
}

/** Takes the mean of each column away, in place, and returns it. */
function centre({ rows, columns, data }: Matrix): Float32Array {
  const sums = new Float64Array(columns);
  for (let at = 0; at < data.length; at++) sums[at % columns]! += data[at]!;
  const mean = Float32Array.from(sums, (sum) => sum / rows);
  for (let at = 0; at < data.length; at++) data[at]! -= mean[at % columns]!;
  return mean;
}

/** Of rows whose mean is 0. */
async function covariance(products: MatrixProducts, rows: Matrix): Promise<Matrix> {
  const sums = await products.transposed(rows, rows);
  return { ...sums, data: sums.data.map((sum) => sum / rows.rows) };
}

function whitened({ rows, data }: Matrix, ridge: number): Matrix {
  const turned = whiteningOf(data, rows, ridge * meanDiagonal({ rows, data }));
  return { rows, columns: rows, data: turned };
}

/** Rows of each person. */
function personsOf(people: Uint32Array): number[][] {
  const photos = Map.groupBy(people.keys(), (photo) => people[photo]!);
  return [...photos.values()].map((own) =>
    own.flatMap((photo) => [rowsPerPhoto * photo, rowsPerPhoto * photo + 1]),
  );
}

/** How photos of one person differ; null where nobody has two. */
async function withinPersons(
  products: MatrixProducts,
  { columns, data }: Matrix,
  persons: readonly (readonly number[])[],
): Promise<{ readonly matrix: Matrix; readonly ridge: number } | null> {
  const several = persons.filter((own) => own.length > rowsPerPhoto);
  if (several.length === 0) return null;
  const count = several.reduce((sum, own) => sum + own.length, 0);
  const differences = new Float32Array(count * columns);
  let to = 0;
  for (const own of several) {
    const mean = meanRow(data, columns, own);
    for (const row of own) {
      for (let at = 0; at < columns; at++, to++) {
        differences[to] = data[row * columns + at]! - mean[at]!;
      }
    }
  }
  const matrix = await covariance(products, { rows: count, columns, data: differences });
  const photosLeft = count / rowsPerPhoto - several.length;
  return { matrix, ridge: Math.max(withinRidge, (withinRidgeOfFew * columns) / photosLeft) };
}

function meansOf({ columns, data }: Matrix, persons: readonly (readonly number[])[]): Matrix {
  const means = new Float32Array(persons.length * columns);
  persons.forEach((own, person) => means.set(meanRow(data, columns, own), person * columns));
  return { rows: persons.length, columns, data: means };
}

function meanRow(data: Float32Array, columns: number, rows: readonly number[]): Float64Array {
  const mean = new Float64Array(columns);
  for (const row of rows) {
    for (let at = 0; at < columns; at++) mean[at]! += data[row * columns + at]! / rows.length;
  }
  return mean;
}

function meanDiagonal({ rows, data }: Pick<Matrix, 'rows' | 'data'>): number {
  let sum = 0;
  for (let at = 0; at < rows; at++) sum += data[at * (rows + 1)]!;
  return sum / rows;
}

function addToDiagonal(matrix: Matrix, share: number): void {
  const ridge = share * meanDiagonal(matrix);
  for (let at = 0; at < matrix.rows; at++) matrix.data[at * (matrix.rows + 1)]! += ridge;
}

function identity(length: number): Matrix {
  const data = new Float32Array(length * length);
  for (let at = 0; at < length; at++) data[at * (length + 1)] = 1;
  return { rows: length, columns: length, data };
}

interface Filling {
  readonly encodingLength: number;
  readonly rows: Matrix;
  readonly random: Random;
}

/** Of what the others say, what those components say that are there to be learnt only. */
const fillingShare = 0.1;

/**
 * The map with as many columns as an encoding has, of the spread it is to have. Where few photos gave
 * fewer directions, the rest is at random, and small: learning can use it.
 */
function filledUp(
  encodings: Matrix,
  { rows: length, columns: seen, data }: Matrix,
  { encodingLength, rows, random }: Filling,
): Float32Array {
  const said = rootMeanSquare(encodings.data);
  const heard = rootMeanSquare(rows.data) * Math.sqrt(length);
  const spread = heard > 0 && said > 0 ? (fillingShare * said) / heard : 1;
  const weight = new Float32Array(length * encodingLength);
  for (let row = 0; row < length; row++) {
    const start = row * encodingLength;
    weight.set(data.subarray(row * seen, (row + 1) * seen), start);
    for (let at = start + seen; at < start + encodingLength; at++) {
      weight[at] = spread * normal(random);
    }
  }
  const scale = spreadOf(length) / rootMeanSquare(weight);
  return Number.isFinite(scale) ? weight.map((value) => scale * value) : weight;
}

function rootMeanSquare(values: Float32Array): number {
  let squares = 0;
  for (let at = 0; at < values.length; at++) squares += values[at]! * values[at]!;
  return Math.sqrt(squares / values.length);
}
