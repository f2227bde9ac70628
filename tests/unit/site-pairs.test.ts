import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pool, stretched, stretchOf, type Pooled } from '../../electron/contract/pooled.ts';
import { squaredDistance } from '../../electron/gallery/squared-distance.ts';
import { ClosestPairs } from '../../electron/station/risk/closest-pairs.ts';
import { stricterForSite } from '../../electron/station/risk/site-distances.ts';
import { SitePairs } from '../../electron/station/risk/site-pairs.ts';
import { seeded } from '../../electron/station/seeded.ts';
import { madeQuantiles } from '../support/made-scores.ts';
import { anyDirection } from '../support/made-site.ts';

const dims = 6;
const spread = { weight: 0.5, expected: 0.3 };

function anyTemplate(random: () => number): Pooled {
  const encodings = Array.from({ length: 1 + Math.floor(3 * random()) }, () =>
    anyDirection(dims, random),
  );
  return pool(encodings);
}

/** Every pair, the slow way. */
function allPairs(people: ReadonlyMap<string, Pooled>) {
  const list = [...people];
  return list
    .flatMap(([one, a], index) =>
      list.slice(index + 1).map(([other, b]) => {
        const plain = squaredDistance(a.encoding, b.encoding);
        const distance = stretched(plain, stretchOf(spread, a), stretchOf(spread, b));
        return { names: [one, other].sort().join(), distance };
      }),
    )
    .sort((a, b) => a.distance - b.distance);
}

test('after any coming, going and changing of people the pairs are those of everybody now', () => {
  const random = seeded(1);
  const waiting: (() => void)[] = [];
  let now = 0;
  const site = new SitePairs({
    spread,
    clock: { tick: () => (now += 0.5) },
    later: (task) => void waiting.push(task),
  });
  const people = new Map<string, Pooled>();
  for (let step = 0; step < 60; step++) {
    for (let change = 0; change < 4; change++) {
      const id = `p${Math.floor(random() * 40)}`;
      if (random() < 0.4) people.delete(id);
      else people.set(id, anyTemplate(random));
    }
    site.update([...people].map(([personId, template]) => ({ personId, template })).values());
    // Sometimes the next change comes before the last one was worked off.
    if (random() < 0.5) continue;
    while (waiting.length > 0) waiting.splice(0).forEach((task) => task());
    const expected = allPairs(people);
    assert.equal(site.distances?.comparisons, expected.length);
    assert.equal(site.distances?.closest.length, expected.length);
    expected.forEach(({ distance }, at) => {
      assert.ok(Math.abs(site.distances!.closest[at]! - distance) < 1e-6);
    });
    const named = site.closest.map(({ one, other }) => [one, other].sort().join());
    assert.deepEqual(
      named,
      expected.slice(0, 10).map(({ names }) => names),
    );
  }
});

test('the closest pairs are kept whole below their bound, in bounded room, whatever is removed', () => {
  const random = seeded(2);
  const pairs = new ClosestPairs(20);
  let all: { one: number; other: number; distance: number }[] = [];
  for (let row = 1; row < 40; row++) {
    for (let other = 0; other < row; other++) {
      const distance = random();
      all.push({ one: row, other, distance });
      pairs.offer(row, other, distance);
    }
    if (row % 5 === 0) {
      pairs.removeRow(row - 2);
      all = all.filter(({ one, other }) => one !== row - 2 && other !== row - 2);
    }
    const below = all.filter(({ distance }) => distance < pairs.bound);
    const expected = below.sort((a, b) => a.distance - b.distance);
    const found = pairs.within(1).filter(({ distance }) => distance < pairs.bound);
    assert.deepEqual(found, expected);
    assert.ok(pairs.distances().length <= 20);
  }
  pairs.offer(50, 51, NaN);
  assert.ok(pairs.distances().every((distance) => distance < 1));
});

test('a list that lost half of its pairs is called thin, until it is begun anew', () => {
  const pairs = new ClosestPairs(4);
  for (let other = 0; other < 4; other++) pairs.offer(9, other, 0.1 * (other + 1));
  assert.equal(pairs.isThin, false);
  pairs.removeRow(9);
  assert.equal(pairs.isThin, true);
  pairs.clear();
  assert.equal(pairs.isThin, false);
});

test('a site as unlike as the reference set leaves its threshold alone', () => {
  const comparisons = 100_000;
  // 1 in 1,000 below 0.13 is what the table says of strangers, and 2 in 1,000 are allowed.
  const closest = Float64Array.from({ length: 100 }, (_, at) => 0.09 + (0.04 * at) / 100);
  assert.equal(stricterForSite(madeQuantiles, { comparisons, closest }, 0.13, 2e-3), 0.13);
});

test('a site more alike than allowed gets the largest threshold at which its rate fits', () => {
  const comparisons = 10_000;
  const closest = Float64Array.from({ length: 100 }, (_, at) => 0.09 + (0.04 * at) / 100);
  const stricter = stricterForSite(madeQuantiles, { comparisons, closest }, 0.13, 2e-3);
  assert.equal(closest.filter((distance) => distance < stricter).length, 20);
});
