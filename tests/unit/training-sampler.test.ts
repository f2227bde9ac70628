import assert from 'node:assert/strict';
import { test } from 'node:test';
import { batchShape } from '../../native-models/training/batch-shape.ts';
import { Sampler, type Batch } from '../../native-models/training/sampler.ts';
import { TrainingFault } from '../../native-models/training/training-fault.ts';

const recipe = { people: 16, photos: 4, singles: 0.25 };

/** People with that many photos each; crops are numbered through. */
function peopleWith(counts: readonly number[]): Map<number, number[]> {
  let next = 0;
  return new Map(
    counts.map((count, person) => [person, Array.from({ length: count }, () => next++)]),
  );
}

function samplerOf(counts: readonly number[], seed: number): Sampler {
  const single = counts.filter((count) => count === 1).length;
  const shape = batchShape(recipe, counts.length - single, single);
  return new Sampler(peopleWith(counts), shape, seed);
}

const counts = [
  ...Array<number>(40).fill(6),
  ...Array<number>(3).fill(30),
  ...Array<number>(50).fill(1),
];

const plain = ({ crops, people, seeds }: Batch) => [[...crops], [...people], [...seeds]];

test('a batch is the recipe’s where there are people enough: a quarter with one photo only', () => {
  assert.deepEqual(batchShape(recipe, 1000, 1000), {
    people: 12,
    photos: 4,
    singles: 8,
    views: 64,
    chunk: 32,
  });
});

test('with fewer people a batch still fills whole runs', () => {
  for (let several = 0; several < 30; several++) {
    for (const single of [0, 1, 5, 40]) {
      if (several + single < 2) continue;
      const shape = batchShape(recipe, several, single);
      assert.equal(shape.views, shape.people * shape.photos + 2 * shape.singles);
      assert.equal(shape.views % shape.chunk, 0);
      assert.ok(shape.people <= several && shape.singles <= single);
    }
  }
});

test('one person alone cannot be told from anybody', () => {
  const isTooFew = (cause: unknown) => cause instanceof TrainingFault && cause.kind === 'too-few';
  assert.throws(() => batchShape(recipe, 1, 0), isTooFew);
  assert.throws(() => batchShape(recipe, 0, 1), isTooFew);
});

test('a batch shows each of its people in the planned number of photos, nobody twice', () => {
  const sampler = samplerOf(counts, 1);
  for (let number = 0; number < 3 * sampler.batchesPerEpoch; number++) {
    const batch = sampler.batch(number);
    const views = new Map<number, number>();
    for (const person of batch.people) views.set(person, (views.get(person) ?? 0) + 1);
    for (const [person, count] of views) assert.equal(count, person < 43 ? 4 : 2);
    assert.equal(batch.crops.length, 64);
    const owner = peopleWith(counts);
    batch.crops.forEach((crop, view) => assert.ok(owner.get(batch.people[view]!)!.includes(crop)));
  }
});

test('an epoch shows almost every photo of people with several', () => {
  const sampler = samplerOf(counts, 2);
  const shown = new Set<number>();
  for (let number = 0; number < sampler.batchesPerEpoch; number++) {
    for (const crop of sampler.batch(number).crops) shown.add(crop);
  }
  const several = 40 * 6 + 3 * 30;
  assert.ok([...shown].filter((crop) => crop < several).length > 0.8 * several);
});

test('two photos of one person are never shown the same way', () => {
  const { seeds } = samplerOf(counts, 3).batch(0);
  assert.equal(new Set(seeds).size, seeds.length);
});

test('a batch depends on the seed and its number, not on what was asked before', () => {
  const forwards = samplerOf(counts, 4);
  const all = Array.from({ length: 40 }, (_, number) => plain(forwards.batch(number)));
  const backwards = samplerOf(counts, 4);
  for (let number = 39; number >= 0; number--) {
    assert.deepEqual(plain(backwards.batch(number)), all[number]);
  }
  assert.notDeepEqual(plain(samplerOf(counts, 5).batch(0)), all[0]);
});
