import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clopperPearson, lowerBound, upperBound } from '../../electron/station/clopper-pearson.ts';

/** Hits, trials and the exact two-sided 95 % bounds, as SciPy 1's `beta.ppf` gives them. */
const known: readonly (readonly [number, number, number, number])[] = [
  [0, 10, 0, 0.3084971078187607],
  [5, 10, 0.18708602844739855, 0.8129139715526015],
  [10, 10, 0.6915028921812392, 1],
  [1, 100, 0.00025314603297742064, 0.054459385392080645],
  [10, 1000, 0.004805510691049308, 0.01831324305511245],
  [3, 3000, 0.0002062715371622571, 0.0029196164652532663],
  [20_000, 20_000_000, 0.000986195167537667, 0.0010139496039284863],
  [20, 20_000_000, 6.108260828583876e-7, 1.544418474610828e-6],
  [10_000_000, 20_000_000, 0.4997808443781208, 0.5002191556218791],
];

test('the exact interval is what others compute, from ten trials to twenty million', () => {
  for (const [hits, trials, lower, upper] of known) {
    const { share, lower95, upper95 } = clopperPearson(hits, trials);
    assert.equal(share, hits / trials);
    assert.ok(Math.abs(lower95 - lower) <= 1e-8 * Math.max(lower, 1e-9), `${hits} of ${trials}`);
    assert.ok(Math.abs(upper95 - upper) <= 1e-8 * upper, `${hits} of ${trials}`);
  }
});

test('without hits the upper bound is the root that a power of it leaves, exactly', () => {
  // (1 − p)^n = 0.05: the rule of three.
  assert.ok(Math.abs(upperBound(0, 100, 0.05) - (1 - 0.05 ** (1 / 100))) < 1e-12);
  assert.equal(lowerBound(0, 100, 0.05), 0);
});

test('without trials nothing is known', () => {
  assert.deepEqual(clopperPearson(0, 0), { share: 0, lower95: 0, upper95: 1 });
});
