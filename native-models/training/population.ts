import { floatsFromBase64, floatsToBase64, type Population } from '../manifest.ts';

/**
 * Encodings of a population as random effects: photo = mean + person + photo of the person, both
 * normal. Covariances are row-major, `length` × `length`.
 */
export interface PopulationModel {
  readonly length: number;
  readonly mean: Float64Array;
  /** Between persons. */
  readonly between: Float64Array;
  /** Within one. */
  readonly within: Float64Array;
}

/**
 * Fits the model by the method of moments (one-way random effects: Searle, Casella, McCulloch 1992,
 * 3.6): the scatter of each person's photos gives what is within; the scatter of the persons' means,
 * less what is within and came through in their means, what is between. Null where nobody has two
 * photos, or there is one person only.
 */
export function fitPopulation(
  people: readonly (readonly Float32Array[])[],
): PopulationModel | null {
  const all = people.filter(({ length }) => length > 0);
  const length = all[0]?.[0]?.length ?? 0;
  const photos = all.reduce((sum, own) => sum + own.length, 0);
  if (all.length < 2 || photos === all.length) return null;
  const means = all.map((own) => meanOf(own, length));
  const mean = meanOf(means, length);
  const within = new Float64Array(length * length);
  all.forEach((own, person) => {
    for (const photo of own) addScatter(within, photo, means[person]!, 1 / (photos - all.length));
  });
  const between = new Float64Array(length * length);
  for (const one of means) addScatter(between, one, mean, 1 / (all.length - 1));
  const through = all.reduce((sum, own) => sum + 1 / own.length, 0) / all.length;
  for (let at = 0; at < between.length; at++) between[at]! -= through * within[at]!;
  return { length, mean, between, within };
}

/** As a manifest keeps it: single precision, the lower triangles. */
export function packPopulation({ length, mean, between, within }: PopulationModel): Population {
  return {
    mean: toText(mean),
    between: toText(triangleOf(between, length)),
    within: toText(triangleOf(within, length)),
  };
}

/** Null where the texts are not of encodings of this length, or have numbers that are none. */
export function unpackPopulation(packed: Population, length: number): PopulationModel | null {
  const mean = fromText(packed.mean);
  const between = squareOf(fromText(packed.between), length);
  const within = squareOf(fromText(packed.within), length);
  if (mean.length !== length || between === null || within === null) return null;
  const finite = [mean, between, within].every((values) => values.every(Number.isFinite));
  return finite ? { length, mean, between, within } : null;
}

function meanOf(rows: readonly ArrayLike<number>[], length: number): Float64Array {
  const mean = new Float64Array(length);
  for (const row of rows) {
    for (let at = 0; at < length; at++) mean[at]! += row[at]! / rows.length;
  }
  return mean;
}

function addScatter(
  into: Float64Array,
  row: ArrayLike<number>,
  mean: ArrayLike<number>,
  weight: number,
): void {
  const { length } = mean;
  for (let one = 0; one < length; one++) {
    const away = weight * (row[one]! - mean[one]!);
    for (let other = 0; other < length; other++) {
      into[one * length + other]! += away * (row[other]! - mean[other]!);
    }
  }
}

function triangleOf(square: Float64Array, length: number): number[] {
  return Array.from({ length }, (_, row) => [
    ...square.subarray(row * length, row * length + row + 1),
  ]).flat();
}

function squareOf(triangle: Float64Array, length: number): Float64Array | null {
  if (triangle.length !== (length * (length + 1)) / 2) return null;
  const square = new Float64Array(length * length);
  let at = 0;
  for (let row = 0; row < length; row++) {
    for (let column = 0; column <= row; column++, at++) {
      square[row * length + column] = triangle[at]!;
      square[column * length + row] = triangle[at]!;
    }
  }
  return square;
}

function toText(values: ArrayLike<number>): string {
  return floatsToBase64(Float32Array.from(values));
}

/** None where the text is no whole number of numbers. */
function fromText(text: string): Float64Array {
  return Float64Array.from(floatsFromBase64(text) ?? []);
}
