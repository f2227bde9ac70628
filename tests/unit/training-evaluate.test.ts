import assert from 'node:assert/strict';
import { test } from 'node:test';
import { verification } from '../../native-models/training/evaluate.ts';
import { randomOf } from '../../native-models/training/random.ts';

/** Unit vectors of 16 components: a direction per person, and noise of that size. */
function encodingsOf(people: readonly number[], noise: number): Float32Array {
  const rows = people.map((person, index) => {
    const own = randomOf(1, person);
    const random = randomOf(2, index);
    const raw = Array.from({ length: 16 }, () => own() - 0.5 + noise * (random() - 0.5));
    return raw.map((value) => value / Math.hypot(...raw));
  });
  return Float32Array.from(rows.flat());
}

const people = Array.from({ length: 200 }, (_, index) => Math.floor(index / 4));

test('people that lie apart are told apart without an error', () => {
  const result = verification(encodingsOf(people, 0.05), 16, people, 1);
  assert.equal(result?.accuracy, 1);
  assert.equal(result.auc, 1);
  assert.equal(result.pairs, 300);
  assert.equal(result.folds, 10);
});

test('encodings that know nothing are right half the time', () => {
  const strangers = encodingsOf(
    people.map((_, index) => index),
    0,
  );
  const result = verification(strangers, 16, people, 1);
  assert.ok(result !== null);
  assert.ok(Math.abs(result.accuracy - 0.5) < 0.1, `${result.accuracy}`);
  assert.ok(Math.abs(result.auc - 0.5) < 0.1, `${result.auc}`);
});

test('encodings that are all the same are no better than chance', () => {
  const same = encodingsOf(Array<number>(200).fill(0), 0);
  const result = verification(same, 16, people, 1);
  assert.equal(result?.auc, 0.5);
  assert.ok(result.accuracy <= 0.5);
});

test('the better the encodings, the higher both figures; the same seed gives the same ones', () => {
  const [good, poor] = [1.2, 2].map((noise) =>
    verification(encodingsOf(people, noise), 16, people, 3),
  );
  assert.ok(good!.accuracy > poor!.accuracy && good!.auc > poor!.auc);
  assert.ok(good!.accuracy < 1 && poor!.accuracy > 0.5);
  assert.deepEqual(verification(encodingsOf(people, 2), 16, people, 3), poor);
});

test('somebody with a hundred photos is no more than a part of the test', () => {
  const many = [...people, ...Array<number>(100).fill(99)];
  assert.equal(verification(encodingsOf(many, 0.1), 16, many, 1)?.pairs, 306);
});

test('too few people to deal into folds give no figure', () => {
  assert.equal(verification(new Float32Array(0), 16, [], 1), null);
  const three = [0, 0, 1, 1, 2, 3];
  assert.equal(verification(encodingsOf(three, 0.1), 16, three, 1), null);
  const four = [0, 0, 1, 1, 2, 2, 3, 3];
  assert.equal(verification(encodingsOf(four, 0.05), 16, four, 1)?.accuracy, 1);
});
