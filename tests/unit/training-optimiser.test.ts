import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  adamW,
  addToAverage,
  clipLength,
  freshMoments,
} from '../../native-models/training/optimiser.ts';
import { Pace } from '../../native-models/training/pace.ts';
import { averageKeep, doneAt, learningRateShare } from '../../native-models/training/schedule.ts';

const near = (actual: number, expected: number, tolerance = 1e-6): void =>
  assert.ok(Math.abs(actual - expected) <= tolerance, `${actual} is not ${expected}`);

const settings = { learningRate: 0.1, weightDecay: 0.5, keepFirst: 0.9, keepSecond: 0.999 };

test('AdamW follows its paper over three steps, in float64 by hand', () => {
  const weights = Float32Array.of(1, -2);
  const moments = freshMoments(2);
  const expected = [1, -2];
  const m = [0, 0];
  const v = [0, 0];
  for (const [index, gradient] of [
    [0.5, -3],
    [0.1, 0],
    [-2, 4],
  ].entries()) {
    const step = index + 1;
    const segments = [{ offset: 0, length: 2, decay: true, rate: 1 }];
    adamW(weights, Float32Array.from(gradient), moments, segments, { ...settings, step });
    for (const k of [0, 1]) {
      m[k] = 0.9 * m[k]! + 0.1 * gradient[k]!;
      v[k] = 0.999 * v[k]! + 0.001 * gradient[k]! ** 2;
      const move = m[k]! / (1 - 0.9 ** step) / (Math.sqrt(v[k]! / (1 - 0.999 ** step)) + 1e-8);
      expected[k] = expected[k]! - 0.1 * (move + 0.5 * expected[k]!);
      near(weights[k]!, expected[k]!, 1e-5);
    }
  }
});

test('weight decay shrinks weights and leaves biases and scales alone', () => {
  const weights = Float32Array.of(1, 1);
  const segments = [
    { offset: 0, length: 1, decay: true, rate: 1 },
    { offset: 1, length: 1, decay: false, rate: 1 },
  ];
  adamW(weights, new Float32Array(2), freshMoments(2), segments, { ...settings, step: 1 });
  near(weights[0]!, 0.95);
  assert.equal(weights[1], 1);
});

test('AdamW finds the bottom of a valley whose sides differ a thousandfold in steepness', () => {
  const weights = Float32Array.of(5, -5);
  const moments = freshMoments(2);
  const segments = [{ offset: 0, length: 2, decay: false, rate: 1 }];
  for (let step = 1; step <= 2000; step++) {
    const gradient = Float32Array.of(1000 * (weights[0]! - 1), weights[1]! - 2);
    const learningRate = 0.1 * (1 - step / 2001);
    adamW(weights, gradient, moments, segments, { ...settings, learningRate, step });
  }
  near(weights[0]!, 1, 1e-2);
  near(weights[1]!, 2, 1e-2);
});

test('a long gradient is shortened and keeps its direction, a short one is left as it is', () => {
  const long = Float32Array.of(3, 4);
  assert.equal(clipLength(long, 1), 5);
  near(long[0]!, 0.6);
  near(long[1]!, 0.8);
  const short = Float32Array.of(0.3, 0.4);
  clipLength(short, 1);
  assert.deepEqual(short, Float32Array.of(0.3, 0.4));
  assert.ok(Number.isNaN(clipLength(Float32Array.of(NaN, 1), 1)));
});

test('the average of the weights begins with what is new and then has a long memory', () => {
  assert.ok(averageKeep(0, 0.99) < 0.2);
  assert.equal(averageKeep(1e6, 0.99), 0.99);
  assert.equal(averageKeep(5, 0), 0);
  const average = Float32Array.of(1);
  addToAverage(average, Float32Array.of(3), 0.75);
  near(average[0]!, 1.5);
});

test('the learning rate rises to its peak and falls to nothing', () => {
  near(learningRateShare(0, 9, 0), 0.1);
  near(learningRateShare(9, 9, 0), 1);
  near(learningRateShare(100, 9, 0.5), 0.5);
  near(learningRateShare(100, 9, 1), 0);
});

test('legs spread what is left over their own steps', () => {
  near(doneAt([{ step: 0, end: 100 }], 25), 0.25);
  const legs = [
    { step: 0, end: 100 },
    { step: 50, end: 150 },
  ];
  near(doneAt(legs, 50), 0.5);
  near(doneAt(legs, 100), 0.75);
  near(doneAt(legs, 150), 1);
  assert.equal(doneAt([], 7), 0);
});

test('a run by epochs ends at a step that no clock moves', () => {
  const pace = new Pace({ kind: 'epochs', epochs: 2 }, 30);
  pace.look(10, 1e6, 1e3);
  assert.deepEqual(pace.legs, [{ step: 0, end: 60 }]);
  assert.equal(pace.isOver(59, 1e9), false);
  assert.equal(pace.isOver(60, 0), true);
});

test('a run by the clock foresees its end, and anew when the machine becomes slower', () => {
  const pace = new Pace({ kind: 'minutes', minutes: 10 }, 30);
  assert.equal(pace.doneAt(5), 0);
  pace.look(10, 10, 1);
  assert.deepEqual(pace.legs, [{ step: 10, end: 600 }]);
  pace.look(100, 100, 1.001);
  assert.equal(pace.legs.length, 1, 'a little slower is not worth it');
  pace.look(300, 300, 2);
  assert.deepEqual(pace.legs.at(-1), { step: 300, end: 450 });
  assert.equal(pace.isOver(450, 600), true);
  near(pace.doneAt(450), 1);
});

test('a run by the clock is over soon after its time, whatever was foreseen', () => {
  const pace = new Pace({ kind: 'minutes', minutes: 1 }, 30);
  assert.equal(pace.isOver(3, 62), false);
  assert.equal(pace.isOver(3, 64), true);
});

test('a run that is gone on with ends where the new limit says', () => {
  const legs = [{ step: 0, end: 60 }];
  assert.deepEqual(new Pace({ kind: 'steps', steps: 60 }, 30, legs, 20).legs, legs);
  const longer = new Pace({ kind: 'steps', steps: 100 }, 30, legs, 20);
  assert.deepEqual(longer.legs, [...legs, { step: 20, end: 100 }]);
  near(longer.doneAt(20), 1 / 3);
});
