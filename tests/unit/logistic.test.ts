import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dissimilarityOf } from '../../electron/contract/dissimilarity.ts';
import { seeded } from '../../electron/station/seeded.ts';
import { probabilityOf, reliability } from '../../native-models/training/calibration.ts';
import { drawPairs } from '../../native-models/training/draw-pairs.ts';
import { learnUnit } from '../../native-models/training/learn-unit.ts';
import { asComparator, fitLogistic, logisticSlope } from '../../native-models/training/logistic.ts';
import {
  pairFeatures,
  type PairFeatures,
  type UnitKind,
} from '../../native-models/training/pair-features.ts';
import { TrainingFault } from '../../native-models/training/training-fault.ts';
import { anyDirection } from '../support/made-site.ts';

const kinds: readonly UnitKind[] = ['logistic', 'chi2'];

/** Features from a unit that is known: each pair's answer is drawn with its own probability. */
function drawnFrom(weights: readonly number[], bias: number, rows: number): PairFeatures {
  const random = seeded(3);
  const values = Float32Array.from({ length: rows * weights.length }, () => random());
  const same = new Uint8Array(rows);
  for (let row = 0; row < rows; row++) {
    const sum = weights.reduce((z, w, at) => z - w * values[row * weights.length + at]!, bias);
    same[row] = Number(random() < 1 / (1 + Math.exp(-sum)));
  }
  return { dims: weights.length, values, same, counts: new Float64Array(rows).fill(1 / rows) };
}

/** People in all directions, several photos each a little apart: further in the first components. */
function madePeople(people: number, photos: number, seed: number) {
  const random = seeded(seed);
  const dims = 16;
  const encodings: Float32Array[] = [];
  const personOf: string[] = [];
  for (let person = 0; person < people; person++) {
    const middle = anyDirection(dims, random);
    for (let photo = 0; photo < photos; photo++) {
      const noise = anyDirection(dims, random);
      const raw = middle.map((value, at) => value + (at < 4 ? 2.4 : 0.5) * noise[at]!);
      const length = Math.hypot(...raw);
      encodings.push(raw.map((value) => value / length));
      personOf.push(`p${person}`);
    }
  }
  return { encodings, personOf };
}

test('the gradient and the curvature of the logistic unit are those of its loss', () => {
  const pairs = drawnFrom([3, 0.5, 1], 2, 200);
  const direction = Float64Array.from([0.6, 0.8, 0]);
  const point = Float64Array.from([0.7, 1.3, 0.2, -0.4]);
  const decay = 0.3;
  const curvature = new Float64Array(16);
  const { gradient } = logisticSlope(pairs, point, decay, direction, curvature);
  const step = 1e-5;
  for (let at = 0; at < 4; at++) {
    const [above, below] = [1, -1].map((sign) => {
      const moved = point.slice();
      moved[at]! += sign * step;
      return logisticSlope(pairs, moved, decay, direction, null);
    });
    const slope = (above!.loss - below!.loss) / (2 * step);
    assert.ok(Math.abs(slope - gradient[at]!) < 1e-7, `component ${at}`);
    for (let other = 0; other < 4; other++) {
      const bend = (above!.gradient[other]! - below!.gradient[other]!) / (2 * step);
      assert.ok(Math.abs(bend - curvature[at * 4 + other]!) < 1e-7, `${at}, ${other}`);
    }
  }
});

test('a unit whose answers were drawn from known weights is found again', () => {
  const weights = [6, 0, 2, 4];
  const unit = fitLogistic(drawnFrom(weights, 5, 40_000), { decay: 0 });
  weights.forEach((weight, at) => {
    assert.ok(Math.abs(unit.weights[at]! - weight) < 0.3, `weight ${at}: ${unit.weights[at]}`);
  });
  assert.ok(Math.abs(unit.bias - 5) < 0.3);
});

test('where the pairs would have a weight below 0, it is 0 and the others are at their best', () => {
  const pairs = drawnFrom([5, -3, 2], 1, 5000);
  const { weights, bias } = fitLogistic(pairs, { decay: 0 });
  assert.equal(weights[1], 0);
  const point = Float64Array.from([...weights, bias]);
  const { gradient } = logisticSlope(pairs, point, 0, new Float64Array(3), null);
  for (const at of [0, 2, 3]) assert.ok(Math.abs(gradient[at]!) < 1e-5, `component ${at}`);
  assert.ok(gradient[1]! > 0, 'more of it would cost');
});

test('the same pairs give the same unit, bit for bit', () => {
  const { encodings, personOf } = madePeople(30, 4, 1);
  for (const kind of kinds) {
    const [one, other] = [1, 2].map(() => learnUnit({ kind, encodings, personOf, seed: 5 }));
    assert.deepEqual(one, other);
  }
});

test('pairs that are told apart without an error give a unit with finite weights', () => {
  const features: PairFeatures = {
    dims: 2,
    values: Float32Array.from([0.1, 0.1, 0.2, 0.1, 0.9, 0.8, 0.8, 0.9]),
    same: Uint8Array.from([1, 1, 0, 0]),
    counts: new Float64Array(4).fill(0.25),
  };
  const unit = fitLogistic(features, { decay: 1e-4 });
  const comparator = asComparator(unit);
  assert.ok(comparator && Number.isFinite(comparator.calibration.slope));
  assert.ok(Math.abs(Math.hypot(...comparator.weights) - 2) < 1e-6);
});

test('a learnt unit tells strangers apart, leans on what holds still, and means its probabilities', () => {
  const learnt = madePeople(150, 5, 1);
  const unseen = madePeople(150, 5, 2);
  for (const kind of kinds) {
    const { weights, calibration } = learnUnit({ kind, ...learnt, seed: 1 });
    const mean = (from: number, to: number) =>
      weights.slice(from, to).reduce((sum, weight) => sum + weight, 0) / (to - from);
    assert.ok(mean(0, 4) < 0.7 * mean(4, 16), `${kind}: ${[...weights].join(' ')}`);
    const compare = dissimilarityOf({ kind, weights });
    const rows = [...Map.groupBy(unseen.personOf.keys(), (row) => unseen.personOf[row]).values()];
    const pairs = drawPairs(rows, seeded(1));
    const { same, counts } = pairFeatures(kind, unseen.encodings, pairs);
    const probabilities = pairs.map(({ one, other }) =>
      probabilityOf(calibration, compare(unseen.encodings[one]!, unseen.encodings[other]!)),
    );
    const { brier, miscalibration } = reliability(probabilities, same, counts);
    assert.ok(brier < 0.12, `${kind}: Brier score ${brier}`);
    assert.ok(miscalibration < 0.01, `${kind}: ${miscalibration} of it miscalibration`);
  }
});

test('few pairs leave the weights near those that were believed in before', () => {
  const prior = Float32Array.from({ length: 16 }, (_, at) => 1 + (at % 2));
  const few = learnUnit({ kind: 'logistic', ...madePeople(3, 2, 4), prior, seed: 1 });
  const many = learnUnit({ kind: 'logistic', ...madePeople(200, 5, 4), prior, seed: 1 });
  const cosine = (weights: Float32Array) =>
    weights.reduce((sum, weight, at) => sum + weight * prior[at]!, 0) / (2 * Math.hypot(...prior));
  assert.ok(cosine(few.weights) > 0.99, `few: ${cosine(few.weights)}`);
  assert.ok(cosine(many.weights) < cosine(few.weights) - 0.01, `many: ${cosine(many.weights)}`);
});

test('without a genuine or an impostor pair there is nothing to learn, and that is said', () => {
  const one = madePeople(1, 4, 1);
  const singles = madePeople(4, 1, 1);
  for (const people of [one, singles]) {
    assert.throws(
      () => learnUnit({ kind: 'logistic', ...people, seed: 1 }),
      (cause) => cause instanceof TrainingFault && cause.kind === 'too-few',
    );
  }
});

test('no person makes more than 28 of the genuine pairs, and impostor pairs are of two people', () => {
  const rows = [[...Array(40).keys()], [40, 41], [42]];
  const pairs = drawPairs(rows, seeded(1));
  const owner = (row: number) => rows.findIndex((own) => own.includes(row));
  const genuine = pairs.filter(({ same }) => same);
  assert.equal(genuine.filter(({ one }) => owner(one) === 0).length, 28);
  assert.equal(genuine.filter(({ one }) => owner(one) === 1).length, 1);
  assert.equal(new Set(genuine.map(({ one, other }) => `${one} ${other}`)).size, genuine.length);
  for (const { one, other, same } of pairs) assert.equal(owner(one) === owner(other), same);
  assert.equal(pairs.length - genuine.length, 290);
});
