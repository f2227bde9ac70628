import { meanGenuineDistance, type HeadSet } from './head-set.ts';
import { mapRows, slopeOfHead } from './head-slope.ts';
import { tripletLoss } from './loss.ts';
import { mineSemiHard, pairwiseDistances } from './mining.ts';
import { adamW, freshMoments } from './optimiser.ts';
import { randomOf, shuffled } from './random.ts';
import { learningRateShare } from './schedule.ts';

export interface HeadRecipe {
  /** λ of λ‖W − I‖²: how hard the head is pulled back towards changing nothing. */
  readonly pull: number;
  readonly steps: number;
  readonly seed: number;
}

/** How a step of the training went. */
export interface HeadStep {
  readonly step: number;
  /** Mean cost of the triplets that cost something. */
  readonly loss: number;
  /** Share of the triplets looked at that cost something, 0..1. */
  readonly active: number;
  /** Encodings gone through so far. */
  readonly encodings: number;
}

/** People and encodings of each in a step: 512 rows, whose distances take some 10 ms. */
const peopleAtOnce = 64;
const encodingsOfOne = 8;
/** At the start; it falls to nothing along a half cosine. */
const learningRate = 0.01;
const moments = { keepFirst: 0.9, keepSecond: 0.999, weightDecay: 0 } as const;

/**
 * A head W, row-major, that brings one person's encodings together and others' apart:
 *
 *     J = triplet loss of Wx/‖Wx‖ + λ‖W − I‖²
 *
 * from W = I by AdamW's steps without decay, each on other people. The margin α is the mean genuine
 * distance: others shall be twice as far away as one's own photos are, on whatever scale the
 * encoder has. The same set and recipe give the same head, bit for bit.
 */
export function trainHead(
  set: HeadSet,
  { pull, steps, seed }: HeadRecipe,
  onStep: (step: HeadStep) => void = () => undefined,
): Float32Array {
  const { length } = set;
  const matrix = identityMatrix(length);
  const remembered = freshMoments(matrix.length);
  const whole = [{ offset: 0, length: matrix.length, decay: false, rate: 1 }];
  const margin = meanGenuineDistance(set);
  let encodings = 0;
  for (let step = 1; step <= steps; step++) {
    const batch = drawBatch(set, seed, step);
    const mapped = mapRows(batch.rows, matrix, length);
    const distances = pairwiseDistances(mapped.units, length);
    const triplets = mineSemiHard(distances, batch.labels);
    const {
      loss,
      active,
      slope,
      triplets: seen,
    } = tripletLoss(mapped.units, length, triplets, margin);
    const gradient = slopeOfHead(batch.rows, mapped, slope, length);
    addPull(gradient, matrix, length, pull);
    const share = learningRateShare(step, 0, (step - 1) / steps);
    const settings = { ...moments, step, learningRate: learningRate * share };
    adamW(matrix, gradient, remembered, whole, settings);
    encodings += batch.labels.length;
    onStep({ step, loss, active: seen === 0 ? 0 : active / seen, encodings });
  }
  return matrix;
}

/** ∂/∂W of λ‖W − I‖² is 2λ(W − I). */
function addPull(gradient: Float32Array, matrix: Float32Array, length: number, pull: number): void {
  for (let at = 0; at < matrix.length; at++) {
    gradient[at]! += 2 * pull * (matrix[at]! - (at % (length + 1) === 0 ? 1 : 0));
  }
}

/** W = I, row-major. */
export function identityMatrix(length: number): Float32Array {
  const matrix = new Float32Array(length * length);
  for (let at = 0; at < length; at++) matrix[at * (length + 1)] = 1;
  return matrix;
}

interface Batch {
  readonly rows: Float32Array;
  readonly labels: readonly number[];
}

/** Some people and some encodings of each. */
function drawBatch({ rows, length, people }: HeadSet, seed: number, step: number): Batch {
  const random = randomOf(seed, step);
  const labels: number[] = [];
  const drawn: number[] = [];
  const numbers = people.map((_, person) => person);
  for (const person of shuffled(numbers, random).slice(0, peopleAtOnce)) {
    for (const row of shuffled(people[person]!, random).slice(0, encodingsOfOne)) {
      drawn.push(row);
      labels.push(person);
    }
  }
  const batch = new Float32Array(drawn.length * length);
  drawn.forEach((row, at) => {
    batch.set(rows.subarray(row * length, (row + 1) * length), at * length);
  });
  return { rows: batch, labels };
}
