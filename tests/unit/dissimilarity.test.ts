import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Comparator } from '../../electron/contract/comparator.ts';
import {
  dissimilarityOf,
  isComparatorFor,
  partialSumOf,
} from '../../electron/contract/dissimilarity.ts';
import { pool, type Pooled } from '../../electron/contract/pooled.ts';
import { Gallery } from '../../electron/gallery/gallery.ts';
import { SiteRows } from '../../electron/station/risk/site-rows.ts';
import { eachRow, referenceRows } from '../../electron/station/score-pairs.ts';
import { seeded } from '../../electron/station/seeded.ts';
import { anyDirection } from '../support/made-site.ts';

const dims = 9;
const random = seeded(1);
const weights = Float32Array.from(anyDirection(dims, random), (value) => 2 * Math.abs(value));
const comparators: readonly Comparator[] = [
  { kind: 'distance' },
  { kind: 'logistic', weights },
  { kind: 'chi2', weights },
];
const spread = { weight: 0.3, expected: 0.2 };

function byHand(comparator: Comparator, a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, one, at) => {
    const difference = Math.abs(one - b[at]!);
    if (comparator.kind === 'distance') return sum + difference ** 2;
    const weight = comparator.weights[at]!;
    if (comparator.kind === 'logistic') return sum + weight * difference;
    return sum + (weight * difference ** 2) / (Math.abs(one) + Math.abs(b[at]!));
  }, 0);
}

test('every comparator sums what its formula says, whole and in parts', () => {
  const [a, b] = [anyDirection(dims, random), anyDirection(dims, random)];
  for (const comparator of comparators) {
    const whole = dissimilarityOf(comparator)(a, b);
    assert.ok(Math.abs(whole - byHand(comparator, a, b)) < 1e-6, comparator.kind);
    const partial = partialSumOf(comparator);
    const rows = Float32Array.from([...a, ...b]);
    const parts = partial(a, rows, dims, 0, 4) + partial(a, rows, dims, 4, dims);
    assert.ok(Math.abs(whole - parts) < 1e-6, comparator.kind);
  }
});

test('unit encodings are from 0 to 4 apart, alike from both sides, and 0 from themselves', () => {
  for (const comparator of comparators) {
    const compare = dissimilarityOf(comparator);
    for (let round = 0; round < 200; round++) {
      const [a, b] = [anyDirection(dims, random), anyDirection(dims, random)];
      const found = compare(a, b);
      assert.ok(found >= 0 && found <= 4 + 1e-5);
      assert.ok(Math.abs(found - compare(b, a)) < 1e-6);
      assert.ok(
        compare(
          a,
          b.map((value) => -value),
        ) <=
          4 + 1e-5,
      );
      assert.equal(compare(a, a), 0);
    }
    assert.equal(compare(new Float32Array(dims), new Float32Array(dims)), 0);
  }
});

test('an encoding with a number that is none is like nobody', () => {
  const broken = anyDirection(dims, random);
  broken[3] = NaN;
  for (const comparator of comparators) {
    assert.ok(!(dissimilarityOf(comparator)(broken, anyDirection(dims, random)) < 4));
  }
});

test('weights below 0, of another length, or too few are no comparator', () => {
  const bad = [
    weights.map((weight) => weight / 2),
    weights.map((weight, at) => (at === 0 ? -weight : weight)),
    weights.map((weight, at) => (at === 0 ? NaN : weight)),
    weights.slice(1),
    new Float32Array(dims),
  ];
  for (const kind of ['logistic', 'chi2'] as const) {
    assert.ok(isComparatorFor({ kind, weights }, dims));
    for (const wrong of bad) {
      assert.ok(!isComparatorFor({ kind, weights: wrong }, dims));
      assert.throws(() => new Gallery(dims, spread, { kind, weights: wrong }), RangeError);
    }
  }
});

test('gallery, site and score statistics compare alike, by every comparator', () => {
  const people = Array.from({ length: 80 }, (_, id) => ({ id: `p${id}`, template: template() }));
  for (const comparator of comparators) {
    const gallery = new Gallery(dims, spread, comparator);
    const rows = new SiteRows(spread, comparator);
    for (const { id, template } of people) {
      assert.ok(gallery.set(id, template));
      rows.append(id, template);
    }
    const bare = { weight: 0, expected: 0 };
    const plain = new SiteRows(bare, comparator);
    people.forEach(({ id, template }) => plain.append(id, template));
    const photos = people.map(({ id, template }) => ({ person: id, encoding: template.encoding }));
    const compared: (row: number, distances: Float64Array) => void = (row, distances) => {
      for (let other = row + 1; other < people.length; other++) {
        const exact = rows.distance(row, other, Infinity);
        const found = gallery.nearestOf(people[other]!.id, people[row]!.template);
        assert.ok(found && Math.abs(found.distance - exact) < 1e-5);
        assert.ok(rows.distance(row, other, 0.1) >= Math.min(exact, 0.1) - 1e-6);
        const single = plain.distance(row, other, Infinity);
        assert.ok(Math.abs(distances[other]! - single) < 1e-5, comparator.kind);
      }
    };
    eachRow(referenceRows(photos), compared, comparator);
    const probe = template();
    const nearest = people
      .map(({ id }) => gallery.nearestOf(id, probe)!)
      .sort((one, other) => one.distance - other.distance);
    assert.deepEqual(gallery.nearest(probe), nearest[0]);
    assert.deepEqual(gallery.within(probe, 5, 7), nearest.slice(0, 7));
  }
});

/** One photo, or two that lie apart. */
function template(): Pooled {
  const one = anyDirection(dims, random);
  if (random() < 0.5) return pool([one]);
  const beside = one.map((value, at) => value + 0.05 * at);
  const length = Math.hypot(...beside);
  return pool([one, beside.map((value) => value / length)]);
}
