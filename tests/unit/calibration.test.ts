import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seeded } from '../../electron/station/seeded.ts';
import {
  fitCalibration,
  probabilityOf,
  reliability,
} from '../../native-models/training/calibration.ts';

test('slope and bias are found again from answers that were drawn with them', () => {
  const random = seeded(1);
  const truth = { slope: 8, bias: 3 };
  const dissimilarities = Array.from({ length: 40_000 }, () => random());
  const same = dissimilarities.map((d) => Number(random() < probabilityOf(truth, d)));
  const counts = dissimilarities.map(() => 1 / dissimilarities.length);
  const fitted = fitCalibration({ dissimilarities, same, counts });
  assert.ok(fitted && Math.abs(fitted.slope - 8) < 0.3 && Math.abs(fitted.bias - 3) < 0.2);
  const probabilities = dissimilarities.map((d) => probabilityOf(fitted, d));
  assert.ok(reliability(probabilities, same, counts).miscalibration < 1e-4);
});

test('a dissimilarity that rises with likeness has no calibration', () => {
  const scored = { dissimilarities: [1, 2, 3, 4], same: [0, 0, 1, 1], counts: Array(4).fill(0.25) };
  assert.equal(fitCalibration(scored), null);
});

test('comparisons told apart without an error have a finite calibration', () => {
  const scored = { dissimilarities: [1, 2, 3, 4], same: [1, 1, 0, 0], counts: Array(4).fill(0.25) };
  const fitted = fitCalibration(scored);
  assert.ok(fitted && Number.isFinite(fitted.slope) && Number.isFinite(fitted.bias));
  assert.ok(probabilityOf(fitted, 1) > 0.99 && probabilityOf(fitted, 4) < 0.01);
});

test('the Brier score and its part that is miscalibration are as by hand', () => {
  const counts = Array(4).fill(0.25) as number[];
  const always = reliability([0.5, 0.5, 0.5, 0.5], [1, 1, 0, 0], counts);
  assert.deepEqual([always.brier, always.miscalibration], [0.25, 0]);
  // 0.9 promised and half of it kept: 0.16 is what better calibration would take away.
  const proud = reliability([0.9, 0.9, 0.9, 0.9], [1, 1, 0, 0], counts);
  assert.ok(Math.abs(proud.brier - 0.41) < 1e-12);
  assert.ok(Math.abs(proud.miscalibration - 0.16) < 1e-12);
  assert.deepEqual(
    proud.curve.map(({ observed, share }) => [observed, share]),
    [[0.5, 1]],
  );
});

test('probabilities of 0 and 1 have bins like any', () => {
  const { brier, curve } = reliability([0, 1], [0, 1], [0.5, 0.5]);
  assert.equal(brier, 0);
  assert.equal(curve.length, 2);
});
