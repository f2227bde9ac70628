import assert from 'node:assert/strict';
import { test } from 'node:test';
import { tripletLoss, type Loss } from '../../native-models/training/loss.ts';
import {
  mineBatchHard,
  mineSemiHard,
  pairwiseDistances,
} from '../../native-models/training/mining.ts';
import { tripletObjective } from '../../native-models/training/objective.ts';
import { randomOf } from '../../native-models/training/random.ts';

const length = 8;

function randomRows(rows: number, seed: number): Float32Array {
  const random = randomOf(seed);
  const values = Float32Array.from({ length: rows * length }, () => random() - 0.5);
  for (let row = 0; row < rows; row++) {
    const one = values.subarray(row * length, (row + 1) * length);
    const norm = Math.hypot(...one);
    one.forEach((value, k) => (one[k] = value / norm));
  }
  return values;
}

/** J in float64, from the formula alone, over triplets that cost something. */
function costOf(rows: ArrayLike<number>, triplets: Uint32Array, margin: number): number {
  const distance = (one: number, other: number): number => {
    let sum = 0;
    for (let k = 0; k < length; k++)
      sum += (rows[one * length + k]! - rows[other * length + k]!) ** 2;
    return sum;
  };
  const costs = Array.from({ length: triplets.length / 3 }, (_, index) => {
    const [anchor, positive, negative] = triplets.subarray(3 * index, 3 * index + 3);
    return Math.max(0, distance(anchor!, positive!) - distance(anchor!, negative!) + margin);
  }).filter((cost) => cost > 0);
  return costs.length === 0 ? 0 : costs.reduce((sum, cost) => sum + cost, 0) / costs.length;
}

/** On a line: the squared distance of two rows is the square of their places' difference. */
function onLine(...places: readonly number[]): Float32Array {
  return Float32Array.from(places.flatMap((a) => places.map((b) => (a - b) ** 2)));
}

const triplesOf = (triplets: Uint32Array): number[][] =>
  Array.from({ length: triplets.length / 3 }, (_, index) => [
    ...triplets.subarray(3 * index, 3 * index + 3),
  ]);

test('the slope of the triplet loss is what a small step changes it by', () => {
  const rows = randomRows(12, 1);
  const random = randomOf(2);
  const triplets = Uint32Array.from({ length: 60 }, () => Math.floor(12 * random()));
  const { loss, slope } = tripletLoss(rows, length, triplets, 0.5);
  assert.ok(Math.abs(loss - costOf(rows, triplets, 0.5)) < 1e-6);
  const step = 1e-6;
  slope.forEach((value, index) => {
    const moved = (by: number): number => {
      const near = Float64Array.from(rows);
      near[index]! += by;
      return costOf(near, triplets, 0.5);
    };
    const measured = (moved(step) - moved(-step)) / (2 * step);
    assert.ok(Math.abs(measured - value) < 1e-3 * Math.max(1, Math.abs(measured)), `${index}`);
  });
});

test('a triplet that keeps its margin costs nothing and moves nothing', () => {
  const rows = new Float32Array(3 * length);
  rows[0] = 1;
  rows[length] = 1;
  rows[2 * length] = -1;
  const quiet: Loss = tripletLoss(rows, length, Uint32Array.of(0, 1, 2), 3.9);
  assert.deepEqual([quiet.loss, quiet.active, quiet.triplets], [0, 0, 1]);
  assert.ok(quiet.slope.every((value) => value === 0));
  const costly = tripletLoss(rows, length, Uint32Array.of(0, 1, 2), 4.1);
  assert.equal(costly.active, 1);
});

test('pairwise distances are the squared L2 distances of the rows', () => {
  const rows = randomRows(9, 3);
  const distances = pairwiseDistances(rows, length);
  for (let one = 0; one < 9; one++) {
    for (let other = 0; other < 9; other++) {
      let sum = 0;
      for (let k = 0; k < length; k++)
        sum += (rows[one * length + k]! - rows[other * length + k]!) ** 2;
      assert.ok(Math.abs(distances[one * 9 + other]! - sum) < 1e-6);
    }
  }
});

test('semi-hard mining takes, per anchor and positive, the closest negative farther than the positive', () => {
  const triplets = mineSemiHard(onLine(0, 2, 1, 3, 5), [7, 7, 8, 8, 9]);
  assert.deepEqual(triplesOf(triplets), [
    [0, 1, 3],
    [1, 0, 4],
    [2, 3, 4],
    [3, 2, 0],
  ]);
});

test('semi-hard mining takes the farthest negative where none is farther than the positive', () => {
  const triplets = mineSemiHard(onLine(0, 10, 4, 6), [1, 1, 2, 3]);
  assert.deepEqual(triplesOf(triplets), [
    [0, 1, 3],
    [1, 0, 2],
  ]);
});

test('batch-hard mining takes, per anchor, the farthest positive and the closest negative', () => {
  const triplets = mineBatchHard(onLine(0, 1, 3, 2, 9), [1, 1, 1, 2, 3]);
  assert.deepEqual(triplesOf(triplets), [
    [0, 2, 3],
    [1, 2, 3],
    [2, 0, 3],
  ]);
});

test('a batch of one person, or of strangers alone, has no triplets', () => {
  for (const mine of [mineSemiHard, mineBatchHard]) {
    assert.equal(mine(onLine(0, 1, 2), [1, 1, 1]).length, 0);
    assert.equal(mine(onLine(0, 1, 2), [1, 2, 3]).length, 0);
  }
});

test('going down the slope that an objective gives lowers its loss to nothing', () => {
  for (const mining of ['semi-hard', 'batch-hard'] as const) {
    const objective = tripletObjective(length, mining, 0.5);
    const labels = [0, 0, 0, 1, 1, 1, 2, 2, 2];
    let rows = randomRows(9, 5);
    assert.ok(objective(rows, labels).active > 0);
    for (let step = 0; step < 300; step++) {
      const { slope } = objective(rows, labels);
      rows = rows.map((value, at) => value - 0.1 * slope[at]!);
      for (let row = 0; row < 9; row++) {
        const one = rows.subarray(row * length, (row + 1) * length);
        const norm = Math.hypot(...one);
        one.forEach((value, k) => (one[k] = value / norm));
      }
    }
    assert.equal(objective(rows, labels).active, 0, mining);
  }
});
