import assert from 'node:assert/strict';
import { test } from 'node:test';
import { comparatorAnswer } from '../../electron/cli/bench/comparator-answer.ts';
import { crossFittedComparisons, fitByFold } from '../../electron/cli/bench/cross-fit.ts';
import type { EncodedPhoto } from '../../electron/cli/bench/encode-folder.ts';
import { fitComparator } from '../../electron/cli/bench/fit-comparator.ts';
import { parsePairs, type PairList } from '../../electron/cli/bench/lfw-pairs.ts';
import {
  measureComparator,
  overFolds,
  pairedDifference,
} from '../../electron/cli/bench/measure-comparator.ts';
import { seeded } from '../../electron/station/seeded.ts';
import { anyDirection } from '../support/made-site.ts';

const dims = 8;

/** Two photos of each person, a little apart. */
function photosOf(people: number, seed = 1): EncodedPhoto[] {
  const random = seeded(seed);
  return Array.from({ length: people }, (_, person) => {
    const middle = anyDirection(dims, random);
    return [1, 2].map((number): EncodedPhoto => {
      const away = anyDirection(dims, random);
      const raw = middle.map((value, at) => value + 0.7 * away[at]!);
      const length = Math.hypot(...raw);
      const name = `p${person}`;
      const encoding = raw.map((value) => value / length);
      const photo = `${name}/${name}_000${number}`;
      return { photo, person: name, encoding, quality: 1, code: null, ms: 1 };
    });
  }).flat();
}

/** Each fold has people of its own. */
function listOf(folds: number, perFold: number): PairList {
  const lines = Array.from({ length: folds }, (_, fold) => {
    const people = Array.from({ length: perFold }, (_, at) => `p${fold * perFold + at}`);
    const genuine = people.map((name) => `${name}\t1\t2`);
    const next = (at: number): string => people[(at + 1) % perFold]!;
    return [...genuine, ...people.map((name, at) => `${name}\t1\t${next(at)}\t2`)];
  }).flat();
  const list = parsePairs([`${folds}\t${perFold}`, ...lines].join('\n'));
  assert.ok(list.ok);
  return list.value;
}

test('nobody of a tested fold was learnt from, nor anybody who is on no list', () => {
  const photos = photosOf(60);
  const list = listOf(4, 12);
  const fitted = fitByFold('logistic', list, photos);
  for (const [fold, unit] of fitted) {
    const others = photos.filter(({ person }) => {
      const number = Number(person.slice(1));
      return number < 48 && Math.floor(number / 12) !== fold;
    });
    assert.deepEqual(unit, fitComparator('logistic', others), `fold ${fold}`);
  }
});

test('both halves of the people are compared, by what the other half taught', () => {
  const photos = photosOf(41);
  const comparisons = crossFittedComparisons('chi2', photos, seeded(1));
  let impostor = 0;
  const genuine = new Set<number>();
  comparisons.impostor(() => impostor++);
  comparisons.genuine((person) => void genuine.add(person));
  assert.equal(comparisons.people, 41);
  assert.equal(genuine.size, 41);
  assert.equal(impostor, 4 * ((20 * 19) / 2 + (21 * 20) / 2));
});

test('the distance beside itself differs by nothing; its accuracy is that of the folds', () => {
  const photos = photosOf(48);
  const list = listOf(4, 12);
  const distance = measureComparator('distance', list, photos);
  const answer = comparatorAnswer('made', 'logistic', photos, list, distance, distance);
  assert.deepEqual(answer.difference, { estimate: 0, low95: 0, high95: 0 });
  assert.equal(answer.acquired, 96);
  assert.ok(answer.accuracy !== null && answer.accuracy > 0.8);
  assert.ok(answer.brier < 0.15);
  const shares = answer.reliability.reduce((sum, { share }) => sum + share, 0);
  assert.ok(Math.abs(shares - 1) < 1e-9);
});

test('a photo that was not acquired makes its pair wrong and has no probability', () => {
  const photos = photosOf(48).map((photo): EncodedPhoto =>
    photo.photo === 'p0/p0_0001' ? { ...photo, encoding: null, code: 'no-face' } : photo,
  );
  const figures = measureComparator('logistic', listOf(4, 12), photos);
  assert.equal(figures.acquired, 94);
});

test("the interval of a mean over folds is Student's", () => {
  // Ten folds: t = 2.262 for nine degrees of freedom.
  const { estimate, low95, high95 } = overFolds([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  assert.equal(estimate, 5.5);
  assert.ok(Math.abs(high95 - 5.5 - 2.262 * 0.95743) < 2e-3);
  assert.ok(Math.abs(high95 + low95 - 11) < 1e-9);
  const few = overFolds([0, 1]);
  assert.ok(Math.abs(few.high95 - 0.5 - 12.706 * 0.5) < 1e-9);
});

test('a difference is of the same folds, so what all find hard falls out', () => {
  const folded = (values: readonly number[]) => ({
    ...{ accuracy: 0, accuracySe: 0, threshold: 0 },
    byFold: new Map(values.map((value, fold) => [fold, value])),
  });
  const found = pairedDifference(folded([0.9, 0.8, 0.7]), folded([0.88, 0.78, 0.68]));
  assert.ok(Math.abs(found.estimate - 0.02) < 1e-9 && found.low95 > 0.019);
});
