import assert from 'node:assert/strict';
import { test } from 'node:test';
import { poolTemplates } from '../../electron/contract/person-template.ts';
import { pool, stretched, stretchOf } from '../../electron/contract/pooled.ts';
import { squaredDistance } from '../../electron/gallery/squared-distance.ts';

const close = (a: number, b: number): void => assert.ok(Math.abs(a - b) < 1e-6, `${a} is not ${b}`);

/** Unit vectors of five components that lie in one quarter, so that none cancels another. */
const encodings = [1, 2, 3, 4].map((row) => unit([1, 0.3 * row, 0.1 * row * row, 0.2, 1 / row]));

function unit(raw: readonly number[]): Float32Array {
  const length = Math.hypot(...raw);
  return Float32Array.from(raw, (value) => value / length);
}

test('one encoding alone is itself and has no spread', () => {
  const [only = new Float32Array()] = encodings;
  const { encoding, spread, count } = pool([only]);
  close(squaredDistance(encoding, only), 0);
  close(spread, 0);
  assert.equal(count, 1);
});

test('pooled encodings point where their mean does, at unit length', () => {
  const { encoding, count } = pool(encodings);
  const sums = encodings.reduce(
    (sum, one) => sum.map((v, i) => v + (one[i] ?? 0)),
    [0, 0, 0, 0, 0],
  );
  close(squaredDistance(encoding, unit(sums)), 0);
  assert.equal(count, 4);
});

test('the spread is the mean squared distance of the encodings to their mean', () => {
  const mean = new Float32Array(5).map((_, i) =>
    encodings.reduce((sum, one) => sum + (one[i] ?? 0) / encodings.length, 0),
  );
  const distances = encodings.map((one) => squaredDistance(one, mean));
  close(pool(encodings).spread, distances.reduce((sum, d) => sum + d) / distances.length);
});

test('the spread of equal encodings is 0, that of perpendicular ones half', () => {
  const [one = new Float32Array()] = encodings;
  close(pool([one, one, one]).spread, 0);
  close(pool([unit([1, 0]), unit([0, 1])]).spread, 0.5);
});

test('a weight counts as that many of its encoding', () => {
  const [a = new Float32Array(), b = new Float32Array()] = encodings;
  const weighted = pool([a, b], [3, 1]);
  const repeated = pool([a, a, a, b]);
  close(squaredDistance(weighted.encoding, repeated.encoding), 0);
  close(weighted.spread, repeated.spread);
});

test('nothing, what cancels itself out and what is no number are not pooled', () => {
  assert.throws(() => pool([]), RangeError);
  assert.throws(() => pool([unit([1, 0]), unit([-1, 0])]), RangeError);
  assert.throws(() => pool([unit([1, 0]), new Float32Array([NaN, 0])]), RangeError);
  assert.throws(() => pool([unit([1, 0])], [0]), RangeError);
});

test('a side stretches by its spread, no more than so many photos are expected to have', () => {
  const rule = { weight: 0.5, expected: 0.4 };
  close(stretchOf(rule, { spread: 0.1, count: 2 }), 0.125);
  close(stretchOf(rule, { spread: 0.3, count: 2 }), 0.25);
  close(stretchOf(rule, { spread: 0.3, count: 4 }), 0.375);
  assert.equal(stretchOf(rule, { spread: 0, count: 1 }), 0);
  assert.equal(stretchOf({ weight: 0.5, expected: 0 }, { spread: 0.3, count: 4 }), 0);
});

test('a distance is stretched for both sides, and not at all for two single photos', () => {
  close(stretched(0.2, 0.1, 0.4), 0.3);
  assert.equal(stretched(0.2, 0, 0), 0.2);
});

test('a better photo counts more in what a person is compared by', () => {
  const [clear, blurred] = [unit([1, 0]), unit([0, 1])];
  const pooled = poolTemplates([
    { encoding: clear, quality: 0.8 },
    { encoding: blurred, quality: 0.2 },
  ]);
  assert.ok(pooled);
  close(squaredDistance(pooled.encoding, unit([3, 2])), 0);
});

test('a photo of no measurable quality still shows the person', () => {
  const [only = new Float32Array()] = encodings;
  for (const quality of [0, NaN]) {
    const pooled = poolTemplates([{ encoding: only, quality }]);
    assert.ok(pooled);
    close(squaredDistance(pooled.encoding, only), 0);
  }
});

test('templates that cannot be pooled are none', () => {
  assert.equal(poolTemplates([]), null);
  const opposed = [unit([1, 0]), unit([-1, 0])].map((encoding) => ({ encoding, quality: 1 }));
  assert.equal(poolTemplates(opposed), null);
});
