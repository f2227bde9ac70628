import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadManifest, packNamed } from '../../native-models/manifest.ts';
import {
  fitPopulation,
  packPopulation,
  unpackPopulation,
  type PopulationModel,
} from '../../native-models/training/population.ts';
import {
  simulateStrangers,
  type SimulatedPairs,
} from '../../native-models/training/simulated-pairs.ts';
import { symmetricEigen } from '../../native-models/training/symmetric-eigen.ts';
import { identityMatrix } from '../../native-models/training/train-head.ts';
import { projectPaths } from '../../electron/hosts/project-paths.ts';
import { transportScores } from '../../electron/hosts/training/transport-scores.ts';
import { isOrderly } from '../../electron/station/risk/quantiles.ts';
import { seeded } from '../../electron/station/seeded.ts';
import { anyDirection } from '../support/made-site.ts';

const length = 4;
const manifest = await loadManifest(projectPaths().manifest);
const core = packNamed(manifest, 'core');

test('eigenvalues and vectors make the matrix again', () => {
  const random = seeded(1);
  const half = Float64Array.from({ length: length ** 2 }, () => random() - 0.5);
  const matrix = half.map(
    (value, at) => value + half[(at % length) * length + ((at / length) | 0)]!,
  );
  const { values, vectors } = symmetricEigen(matrix, length);
  for (let row = 0; row < length; row++) {
    for (let column = 0; column < length; column++) {
      let sum = 0;
      for (let k = 0; k < length; k++) {
        sum += vectors[row * length + k]! * values[k]! * vectors[column * length + k]!;
      }
      assert.ok(Math.abs(sum - matrix[row * length + column]!) < 1e-12);
    }
  }
});

test('a population is found again in photos drawn from it', () => {
  const random = seeded(2);
  const along = (axis: number, size: number): number[] =>
    Array.from({ length }, (_, at) => (at === axis ? size * (random() + random() - 1) : 0));
  const people = Array.from({ length: 3000 }, () => {
    const person = along(0, 0.6);
    return [1, 2, 3].map(() => {
      const photo = along(1, 0.3);
      return Float32Array.from(person, (value, at) => value + photo[at]! + (at === 3 ? 1 : 0));
    });
  });
  const found = fitPopulation(people);
  assert.ok(found !== null);
  // Two uniform numbers less one have a variance of 1/6.
  assert.ok(Math.abs(found.between[0]! - 0.36 / 6) < 0.004);
  assert.ok(Math.abs(found.within[length + 1]! - 0.09 / 6) < 0.001);
  assert.ok(Math.abs(found.between[length + 1]!) < 0.001);
  assert.ok(Math.abs(found.mean[3]! - 1) < 1e-6);
  const again = unpackPopulation(packPopulation(found), length);
  again?.within.forEach((value, at) => assert.equal(value, Math.fround(found.within[at]!)));
  assert.equal(unpackPopulation(packPopulation(found), length + 1), null);
});

test('a set where nobody has two photos is no population', () => {
  const random = seeded(3);
  const people = [1, 2, 3].map(() => [anyDirection(length, random)]);
  assert.equal(fitPopulation(people), null);
});

test('drawn closer together and weighed, strangers are as far apart as by nature', () => {
  const diagonal = (size: number): Float64Array =>
    Float64Array.from({ length: length ** 2 }, (_, at) => (at % (length + 1) === 0 ? size : 0));
  const population: PopulationModel = {
    length,
    mean: new Float64Array(length),
    between: diagonal(0.2),
    within: diagonal(0.05),
  };
  const pairs = simulateStrangers(population, identityMatrix(length), 60_000, 1);
  // Directions in four dimensions: P(d < x) for the angle φ is (2φ − sin 2φ) / 2π.
  for (const distance of [0.1, 0.5, 2]) {
    const angle = Math.acos(1 - distance / 2);
    const share = (2 * angle - Math.sin(2 * angle)) / (2 * Math.PI);
    const found = shareBelow(pairs, distance);
    assert.ok(Math.abs(found / share - 1) < 0.15, `${distance}: ${found} and ${share}`);
  }
});

function shareBelow({ weights, before }: SimulatedPairs, distance: number): number {
  return weights.reduce((sum, weight, at) => sum + (before[at]! < distance ? weight : 0), 0);
}

test('a head that changes nothing moves no distance of core’s table, and widens its bounds', () => {
  assert.ok(core.scores !== null);
  const moved = transportScores(core.scores, core.encodingLength, identityMatrix(128), 8000);
  assert.ok(moved !== null && isOrderly(moved.quantiles));
  assert.ok(moved.quantiles.some(({ fmr }) => fmr <= 1e-5));
  for (const row of moved.quantiles) {
    const own = core.scores.quantiles.find(({ fmr }) => fmr === row.fmr);
    assert.ok(own !== undefined && row.distance <= own.distance);
    assert.ok(own.distance - row.distance < 0.003, `${own.distance} and ${row.distance}`);
    assert.ok(Math.abs(own.fnmr - row.fnmr) < 0.05);
    assert.ok(row.fmrUpper95 > own.fmrUpper95 || row.fmrUpper95 === 1);
  }
  const counted = (counts: readonly number[]) => counts.reduce((sum, count) => sum + count, 0);
  assert.equal(counted(moved.histogram.genuine), counted(core.scores.histogram.genuine));
  assert.equal(counted(moved.histogram.impostor), counted(core.scores.histogram.impostor));
});

test('scores without a population, or with one of other encodings, are not carried over', () => {
  assert.ok(core.scores !== null);
  const { population: _, ...without } = core.scores;
  assert.equal(transportScores(without, 128, identityMatrix(128)), null);
  assert.equal(transportScores(core.scores, 64, identityMatrix(64)), null);
});
