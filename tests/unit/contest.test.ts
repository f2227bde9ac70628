import assert from 'node:assert/strict';
import { test } from 'node:test';
import { holdContest, leastHeldOut } from '../../electron/station/contest/hold-contest.ts';
import { contestSchema } from '../../electron/contract/training.ts';
import { seeded } from '../../electron/station/seeded.ts';

const perPerson = 4;

function photosOf(people: number) {
  return Array.from({ length: people * perPerson }, (_, at) => {
    const personId = `p${Math.floor(at / perPerson)}`;
    return { personId, name: `Name of ${personId}` };
  });
}

/** Scores whose genuine pairs lie `apart` below the impostor ones, with as much noise as ever. */
function scores(people: number, apart: number, seed = 1): (one: number, other: number) => number {
  const random = seeded(seed);
  const photos = people * perPerson;
  const table = Array.from({ length: photos * photos }, () => random());
  const isGenuine = (a: number, b: number) =>
    Math.floor(a / perPerson) === Math.floor(b / perPerson);
  return (one, other) => table[one * photos + other]! + (isGenuine(one, other) ? 0 : apart);
}

function contest(people: number, champion: number, challenger: number) {
  return holdContest({
    kind: 'head',
    photos: photosOf(people),
    champion: { name: 'core', compare: scores(people, champion) },
    challenger: { name: 'core-site', compare: scores(people, challenger, 2) },
    pack: 'core-site',
    comparator: 'distance',
  });
}

test('a challenger whose errors are clearly fewer is better, with the interval to show it', () => {
  const held = contest(30, 0.5, 0.9);
  assert.ok(held.ok);
  const { better, gain, champion, challenger, heldOut } = held.value;
  assert.ok(better && gain.low95 > 0);
  assert.ok(gain.low95 < gain.estimate && gain.estimate < gain.high95);
  assert.ok(Math.abs(gain.estimate - (champion.eer - challenger.eer)) < 1e-12);
  // Two uniform distributions that are 0.5 apart cross at a rate of 0.25.
  assert.ok(Math.abs(champion.eer - 0.25) < 0.05, String(champion.eer));
  assert.ok(challenger.accuracy > champion.accuracy);
  assert.deepEqual(heldOut, { people: 30, photos: 120, genuine: 180, impostor: 6960 });
  assert.ok(contestSchema.safeParse({ ...held.value, strictest: null }).success);
});

test('a challenger that is as good is not better, and one that is worse still less', () => {
  for (const challenger of [0.5, 0.3]) {
    const held = contest(30, 0.5, challenger);
    assert.equal(held.ok && held.value.better, false);
  }
});

test('the very same scores have no gain at all', () => {
  const compare = scores(20, 0.5);
  const sides = { champion: { name: 'a', compare }, challenger: { name: 'b', compare } };
  const terms = { kind: 'logistic', pack: null, comparator: 'logistic' } as const;
  const held = holdContest({ ...terms, ...sides, photos: photosOf(20) });
  assert.ok(held.ok);
  assert.deepEqual(held.value.gain, { estimate: 0, low95: 0, high95: 0 });
  assert.equal(held.value.better, false);
});

test('too few people held out are told with their number', () => {
  const held = contest(leastHeldOut - 1, 0.5, 0.9);
  assert.equal(!held.ok && held.error.code, 'training-too-few');
  assert.match(held.ok ? '' : held.error.message, /9 people .* 10 are needed/);
});

test('what is no number is no match: it never helps a challenger', () => {
  const sides = {
    champion: { name: 'a', compare: scores(20, 0.9) },
    challenger: { name: 'b', compare: () => NaN },
  };
  const terms = { kind: 'head', pack: null, comparator: 'distance' } as const;
  const held = holdContest({ ...terms, ...sides, photos: photosOf(20) });
  assert.ok(held.ok);
  assert.equal(held.value.better, false);
  assert.equal(held.value.challenger.accuracy, 0.5);
});

test('points rise in FMR and fall in FNMR; the closest pairs are of two people each', () => {
  const held = contest(20, 0.5, 0.9);
  assert.ok(held.ok);
  const { det, closest } = held.value.champion;
  for (const [at, point] of det.entries()) {
    const before = det[at - 1] ?? { fmr: -1, fnmr: 1 };
    assert.ok(point.fmr > before.fmr && point.fnmr <= before.fnmr);
  }
  assert.equal(closest.length, 10);
  for (const [at, pair] of closest.entries()) {
    assert.notEqual(pair.one.id, pair.other.id);
    assert.ok(pair.distance >= (closest[at - 1]?.distance ?? 0));
  }
});

test('photos that one side cannot encode are no closest pair, and the result can be kept as JSON', () => {
  const held = holdContest({
    kind: 'encoder',
    photos: photosOf(12),
    champion: { name: 'core', compare: () => NaN },
    challenger: { name: 'own', compare: scores(12, 0.9) },
    pack: 'own',
    comparator: 'distance',
  });
  assert.ok(held.ok);
  assert.deepEqual(held.value.champion.closest, []);
  const kept: unknown = JSON.parse(JSON.stringify({ ...held.value, strictest: null }));
  assert.ok(contestSchema.safeParse(kept).success);
});
