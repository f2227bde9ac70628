import type { PopulationModel } from './population.ts';
import { normal, randomOf, type Random } from './random.ts';
import { identityMatrix } from './train-head.ts';
import { symmetricEigen, type Eigen } from './symmetric-eigen.ts';

/** Pairs of made photos as two encoders see them. */
export interface SimulatedPairs {
  /** What each pair counts for; together about 1. */
  readonly weights: Float64Array;
  /** Squared distances without the head, and what the comparator makes of them with it. */
  readonly before: Float64Array;
  readonly after: Float64Array;
}

/** How far apart two photos are, whatever their length. */
export type Compare = (one: Float64Array, other: Float64Array) => number;

/**
 * Mean distances, as shares of the population's own, around which pairs of strangers are drawn. The
 * smallest is about where one pair in 10⁷ lies with `core`.
 */
const aims = [0.7, 0.5, 0.35, 0.25, 0.17];

/**
 * Pairs of strangers by importance sampling. False matches at the rates that matter are too rare to
 * be met by chance, so most pairs are drawn closer together than strangers are, and count the less.
 *
 * With the eigenvalues λ of a photo's covariance, the difference of two photos has independent parts
 * of variance 2λₖ. Tilted by exp(−θD), where D is the squared difference across the mean, they are
 * normal with variance 2λₖ/(1 + 4θλₖ), and a pair is drawn ∏√(1 + 4θλₖ)·exp(−θD) times as often as by
 * nature. As many pairs are drawn close together as the head sees them, D being its squared
 * difference: what is close there need not be before. Pairs of several θ are mixed and weighed by the
 * mixture (Owen, Zhou 2000, "Safe and effective importance sampling": with θ = 0 among them no weight
 * is large).
 *
 * `head`: row-major. The same arguments give the same pairs.
 */
export function simulateStrangers(
  population: PopulationModel,
  head: Float32Array,
  pairs: number,
  seed: number,
  compare: Compare = angleDistance,
): SimulatedPairs {
  const { length } = population;
  const photo = population.between.map((value, at) => value + population.within[at]!);
  const parts = positive(symmetricEigen(photo, length));
  const roots = parts.values.map((value) => Math.sqrt(value / 2));
  const proposals = proposalsFor(population, parts, head);
  const eyes = new Eyes(population, parts, head, compare);
  const found = empty(pairs);
  const random = randomOf(seed);
  for (let pair = 0; pair < pairs; pair++) {
    const difference = drawDifference(proposals[pair % proposals.length]!, random);
    const middle = roots.map((root) => root * normal(random));
    const one = middle.map((value, k) => value + roots[k]! * difference[k]!);
    const other = middle.map((value, k) => value - roots[k]! * difference[k]!);
    const apart = eyes.look(one, other, found, pair);
    found.weights[pair] = 1 / (pairs * oftener(apart, proposals));
  }
  return found;
}

/** A way to draw the difference of two photos, in coordinates in which it is standard normal. */
interface Proposal {
  /** Whether it is drawn close together before the head or after it. */
  readonly side: 'before' | 'after';
  /** λ, and the axes that they belong to: the coordinates' own where there are none. */
  readonly values: Float64Array;
  readonly vectors: Float64Array | null;
  /** θ, and the logarithm of ∏√(1 + 4θλₖ). */
  readonly tilt: number;
  readonly logFactor: number;
}

/** Pairs by nature, pairs that are close to the encoder alone, and others that are with the head. */
function proposalsFor(
  { mean, length }: PopulationModel,
  parts: Eigen,
  head: Float32Array,
): Proposal[] {
  const closer = (side: Proposal['side'], matrix: Float32Array): Proposal[] => {
    const seen = positive(symmetricEigen(scatterSeen(parts, matrix, mean), length));
    return aims.map((aim) => ({ side, ...seen, ...tiltOf(aim, seen.values) }));
  };
  const byNature = { side: 'before', ...parts, vectors: null, tilt: 0, logFactor: 0 } as const;
  return [byNature, ...closer('before', identityMatrix(length)), ...closer('after', head)];
}

/**
 * MᵀM of M = P W V √λ: what a standard normal difference becomes through the head, squared. P takes
 * out what lies along the mean: it changes an encoding's length, which nobody compares.
 */
function scatterSeen(
  { values, vectors }: Eigen,
  matrix: Float32Array,
  mean: Float64Array,
): Float64Array {
  const { length } = values;
  const whole = Float64Array.from(matrix);
  const along = directionOf(matrixTimes(whole, mean));
  const mapped = times(whole, vectors, length);
  const shares = transposedTimes(mapped, along);
  mapped.forEach((value, at) => {
    const column = at % length;
    const across = value - along[Math.floor(at / length)]! * shares[column]!;
    mapped[at] = across * Math.sqrt(values[column]!);
  });
  const transposed = mapped.map(
    (_, at) => mapped[(at % length) * length + Math.floor(at / length)]!,
  );
  return times(transposed, mapped, length);
}

function drawDifference({ values, vectors, tilt }: Proposal, random: Random): Float64Array {
  const own = values.map((value) => normal(random) / Math.sqrt(1 + 4 * tilt * value));
  return vectors === null ? own : matrixTimes(vectors, own);
}

/** Pairs of photos of one person, by chance. */
export function simulateGenuine(
  population: PopulationModel,
  head: Float32Array,
  pairs: number,
  seed: number,
  compare: Compare = angleDistance,
): SimulatedPairs {
  const { length } = population;
  const person = positive(symmetricEigen(population.between, length));
  const photo = positive(symmetricEigen(population.within, length));
  const eyes = new Eyes(population, null, head, compare);
  const found = empty(pairs);
  const random = randomOf(seed, 1);
  for (let pair = 0; pair < pairs; pair++) {
    const middle = drawn(person, random);
    const [one, other] = [drawn(photo, random), drawn(photo, random)];
    for (let k = 0; k < length; k++) {
      one[k]! += middle[k]!;
      other[k]! += middle[k]!;
    }
    found.weights[pair] = 1 / pairs;
    eyes.look(one, other, found, pair);
  }
  return found;
}

/** Squared differences of two photos across the mean, before they are brought to unit length. */
interface Apart {
  readonly before: number;
  readonly after: number;
}

/** Sees two photos without the head and with it. */
class Eyes {
  readonly #mean: Float64Array;
  readonly #head: Float64Array;
  readonly #compare: Compare;
  readonly #along: Readonly<Record<Proposal['side'], Float64Array>>;

  /** `axes`: of the coordinates that photos are given in; null for the encodings' own. */
  constructor(
    { mean, length }: PopulationModel,
    axes: Eigen | null,
    head: Float32Array,
    compare: Compare,
  ) {
    this.#compare = compare;
    this.#mean = axes === null ? mean : transposedTimes(axes.vectors, mean);
    this.#head =
      axes === null
        ? Float64Array.from(head)
        : times(Float64Array.from(head), axes.vectors, length);
    this.#along = { before: directionOf(this.#mean), after: directionOf(this.#map(this.#mean)) };
  }

  /** `one`, `other`: away from the mean. */
  look(one: Float64Array, other: Float64Array, into: SimulatedPairs, pair: number): Apart {
    for (const photo of [one, other]) {
      for (let k = 0; k < photo.length; k++) photo[k]! += this.#mean[k]!;
    }
    into.before[pair] = angleDistance(one, other);
    const [first, second] = [this.#map(one), this.#map(other)];
    into.after[pair] = this.#compare(first, second);
    return {
      before: distanceAcross(one, other, this.#along.before),
      after: distanceAcross(first, second, this.#along.after),
    };
  }

  #map(photo: Float64Array): Float64Array {
    return matrixTimes(this.#head, photo);
  }
}

/** How many times as often as by nature the mixture draws a pair so far apart. */
function oftener(apart: Apart, proposals: readonly Proposal[]): number {
  const sum = proposals.reduce(
    (all, { side, tilt, logFactor }) => all + Math.exp(logFactor - tilt * apart[side]),
    0,
  );
  return sum / proposals.length;
}

function tiltOf(aim: number, values: Float64Array): Pick<Proposal, 'tilt' | 'logFactor'> {
  const tilt = tiltFor(aim, values);
  return { tilt, logFactor: values.reduce((sum, v) => sum + Math.log1p(4 * tilt * v) / 2, 0) };
}

/** The θ whose pairs have this share of the mean distance 2Σλ, by halving. */
function tiltFor(share: number, values: Float64Array): number {
  const meanAt = (tilt: number): number =>
    values.reduce((sum, value) => sum + (2 * value) / (1 + 4 * tilt * value), 0);
  const wanted = share * meanAt(0);
  let [low, high] = [0, 1];
  while (meanAt(high) > wanted && high < 1e12) high *= 2;
  for (let round = 0; round < 60; round++) {
    const middle = (low + high) / 2;
    if (meanAt(middle) > wanted) low = middle;
    else high = middle;
  }
  return low;
}

/** Moments of few people may give a direction a variance below nothing. */
function positive({ values, vectors }: Eigen): Eigen {
  return { values: values.map((value) => Math.max(0, value)), vectors };
}

function drawn({ values, vectors }: Eigen, random: Random): Float64Array {
  return matrixTimes(
    vectors,
    values.map((value) => Math.sqrt(value) * normal(random)),
  );
}

/**
 * Of a square matrix. Four rows at once: a sum alone waits for its own last addition, and most of the
 * time is spent here.
 */
function matrixTimes(matrix: Float64Array, vector: Float64Array): Float64Array {
  const { length } = vector;
  const product = new Float64Array(length);
  let row = 0;
  for (; row + 3 < length; row += 4) {
    const from = row * length;
    let [one, two, three, four] = [0, 0, 0, 0];
    for (let k = 0; k < length; k++) {
      const value = vector[k]!;
      one += matrix[from + k]! * value;
      two += matrix[from + length + k]! * value;
      three += matrix[from + 2 * length + k]! * value;
      four += matrix[from + 3 * length + k]! * value;
    }
    product[row] = one;
    product[row + 1] = two;
    product[row + 2] = three;
    product[row + 3] = four;
  }
  for (; row < length; row++) {
    for (let k = 0; k < length; k++) product[row]! += matrix[row * length + k]! * vector[k]!;
  }
  return product;
}

/** Squared difference across a direction. */
function distanceAcross(one: Float64Array, other: Float64Array, along: Float64Array): number {
  let [sum, share] = [0, 0];
  for (let k = 0; k < one.length; k++) {
    const difference = one[k]! - other[k]!;
    sum += difference * difference;
    share += difference * along[k]!;
  }
  return Math.max(0, sum - share * share);
}

/** Of unit length; nothing where the vector is nothing. */
function directionOf(vector: Float64Array): Float64Array {
  const length = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0));
  return length > 0 ? vector.map((value) => value / length) : vector;
}

/** Squared distance once both are brought to unit length. */
function angleDistance(one: Float64Array, other: Float64Array): number {
  let [product, first, second] = [0, 0, 0];
  for (let k = 0; k < one.length; k++) {
    product += one[k]! * other[k]!;
    first += one[k]! ** 2;
    second += other[k]! ** 2;
  }
  return Math.max(0, 2 - (2 * product) / Math.sqrt(first * second));
}

function times(a: Float64Array, b: Float64Array, length: number): Float64Array {
  const product = new Float64Array(length * length);
  for (let row = 0; row < length; row++) {
    for (let k = 0; k < length; k++) {
      for (let column = 0; column < length; column++) {
        product[row * length + column]! += a[row * length + k]! * b[k * length + column]!;
      }
    }
  }
  return product;
}

function transposedTimes(matrix: Float64Array, vector: Float64Array): Float64Array {
  const { length } = vector;
  return vector.map((_, column) => {
    let sum = 0;
    for (let row = 0; row < length; row++) sum += matrix[row * length + column]! * vector[row]!;
    return sum;
  });
}

function empty(pairs: number): SimulatedPairs {
  return {
    weights: new Float64Array(pairs),
    before: new Float64Array(pairs),
    after: new Float64Array(pairs),
  };
}
