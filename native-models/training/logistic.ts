import { fitCalibration } from './calibration.ts';
import type { PairFeatures } from './pair-features.ts';
import { solvePositive } from './solve-positive.ts';

/**
 * The logistic unit over two encodings (DeepFace, Taigman et al. 2014, section 4.1; the
 * binary-classification alternative to the triplet loss):
 *
 *     ŷ = σ(z),  z = b − Σₖ wₖ·xₖ,  w ≥ 0,  x: see pair-features.ts
 *
 * The sign is the paper's turned round, so that Σₖ wₖ·xₖ is a dissimilarity. A weight below 0 would
 * let a difference make two faces more alike, so there is none.
 *
 * What is minimised over w and b, with nᵢ summing to 1:
 *
 *     J = Σᵢ nᵢ·[log(1 + e^zᵢ) − yᵢ·zᵢ] + ½·λ·‖w − p·(p·w)‖²
 *
 *     ∂J/∂wₖ = −Σᵢ nᵢ·(ŷᵢ − yᵢ)·xᵢₖ + λ·(w − p·(p·w))ₖ      ∂J/∂b = Σᵢ nᵢ·(ŷᵢ − yᵢ)
 *     ∂²J/∂u∂v = Σᵢ nᵢ·ŷᵢ·(1 − ŷᵢ)·∂zᵢ/∂u·∂zᵢ/∂v, and λ·(I − p·pᵀ) for w
 *
 * p has unit length: the direction that is believed in until pairs say otherwise. Along it nothing
 * is held back, so that how sure the unit is comes from the pairs alone. J is convex; Newton's steps
 * (iteratively reweighted least squares), projected onto w ≥ 0 (Bertsekas 1982, "Projected Newton
 * methods for optimization problems with simple constraints"), find its only minimum.
 */
export interface LogisticUnit {
  /** w, none negative. */
  readonly weights: Float64Array;
  readonly bias: number;
  /** J at the minimum. */
  readonly loss: number;
  /** Newton's steps taken. */
  readonly steps: number;
}

export interface LogisticOptions {
  /** λ: how much a departure from the prior's direction costs. */
  readonly decay: number;
  /** p, of any length, none negative; undefined where all components count alike. */
  readonly prior?: Float32Array | undefined;
  readonly onStep?: (step: number, loss: number) => void;
}

/** More were never needed; a minimum at infinity, as where λ is 0, is given up here. */
const mostSteps = 50;
/** J falls by less: that is the minimum. */
const leastGain = 1e-10;
/** A step is halved at most so often before it counts as none. */
const mostHalvings = 30;
/** Armijo's share of the promised fall that must come true. */
const sufficient = 1e-4;
/**
 * What a pair adds to the curvature is left out below this (it is at most ¼): most pairs are told
 * apart beyond doubt. Steps are a little less exact then; where they end, the gradient alone says.
 */
const leastBend = 1e-6;
/** Keeps the matrix solvable where a component is the same in all pairs. */
const ridge = 1e-9;

/** w and b behind one another, as the steps see them. */
type Point = Float64Array;

export function fitLogistic(
  pairs: PairFeatures,
  { decay, prior, onStep }: LogisticOptions,
): LogisticUnit {
  const direction = unitDirection(prior ?? new Float32Array(pairs.dims).fill(1));
  let point: Point = startAlong(direction, pairs);
  let { loss } = logisticSlope(pairs, point, decay, direction, null);
  let steps = 0;
  while (steps < mostSteps) {
    const next = step(pairs, point, loss, decay, direction);
    if (next === null) break;
    steps++;
    const gain = loss - next.loss;
    ({ point, loss } = next);
    onStep?.(steps, loss);
    if (gain < leastGain) break;
  }
  return { weights: point.slice(0, pairs.dims), bias: point[pairs.dims]!, loss, steps };
}

/** The best unit of the prior's direction: a question of two numbers, and close to the minimum. */
function startAlong(direction: Float64Array, pairs: PairFeatures): Point {
  const { dims, values, same, counts } = pairs;
  const dissimilarities = new Float64Array(same.length);
  for (let row = 0; row < same.length; row++) {
    let sum = 0;
    for (let at = 0; at < dims; at++) sum += direction[at]! * values[row * dims + at]!;
    dissimilarities[row] = sum;
  }
  const { slope, bias } = fitCalibration({ dissimilarities, same, counts }) ?? {
    slope: 0,
    bias: 0,
  };
  const point = new Float64Array(dims + 1);
  direction.forEach((value, at) => (point[at] = slope * value));
  point[dims] = bias;
  return point;
}

/** One projected Newton step that lowers J; null where there is none. */
function step(
  pairs: PairFeatures,
  point: Point,
  loss: number,
  decay: number,
  direction: Float64Array,
): { point: Point; loss: number } | null {
  const size = pairs.dims + 1;
  const curvature = new Float64Array(size * size);
  const { gradient } = logisticSlope(pairs, point, decay, direction, curvature);
  // A weight that is 0 and would fall stays; the others move together.
  const free = [...point.keys()].filter(
    (at) => at === pairs.dims || point[at]! > 0 || gradient[at]! < 0,
  );
  const move = solvePositive(curvature, size, free, gradient, ridge);
  for (let halvings = 0, length = 1; halvings < mostHalvings; halvings++, length /= 2) {
    const next = point.slice();
    free.forEach((at, index) => {
      const moved = point[at]! - length * move[index]!;
      next[at] = at === pairs.dims ? moved : Math.max(0, moved);
    });
    const promised = free.reduce((sum, at) => sum + gradient[at]! * (point[at]! - next[at]!), 0);
    const reached = logisticSlope(pairs, next, decay, direction, null).loss;
    if (promised > 0 && reached <= loss - sufficient * promised) {
      return { point: next, loss: reached };
    }
  }
  return null;
}

/**
 * J and its gradient at a point (w, then b). The second derivatives are added to `curvature`,
 * row-major, where it is given.
 */
export function logisticSlope(
  { dims, values, same, counts }: PairFeatures,
  point: Float64Array,
  decay: number,
  direction: Float64Array,
  curvature: Float64Array | null,
): { loss: number; gradient: Float64Array } {
  const gradient = new Float64Array(dims + 1);
  let loss = 0;
  for (let row = 0; row < same.length; row++) {
    const offset = row * dims;
    let z = point[dims]!;
    for (let at = 0; at < dims; at++) z -= point[at]! * values[offset + at]!;
    const count = counts[row]!;
    const y = same[row]!;
    // log(1 + eᶻ) without overflow.
    loss += count * (Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z))) - y * z);
    const probability = 1 / (1 + Math.exp(-z));
    const error = count * (probability - y);
    for (let at = 0; at < dims; at++) gradient[at]! -= error * values[offset + at]!;
    gradient[dims]! += error;
    const bend = probability * (1 - probability);
    if (curvature === null || bend < leastBend) continue;
    addCurvature(curvature, dims, values, offset, count * bend);
  }
  if (curvature !== null) mirror(curvature, dims + 1);
  loss += addDecay(gradient, curvature, point, decay, direction);
  return { loss, gradient };
}

/** weight·∂z·∂zᵀ, upper half: ∂z is −x for the weights and 1 for the bias. */
function addCurvature(
  curvature: Float64Array,
  dims: number,
  values: Float32Array,
  offset: number,
  weight: number,
): void {
  const size = dims + 1;
  for (let one = 0; one < dims; one++) {
    const scaled = weight * values[offset + one]!;
    const line = one * size;
    for (let other = one; other < dims; other++) {
      curvature[line + other]! += scaled * values[offset + other]!;
    }
    curvature[line + dims]! -= scaled;
  }
  curvature[size * size - 1]! += weight;
}

function mirror(matrix: Float64Array, size: number): void {
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < row; column++) {
      matrix[row * size + column] = matrix[column * size + row]!;
    }
  }
}

/** Adds the decay's slope and curvature, and gives what it costs. */
function addDecay(
  gradient: Float64Array,
  curvature: Float64Array | null,
  point: Float64Array,
  decay: number,
  direction: Float64Array,
): number {
  const dims = direction.length;
  let along = 0;
  for (let at = 0; at < dims; at++) along += direction[at]! * point[at]!;
  let cost = 0;
  for (let at = 0; at < dims; at++) {
    const off = point[at]! - along * direction[at]!;
    cost += 0.5 * decay * off * off;
    gradient[at]! += decay * off;
    if (curvature === null) continue;
    curvature[at * (dims + 1) + at]! += decay;
    for (let other = 0; other < dims; other++) {
      curvature[at * (dims + 1) + other]! -= decay * direction[at]! * direction[other]!;
    }
  }
  return cost;
}

/** @throws RangeError where it has no length or a component below 0. */
function unitDirection(prior: Float32Array): Float64Array {
  const length = Math.hypot(...prior);
  if (!(length > 0 && length < Infinity) || prior.some((value) => !(value >= 0))) {
    throw new RangeError('the prior of a logistic unit has no direction');
  }
  return Float64Array.from(prior, (value) => value / length);
}

/**
 * The unit as a comparator: weights of length 2, which make its dissimilarity one from 0 to 4, and
 * the calibration that gives back the unit's probability. Null where the unit tells nothing apart.
 */
export function asComparator({ weights, bias }: Pick<LogisticUnit, 'weights' | 'bias'>): {
  readonly weights: Float32Array;
  readonly calibration: { readonly slope: number; readonly bias: number };
} | null {
  const length = Math.hypot(...weights);
  if (!(length > 0 && length < Infinity)) return null;
  return {
    weights: Float32Array.from(weights, (weight) => (2 * weight) / length),
    calibration: { slope: length / 2, bias },
  };
}
