import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Comparisons } from '../../electron/station/spread/comparisons.ts';
import { detCurve } from '../../electron/cli/bench/det-curve.ts';
import { discardCurve } from '../../electron/cli/bench/discard-curve.ts';
import { DistanceTally } from '../../electron/cli/bench/distance-tally.ts';
import { foldedAccuracy, type ScoredPair } from '../../electron/cli/bench/folded-accuracy.ts';
import { normalQuantile } from '../../electron/cli/bench/normal-quantile.ts';
import { seeded } from '../../electron/station/seeded.ts';
import {
  equalErrorRate,
  measureSeparation,
  supportsFmr,
  thresholdAtFmr,
  tmrAtFmr,
} from '../../electron/cli/bench/separation.ts';

/** Impostor distances as given; genuine ones of person 0, 1, …, as many as `perPerson` each. */
function madeComparisons(
  impostor: readonly number[],
  genuine: readonly (number | null)[],
  perPerson = 1,
): Comparisons {
  return {
    people: Math.ceil(genuine.length / perPerson),
    impostor: (visit) => impostor.forEach((distance) => visit(distance)),
    genuine: (visit) =>
      genuine.forEach((distance, at) => visit(Math.floor(at / perPerson), distance)),
  };
}

function evenly(count: number, from: number, to: number): number[] {
  return Array.from({ length: count }, (_, at) => from + ((at + 0.5) * (to - from)) / count);
}

test('each fold is judged with the threshold that is best on the others: counted by hand', () => {
  const pairs: ScoredPair[] = [
    // Best on fold 1 is 0.45: one of these four is wrong.
    { same: true, distance: 0.1, fold: 0 },
    { same: true, distance: 0.5, fold: 0 },
    { same: false, distance: 0.6, fold: 0 },
    { same: false, distance: 0.9, fold: 0 },
    // Best on fold 0 is 0.55: none of these is wrong.
    { same: true, distance: 0.2, fold: 1 },
    { same: true, distance: 0.3, fold: 1 },
    { same: false, distance: 0.6, fold: 1 },
    { same: false, distance: 0.8, fold: 1 },
  ];
  const folded = foldedAccuracy(pairs);
  assert.ok(folded);
  assert.equal(folded.accuracy, (0.75 + 1) / 2);
  assert.ok(Math.abs(folded.threshold - (0.45 + 0.55) / 2) < 1e-12);
  // Two values 0.25 apart: standard deviation 0.1768, over √2.
  assert.ok(Math.abs(folded.accuracySe - 0.125) < 1e-12);
});

test('a failure to acquire is an error, of a genuine and of an impostor pair alike', () => {
  const good: ScoredPair[] = [0, 1].flatMap((fold) => [
    { same: true, distance: 0.1, fold },
    { same: false, distance: 0.9, fold },
  ]);
  const failing: ScoredPair[] = [
    { same: true, distance: null, fold: 0 },
    { same: false, distance: null, fold: 1 },
  ];
  assert.equal(foldedAccuracy(good)?.accuracy, 1);
  assert.equal(foldedAccuracy([...good, ...failing])?.accuracy, 2 / 3);
});

test('pairs of one fold have no other to choose a threshold on', () => {
  assert.equal(foldedAccuracy([{ same: true, distance: 0.1, fold: 0 }]), null);
});

test('a tally counts what lies below a distance; what could not be compared lies beyond all', () => {
  const tally = new DistanceTally();
  for (const distance of [0.1, 0.2, 0.2, 0.3, null, Number.NaN, 7]) tally.add(distance);
  const distribution = tally.distribution();
  assert.equal(distribution.total, 7);
  assert.deepEqual(
    [0, 0.1, 0.15, 0.2, 0.25, 6, 100].map((at) => distribution.below(at)),
    [0, 0, 1, 1, 3, 4, 4],
  );
  const threshold = distribution.thresholdFor(1);
  assert.ok(Math.abs(threshold - 0.2) < 2e-6, 'the largest with one match');
  assert.equal(distribution.below(threshold), 1);
});

test('the true match rate is read at the threshold that lets no more impostors through', () => {
  const genuine = evenly(100, 0, 1);
  const separation = measureSeparation(madeComparisons(evenly(1000, 0.5, 1.5), genuine));
  // 1 % of the impostor comparisons lie below 0.51, as do 51 % of the genuine ones.
  assert.ok(Math.abs(thresholdAtFmr(separation, 0.01) - 0.5105) < 1e-3);
  assert.equal(tmrAtFmr(separation, 0.01), 0.51);
});

test('a genuine comparison that was not acquired matches at no threshold', () => {
  const genuine = [...evenly(50, 0, 0.4), ...Array<null>(50).fill(null)];
  const separation = measureSeparation(madeComparisons(evenly(1000, 0.5, 1.5), genuine));
  assert.equal(tmrAtFmr(separation, 0.01), 0.5);
});

test('an FMR that fewer than ten impostor comparisons would show is not supported', () => {
  const separation = measureSeparation(madeComparisons(evenly(1000, 0.5, 1.5), [0.1]));
  assert.equal(supportsFmr(separation, 0.01), true);
  assert.equal(supportsFmr(separation, 0.009), false);
  assert.equal(tmrAtFmr(separation, 0.001), null);
});

test('the equal error rate is where both error rates meet', () => {
  const separation = measureSeparation(madeComparisons(evenly(1000, 0.5, 1.5), evenly(1000, 0, 1)));
  // FMR t − 0.5 and FNMR 1 − t meet at t = 0.75.
  assert.ok(Math.abs((equalErrorRate(separation) ?? 9) - 0.25) < 2e-3);
});

test('along a DET curve the FMR and the threshold rise, the FNMR falls within its band', () => {
  const random = seeded(1);
  const spread = (from: number) => from + (random() + random() + random()) / 3;
  const comparisons = madeComparisons(
    Array.from({ length: 20_000 }, () => spread(0.4)),
    Array.from({ length: 600 }, () => spread(0)),
    3,
  );
  const separation = measureSeparation(comparisons);
  const curve = detCurve(comparisons, separation, seeded(2));
  assert.ok(curve.length > 15);
  assert.ok(curve[0]!.fmr >= 10 / 20_000 - 1e-4, 'no point rests on fewer than ten matches');
  curve.forEach((point, at) => {
    const before = curve[at - 1];
    assert.ok(point.fnmrLower95 <= point.fnmr && point.fnmr <= point.fnmrUpper95);
    if (!before) return;
    assert.ok(point.threshold > before.threshold);
    assert.ok(point.fmr >= before.fmr);
    assert.ok(point.fnmr <= before.fnmr);
  });
});

test('the band is wider where the comparisons of few people fail together', () => {
  const impostor = evenly(1000, 0.5, 1.5);
  // A fifth of the genuine comparisons fails: of everybody some, or of every fifth person all.
  const scattered = Array.from({ length: 500 }, (_, at) => (at % 5 === 0 ? 5 : 0.1));
  const together = Array.from({ length: 500 }, (_, at) => (at < 100 ? 5 : 0.1));
  const [one, other] = [scattered, together].map((genuine) => {
    const comparisons = madeComparisons(impostor, genuine, 50);
    const [point] = detCurve(comparisons, measureSeparation(comparisons), seeded(3));
    return point!.fnmrUpper95 - point!.fnmrLower95;
  });
  assert.ok(other! > 3 * one!, `${other} and ${one}`);
});

test('a quality that names the failures gives the ideal curve; a blind one stays above it', () => {
  const failing = (at: number) => at < 10;
  const pairs = Array.from({ length: 100 }, (_, at) => ({
    distance: failing(at) ? 0.9 : 0.1,
    quality: failing(at) ? 0.1 : 0.8,
  }));
  const perfect = discardCurve(pairs, 0.5);
  assert.ok(perfect);
  assert.equal(perfect.points[0]?.fnmr, 0.1);
  assert.equal(perfect.points[5]?.fnmr, 5 / 95);
  assert.equal(perfect.points[10]?.fnmr, 0);
  assert.equal(perfect.points.at(-1)?.discarded, 0.5);
  assert.equal(perfect.area, perfect.idealArea);
  const inverted = discardCurve(
    pairs.map(({ distance, quality }) => ({ distance, quality: 1 - quality })),
    0.5,
  );
  assert.ok(inverted && inverted.area > inverted.blindArea);
});

test('a comparison with a distance that is no number fails', () => {
  assert.equal(discardCurve([{ quality: 1, distance: Number.NaN }], 0.5)?.points[0]?.fnmr, 1);
  assert.equal(discardCurve([], 0.5), null);
});

test('the normal quantile is right to a thousandth, which a drawing cannot show', () => {
  for (const [share, quantile] of [
    [0.5, 0],
    [0.841344746, 1],
    [0.022750132, -2],
    [0.0013498980316, -3],
    [1e-6, -4.753424],
  ] as const) {
    assert.ok(Math.abs(normalQuantile(share) - quantile) < 1e-3, `${share}`);
  }
});
