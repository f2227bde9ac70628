import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pooledComparisons, singleComparisons } from '../../electron/station/spread/comparisons.ts';
import type { EncodedPhoto } from '../../electron/cli/bench/encode-folder.ts';
import { drawIdentifySet } from '../../electron/cli/bench/identify-set.ts';
import { drawPooledSets } from '../../electron/station/spread/pooled-sets.ts';
import { scoreList, scorePooled } from '../../electron/cli/bench/scored-pairs.ts';
import { seeded } from '../../electron/station/seeded.ts';

/** So that all of the spread of two photos counts. */
const rule = { weight: 0.5, expected: 1 };

/** A photo whose encoding points along one axis of its own, so that sums show who went in. */
function madePhoto(person: number, number: number, acquired = true): EncodedPhoto {
  const encoding = new Float32Array(400);
  encoding[10 * person + number] = 1;
  return {
    photo: `p${person}/p${person}_${number}`,
    person: `p${person}`,
    encoding: acquired ? encoding : null,
    quality: acquired ? 0.5 : 0,
    code: acquired ? null : 'no-face',
    ms: 1,
  };
}

function madePeople(people: number, photos: number): EncodedPhoto[] {
  return Array.from({ length: people * photos }, (_, at) =>
    madePhoto(Math.floor(at / photos), at % photos),
  );
}

function axesOf(encoding: Float32Array): number[] {
  return [...encoding.keys()].filter((at) => encoding[at] !== 0);
}

test('template and probe of a person have no photo in common, and are that person’s alone', () => {
  const rounds = drawPooledSets(madePeople(4, 6), { templates: 2, probes: 3 }, seeded(1));
  assert.ok(rounds.length > 1);
  for (const sets of rounds) {
    assert.deepEqual(
      sets.map(({ person }) => person),
      ['p0', 'p1', 'p2', 'p3'],
    );
    sets.forEach(({ template, probe }, person) => {
      const [one, other] = [axesOf(template.encoding), axesOf(probe.encoding)];
      assert.deepEqual([one.length, other.length], [2, 3]);
      assert.equal(new Set([...one, ...other]).size, 5);
      for (const axis of [...one, ...other]) assert.equal(Math.floor(axis / 10), person);
    });
  }
  const drawn = new Set(rounds.map((sets) => axesOf(sets[0]!.template.encoding).join()));
  assert.ok(drawn.size > 1, 'every round draws anew');
});

test('rounds are drawn until there are 1,000 genuine comparisons, the same in every run', () => {
  const draw = () => drawPooledSets(madePeople(40, 3), { templates: 1, probes: 2 }, seeded(5));
  assert.equal(draw().length, 25);
  assert.deepEqual(draw(), draw());
});

test('few people are not drawn more than a hundred times', () => {
  const rounds = drawPooledSets(madePeople(3, 3), { templates: 1, probes: 2 }, seeded(5));
  assert.equal(rounds.length, 100);
});

test('people with too few acquired photos are in no set', () => {
  const photos = [...madePeople(2, 3), madePhoto(2, 0), madePhoto(2, 1), madePhoto(2, 2, false)];
  const [sets] = drawPooledSets(photos, { templates: 1, probes: 2 }, seeded(1));
  assert.deepEqual(
    sets?.map(({ person }) => person),
    ['p0', 'p1'],
  );
  assert.deepEqual(drawPooledSets(photos, { templates: 2, probes: 2 }, seeded(1)), []);
});

test('pooled comparisons pair everyone’s template with everyone’s probe, spread included', () => {
  const rounds = drawPooledSets(madePeople(3, 2), { templates: 1, probes: 1 }, seeded(1)).slice(
    0,
    2,
  );
  const seen = { genuine: 0, impostor: 0 };
  const comparisons = pooledComparisons(rounds, rule);
  comparisons.genuine(() => seen.genuine++);
  comparisons.impostor((distance) => {
    seen.impostor++;
    assert.equal(distance, 2);
  });
  assert.deepEqual(seen, { genuine: 6, impostor: 12 });
  const sets = drawPooledSets(madePeople(2, 4), { templates: 2, probes: 2 }, seeded(1)).slice(0, 1);
  // Two orthogonal encodings pooled have a spread of a half: 2 · (1 + 0.5 · 0.5 + 0.5 · 0.5).
  pooledComparisons(sets, rule).impostor((distance) => assert.ok(Math.abs(distance - 3) < 1e-6));
});

test('a failure to acquire fails its genuine comparisons and takes part in no impostor one', () => {
  const photos = [...madePeople(2, 2), madePhoto(1, 2, false)];
  const genuine: (number | null)[] = [];
  const impostor: number[] = [];
  const comparisons = singleComparisons(photos);
  comparisons.genuine((_person, distance) => genuine.push(distance));
  comparisons.impostor((distance) => impostor.push(distance));
  assert.deepEqual(genuine, [2, 2, null, null]);
  assert.deepEqual(impostor, [2, 2, 2, 2]);
});

test('a pair of the list has the lower quality of its two, and no distance without both', () => {
  const photos = [madePhoto(0, 0), { ...madePhoto(0, 1), quality: 0.2 }, madePhoto(1, 0, false)];
  const [first, second, third] = photos.map(({ photo }) => photo);
  const pairs = [
    { one: first!, other: second!, same: true, fold: 0 },
    { one: first!, other: third!, same: false, fold: 1 },
  ];
  assert.deepEqual(scoreList({ pairs, folds: 2 }, photos), [
    { same: true, fold: 0, distance: 2, quality: 0.2 },
    { same: false, fold: 1, distance: null, quality: 0 },
  ]);
});

test('pooled accuracy sets a stranger of the same fold against each genuine comparison', () => {
  const rounds = drawPooledSets(madePeople(8, 2), { templates: 1, probes: 1 }, seeded(1)).slice(
    0,
    3,
  );
  const pairs = scorePooled(rounds, rule, seeded(2));
  assert.equal(pairs.length, 3 * 8 * 2);
  for (const fold of [0, 1, 2, 3]) {
    const members = pairs.filter((pair) => pair.fold === fold);
    assert.equal(members.filter(({ same }) => same).length, 6);
    assert.equal(members.filter(({ same }) => !same).length, 6);
  }
});

test('identification: one acquired photo each is enrolled, and never asked about', () => {
  const photos = [madePhoto(0, 0, false), ...madePeople(5, 3).slice(1)];
  const drawn = drawIdentifySet(photos, 3, seeded(1));
  assert.ok(drawn.ok);
  const { enrolled, known, unknown } = drawn.value;
  assert.equal(enrolled.length, 3);
  assert.equal(enrolled.length + known.length + unknown.length, photos.length);
  const ours = new Set(enrolled.map(({ person }) => person));
  assert.ok(known.every(({ person }) => ours.has(person)));
  assert.ok(unknown.every(({ person }) => !ours.has(person)));
  assert.ok(!known.some(({ photo }) => enrolled.some((one) => one.photo === photo)));
});

test('identification needs strangers: not everybody can be enrolled', () => {
  const drawn = drawIdentifySet(madePeople(3, 2), 3, seeded(1));
  assert.equal(!drawn.ok && drawn.error.code, 'invalid-request');
});
