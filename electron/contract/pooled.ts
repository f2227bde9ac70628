/**
 * Several unit encodings of one person as one: their mean brought to unit length, and how far they
 * lie apart. One encoding alone has no spread.
 */
export interface Pooled {
  /** Unit length. */
  readonly encoding: Float32Array;
  /** Mean squared L2 distance of the encodings to their mean, 0..1: 1 − ‖mean‖² for unit encodings. */
  readonly spread: number;
  /** How many encodings went in. */
  readonly count: number;
}

/**
 * The weighted mean of unit encodings of one length, re-normalised, with their spread. Weights are
 * positive; equal where none are given.
 * @throws RangeError when there is no encoding, or they cancel each other out.
 */
export function pool(encodings: readonly Float32Array[], weights?: readonly number[]): Pooled {
  const [first] = encodings;
  if (first === undefined) throw new RangeError('nothing to pool');
  const mean = new Float64Array(first.length);
  let total = 0;
  encodings.forEach((encoding, index) => {
    const weight = weights?.[index] ?? 1;
    total += weight;
    for (let at = 0; at < mean.length; at++) mean[at]! += weight * encoding[at]!;
  });
  let squares = 0;
  for (let at = 0; at < mean.length; at++) {
    mean[at]! /= total;
    squares += mean[at]! ** 2;
  }
  const length = Math.sqrt(squares);
  if (!(length > 0 && length < Infinity)) throw new RangeError(`a mean of length ${length}`);
  const encoding = Float32Array.from(mean, (value) => value / length);
  return { encoding, spread: Math.min(1, Math.max(0, 1 - squares)), count: encodings.length };
}

/** How an encoder's pooled distances are brought back to the scale of single photos. */
export interface SpreadRule {
  /** By how much a distance is stretched for one side with all the spread there can be, 0..1. */
  readonly weight: number;
  /** Spread of very many photos of one person, on average: half the mean genuine distance. */
  readonly expected: number;
}

/**
 * How much one side of a comparison stretches the distance of pooled encodings, from 0 for a single
 * photo to below the rule's weight. Pooling takes noise out of impostor comparisons too and brings
 * strangers closer; stretched, their distances keep the false match rate of single photos, so one
 * table of thresholds serves however many encodings were pooled (measured: `models measure`).
 * Frames of one moment are much alike and stretch next to nothing. Nobody pays for looking less
 * alike from photo to photo than others do: more than the expected spread of so many photos does
 * not count.
 */
export function stretchOf(
  { weight, expected }: SpreadRule,
  { spread, count }: Pick<Pooled, 'spread' | 'count'>,
): number {
  if (count === 1 || !(expected > 0)) return 0;
  return weight * Math.min(spread / expected, 1 - 1 / count);
}

/** A squared L2 distance, stretched for both sides. */
export function stretched(squaredDistance: number, one: number, other: number): number {
  return squaredDistance * (1 + one + other);
}
