import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inverseOfLower, lowerFactor } from '../../native-models/training/cholesky.ts';
import { spreadOf } from '../../native-models/training/descriptor.ts';
import { descriptorStart, type Described } from '../../native-models/training/descriptor-start.ts';
import { leadingSubspace } from '../../native-models/training/leading-subspace.ts';
import { openMatrixProducts, type Matrix } from '../../native-models/training/matrix-products.ts';
import { pairwiseDistances } from '../../native-models/training/mining.ts';
import { normal, randomOf } from '../../native-models/training/random.ts';
import { dot, randomNumbers } from '../support/random-numbers.ts';

const length = 60;
const encodingLength = 16;

/**
 * Descriptors in which people differ along five directions, and photos of one person three times as
 * much along twenty others; all of them have the same large mean. `photos`: how many of each person.
 */
function made(photos: readonly number[]): Described {
  const random = randomOf(1);
  const people = Uint32Array.from(photos.flatMap((count, at) => Array<number>(count).fill(at)));
  const own = photos.map(() => Array.from({ length: 5 }, () => normal(random)));
  const rows = new Float32Array(2 * people.length * length);
  people.forEach((person, photo) => {
    const other = Array.from({ length: 20 }, () => 3 * normal(random));
    for (const mirror of [0, 1]) {
      const row = Array.from({ length }, (_, at) => {
        if (at < 5) return own[person]![at]!;
        return at < 25 ? other[at - 5]! : 0.05 * normal(random);
      });
      rows.set(turned(row), (2 * photo + mirror) * length);
    }
  });
  return { rows, length, people };
}

/** The directions are no descriptor's own: x − 2 v (v · x), mirrored at a plane, plus the mean. */
function turned(row: readonly number[]): number[] {
  const v = Array.from({ length }, () => 1 / Math.sqrt(length));
  const along = dot(v, row);
  return row.map((value, at) => value - 2 * v[at]! * along + 10);
}

/** Squared distances of unit encodings, and whom they are of. */
async function startedDistances(photos: readonly number[]) {
  const { rows, people } = made(photos);
  const { mean, weight } = await startOf(photos);
  const encodings = Float32Array.from(people).fill(0);
  const all = new Float32Array(encodings.length * encodingLength);
  people.forEach((_, photo) => {
    const own = rows.subarray(2 * photo * length, (2 * photo + 1) * length);
    const y = Array.from({ length: encodingLength }, (_, k) =>
      own.reduce((sum, value, at) => {
        return sum + (value - mean[at]!) * weight[at * encodingLength + k]!;
      }, 0),
    );
    const norm = Math.sqrt(dot(y, y));
    all.set(
      y.map((value) => value / norm),
      photo * encodingLength,
    );
  });
  return { distances: pairwiseDistances(all, encodingLength), people };
}

function startOf(photos: readonly number[]) {
  return descriptorStart(made(photos), encodingLength, randomOf(2));
}

/** Share of the pairs of a stranger and a photo of the same person that are the right way round. */
function rightly(distances: Float32Array, people: Uint32Array): number {
  const count = people.length;
  const pairs = { same: [] as number[], other: [] as number[] };
  for (let one = 0; one < count; one++) {
    for (let two = one + 1; two < count; two++) {
      pairs[people[one] === people[two] ? 'same' : 'other'].push(distances[one * count + two]!);
    }
  }
  const right = pairs.same.map((same) => pairs.other.filter((other) => other > same).length);
  return right.reduce((sum, n) => sum + n, 0) / (pairs.same.length * pairs.other.length);
}

test('what differs between photos of one person is taken out, what differs between people kept', async () => {
  const photos = Array<number>(60).fill(4);
  const { rows, people } = made(photos);
  const plain = pairwiseDistances(
    centredUnits(rows.filter((_, at) => Math.floor(at / length) % 2 === 0)),
    length,
  );
  const { distances } = await startedDistances(photos);
  assert.ok(rightly(plain, people) < 0.75, 'descriptors as they are do not tell people apart');
  assert.ok(rightly(distances, people) > 0.98, `${rightly(distances, people)}`);
});

function centredUnits(rows: Float32Array): Float32Array {
  const units = rows.slice();
  for (let start = 0; start < rows.length; start += length) {
    const row = units.subarray(start, start + length);
    row.forEach((value, at) => (row[at] = value - 10));
    const norm = Math.sqrt(dot(row, row));
    row.forEach((value, at) => (row[at] = value / norm));
  }
  return units;
}

test('few photos, one of each person, and two people only give a map as well', async () => {
  for (const photos of [Array<number>(8).fill(3), Array<number>(20).fill(1), [2, 1], [1, 1]]) {
    const { mean, weight } = await startOf(photos);
    assert.equal(weight.length, length * encodingLength);
    assert.ok([...mean, ...weight].every(Number.isFinite));
    const spread = Math.sqrt(dot(weight, weight) / weight.length);
    assert.ok(Math.abs(spread / spreadOf(length) - 1) < 1e-3);
    for (let k = 0; k < encodingLength; k++) {
      assert.ok(
        weight.some((value, at) => at % encodingLength === k && value !== 0),
        'each component can be learnt',
      );
    }
  }
});

test('photos that are all alike give a map at random', async () => {
  const rows = new Float32Array(8 * length).fill(0.5);
  const described = { rows, length, people: Uint32Array.of(0, 0, 1, 1) };
  const { mean, weight } = await descriptorStart(described, encodingLength, randomOf(2));
  assert.ok(mean.every((value) => value === 0.5));
  assert.ok(weight.every((value) => Number.isFinite(value) && value !== 0));
});

test('the same photos and seed give the same map, bit for bit', async () => {
  const photos = Array<number>(12).fill(3);
  assert.deepEqual(await startOf(photos), await startOf(photos));
});

test('the leading subspace holds the leading eigenvectors', async () => {
  const products = await openMatrixProducts();
  try {
    // A = Σ λₖ uₖ uₖᵀ with λ = 9, 7, 1, 0.5, … along the columns of a mirror image of the axes.
    const size = 20;
    const values = Array.from({ length: size }, (_, k) => [9, 7][k] ?? 1 / 2 ** (k - 2));
    const v = Array.from({ length: size }, () => 1 / Math.sqrt(size));
    const axis = (k: number) => v.map((value, at) => (at === k ? 1 : 0) - 2 * value * v[k]!);
    const data = new Float32Array(size * size);
    values.forEach((value, k) => {
      const u = axis(k);
      for (let at = 0; at < data.length; at++) {
        data[at]! += value * u[Math.floor(at / size)]! * u[at % size]!;
      }
    });
    const matrix: Matrix = { rows: size, columns: size, data };
    const basis = await leadingSubspace(products, {
      ...{ length: size, count: 2, rounds: 12, random: randomOf(3) },
      apply: (some) => products.of(matrix, some),
    });
    const column = (k: number) => basis.data.filter((_, at) => at % 2 === k);
    for (const k of [0, 1]) {
      const [one, other] = [dot(axis(k), column(0)), dot(axis(k), column(1))];
      assert.ok(Math.abs(one ** 2 + other ** 2 - 1) < 1e-4);
    }
    assert.ok(Math.abs(dot(column(0), column(1))) < 1e-5);
  } finally {
    await products.close();
  }
});

test('a factor times its turned self is the matrix, and times its inverse is one', () => {
  const size = 7;
  const some = randomNumbers(size * size, 4);
  const at = (matrix: ArrayLike<number>, row: number, column: number) =>
    Array.from({ length: size }, (_, k) => matrix[row * size + k]! * matrix[column * size + k]!);
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  const matrix = Float64Array.from({ length: size * size }, (_, k) =>
    sum(at(some, Math.floor(k / size), k % size)),
  );
  const lower = lowerFactor(matrix, size, 0.5);
  const inverse = inverseOfLower(lower, size);
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      const one = row === column ? 1 : 0;
      const whole = sum(at(lower, row, column));
      assert.ok(Math.abs(whole - matrix[row * size + column]! - 0.5 * one) < 1e-10);
      let product = 0;
      for (let k = 0; k < size; k++) {
        product += lower[row * size + k]! * inverse[k * size + column]!;
      }
      assert.ok(Math.abs(product - one) < 1e-10);
    }
  }
});
