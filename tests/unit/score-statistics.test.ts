import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lowerBound, upperBound } from '../../electron/station/clopper-pearson.ts';
import { isOrderly } from '../../electron/station/risk/quantiles.ts';
import { riskAt } from '../../electron/station/risk/risk-at.ts';
import {
  leastMatches,
  scoreStatistics,
  type ReferencePhoto,
} from '../../electron/station/score-statistics.ts';
import { eachRow, referenceRows } from '../../electron/station/score-pairs.ts';
import { seeded } from '../../electron/station/seeded.ts';
import { squaredDistance } from '../../electron/gallery/squared-distance.ts';
import { anyDirection, onCircle } from '../support/made-site.ts';

const reference = { name: 'made', date: '2026-11-24' };

function photos(person: string, encodings: readonly (Float32Array | null)[]): ReferencePhoto[] {
  return encodings.map((encoding) => ({ person, encoding }));
}

/** Strangers in all directions alike, two photos each a little apart. */
function strangers(people: number, dims: number, random: () => number): ReferencePhoto[] {
  return Array.from({ length: people }, (_, person) => {
    const one = anyDirection(dims, random);
    return photos(`p${person}`, [one, beside(one, 0.1, random)]);
  }).flat();
}

function beside(one: Float32Array, far: number, random: () => number): Float32Array {
  const away = anyDirection(one.length, random);
  const moved = one.map((value, at) => value + far * away[at]!);
  const length = Math.hypot(...moved);
  return moved.map((value) => value / length);
}

test('a small set is counted as by hand', () => {
  const [a, b, c] = [onCircle(0), onCircle(0.101), onCircle(1.005)];
  const scores = scoreStatistics(
    [...photos('a', [a, a, a, a, null]), ...photos('b', [b, b, b]), ...photos('c', [c, null])],
    reference,
  );
  assert.equal(scores.people, 3);
  assert.equal(scores.photos, 10);
  // a with b 12, a with c 4, b with c 3: photos without a face are compared with no stranger.
  assert.equal(scores.impostorComparisons, 19);
  // 10 of five photos, 3 of three, 1 of two: a photo without a face fails with each of its own.
  assert.equal(scores.genuineComparisons, 14);
  assert.equal(scores.histogram.genuine[0], 9);
  assert.equal(scores.histogram.genuine.length, 1);
  assert.equal(scores.histogram.impostor[10], 12);
  assert.equal(
    scores.histogram.impostor.reduce((sum, count) => sum + count, 0),
    19,
  );
  // 3 of 19 do not carry a row, 5 and 9 do.
  assert.deepEqual(
    scores.quantiles.map(({ fmr }) => fmr),
    [0.3, 0.5],
  );
});

test('each row’s distance has no more false matches below it than its rate allows', () => {
  const set = strangers(150, 6, seeded(3));
  const { quantiles, impostorComparisons } = scoreStatistics(set, reference);
  assert.ok(isOrderly(quantiles));
  assert.ok(quantiles[0]!.fmr * impostorComparisons >= leastMatches);
  assert.ok(quantiles[0]!.fmr * impostorComparisons < 2.5 * leastMatches);
  const rows = [...set.entries()];
  for (const { fmr, distance, fnmr } of quantiles) {
    let [impostor, genuine] = [0, 0];
    for (const [index, one] of rows) {
      for (const other of set.slice(index + 1)) {
        if (!(squaredDistance(one.encoding!, other.encoding!) < distance)) continue;
        if (one.person === other.person) genuine++;
        else impostor++;
      }
    }
    assert.ok(impostor <= fmr * impostorComparisons + 1e-6);
    assert.ok(impostor > 0.9 * fmr * impostorComparisons - 1);
    assert.ok(Math.abs(fnmr - (1 - genuine / 150)) < 1e-5);
  }
});

test('upper bounds lie above the estimate and above the exact bound of as many comparisons', () => {
  const { quantiles, impostorComparisons } = scoreStatistics(
    strangers(150, 6, seeded(4)),
    reference,
  );
  for (const { fmr, fmrUpper95 } of quantiles) {
    const matches = Math.floor(fmr * impostorComparisons + 1e-6);
    assert.ok(fmrUpper95 > fmr);
    assert.ok(fmrUpper95 >= 0.999 * upperBound(matches - 1, impostorComparisons, 0.05));
  }
});

test('one person who looks like many widens the bound', () => {
  const set = strangers(400, 6, seeded(5));
  const plain = scoreStatistics(set, reference);
  const random = seeded(6);
  // Twenty photos of one person, each beside another stranger's.
  const everybody = set.filter((_, index) => index % 40 === 0);
  const alike = everybody.map(({ encoding }) => beside(encoding!, 0.02, random));
  const mixed = scoreStatistics([...set, ...photos('everybody', alike)], reference);
  const width = ({ quantiles }: typeof plain): number => {
    const row = quantiles.find(({ fmr }) => fmr === 1e-4)!;
    return row.fmrUpper95 / row.fmr;
  };
  assert.ok(width(mixed) > 1.2 * width(plain), `${width(mixed)} and ${width(plain)}`);
});

test('the same set gives the same table, in whatever order its people come', () => {
  const set = strangers(60, 6, seeded(7));
  assert.deepEqual(scoreStatistics(set, reference), scoreStatistics(set, reference));
  const turned = scoreStatistics(set.toReversed(), reference).quantiles;
  const distances = scoreStatistics(set, reference).quantiles.map(({ distance }) => distance);
  assert.deepEqual(
    turned.map(({ distance }) => distance),
    distances,
  );
});

test('distances of all pairs are those of the station', () => {
  const set = strangers(5, 7, seeded(8)).slice(0, 9);
  const rows = referenceRows(set);
  const seen: string[] = [];
  eachRow(rows, (row, distances) => {
    for (let other = row + 1; other < set.length; other++) {
      const expected = squaredDistance(set[row]!.encoding!, set[other]!.encoding!);
      assert.ok(Math.abs(distances[other]! - expected) < 1e-6);
      seen.push(`${row} ${other}`);
    }
  });
  assert.equal(new Set(seen).size, 36);
});

test('what is promised to strangers is held by galleries and strangers nobody has seen', () => {
  const dims = 6;
  const { quantiles } = scoreStatistics(strangers(500, dims, seeded(9)), reference);
  const random = seeded(10);
  for (const [people, target] of [
    [100, 0.05],
    [100, 0.01],
    [300, 0.05],
    [1000, 0.1],
  ] as const) {
    const setting = { dial: 'custom', target } as const;
    const { view } = riskAt({ quantiles, people, site: null }, 'identify', setting);
    assert.ok(view.supported);
    const probes = 2000;
    let taken = 0;
    // Several galleries: one alone could be lucky.
    for (let round = 0; round < 4; round++) {
      const gallery = Array.from({ length: people }, () => anyDirection(dims, random));
      for (let probe = 0; probe < probes / 4; probe++) {
        const stranger = anyDirection(dims, random);
        if (gallery.some((one) => squaredDistance(one, stranger) < view.threshold)) taken++;
      }
    }
    assert.ok(lowerBound(taken, probes, 0.05) <= target, `${taken} of ${probes} at ${target}`);
    // A threshold that lets nobody in would hold any promise.
    assert.ok(upperBound(taken, probes, 0.05) > target / 5, `${taken} of ${probes} at ${target}`);
  }
});
