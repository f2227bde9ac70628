import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { SiteTemplate } from '../../electron/hosts/training/job.ts';
import { withNames } from '../../electron/hosts/training/contest-names.ts';
import { ofUse } from '../../electron/hosts/training/site-people.ts';
import { splitSite, type SiteSplit } from '../../electron/hosts/training/site-split.ts';
import { madeContest } from '../support/made-contest.ts';
import { faceOf, madeStation, photo } from '../support/made-station.ts';

const length = 4;

function templates(people: number, photos: number): SiteTemplate[] {
  return Array.from({ length: people * photos }, (_, at) => {
    const personId = `p${Math.floor(at / photos)}`;
    return { personId, name: `Name of ${personId}`, encoding: Float32Array.of(1, 0, 0, 0) };
  });
}

function split(given: readonly SiteTemplate[]): SiteSplit {
  const done = splitSite(given, length);
  assert.ok(done.ok);
  return done.value;
}

const idsOf = (people: SiteSplit['learnt']): Set<string> =>
  new Set(people.map(({ personId }) => personId));

test('a third of the people is held out, and nobody is on both sides', () => {
  const { learnt, heldOut } = split(templates(60, 3));
  assert.deepEqual([learnt.length, heldOut.length], [40, 20]);
  assert.equal(idsOf([...learnt, ...heldOut]).size, 60);
});

test('who is held out depends on ids, and on no order of enrolment', () => {
  const given = templates(60, 2);
  const once = idsOf(split(given).heldOut);
  assert.deepEqual(idsOf(split(given.toReversed()).heldOut), once);
  const renamed = given.map((one) => ({ ...one, personId: `q${one.personId}` }));
  assert.notDeepEqual(idsOf(split(renamed).heldOut), new Set([...once].map((id) => `q${id}`)));
});

test('somebody more moves one person at most to the other side', () => {
  const before = idsOf(split(templates(60, 2)).learnt);
  const after = split(templates(61, 2));
  const moved = after.heldOut.filter(({ personId }) => before.has(personId));
  assert.ok(moved.length <= 1, moved.map(({ personId }) => personId).join(' '));
});

test('of a large site no more people are held out, and of one person no more templates count, than can be compared', () => {
  const { heldOut } = split(templates(900, 20));
  assert.equal(heldOut.length, 150);
  assert.ok(heldOut.every(({ encodings }) => encodings.length === 16));
});

test('damaged templates do not count: who has one left has too few', () => {
  const given = templates(31, 2).map((template, at) => {
    if (at === 0) return { ...template, encoding: Float32Array.of(NaN, 0, 0, 0) };
    return at === 2 ? { ...template, encoding: Float32Array.of(1, 0) } : template;
  });
  const refused = splitSite(given, length);
  assert.equal(refused.ok ? '' : refused.error.code, 'training-too-few');
  assert.match(refused.ok ? '' : refused.error.message, /29 people .* 30 are needed/);
});

test('a training is sent those with two templates or more, and of a large site no more than are of use', () => {
  const alone = templates(1, 1).map((one) => ({ ...one, personId: 'alone' }));
  const given = templates(2500, 2);
  const sent = ofUse([...alone, ...given, ...templates(1, 40)]);
  const people = Map.groupBy(sent, ({ personId }) => personId);
  assert.equal(people.size, 2000);
  assert.ok(!people.has('alone'));
  const { heldOut } = split(sent);
  // Who decides is not changed by it.
  assert.deepEqual(idsOf(heldOut), idsOf(split(given).heldOut));
  assert.equal(ofUse(templates(1, 40)).length, 16);
});

test('a training is sent no names, and a contest on people enrolled is shown with those they have now', async () => {
  assert.deepEqual(
    ofUse(templates(1, 2)).map(({ personId, name }) => [personId, name]),
    templates(1, 2).map(({ personId }) => [personId, personId]),
  );
  const station = madeStation({ ana: faceOf(0) });
  const enrolled = { id: 'ana', name: 'Ana Now', consent: 'in writing', photos: [photo('ana')] };
  assert.ok((await station.enrolment.enrol(enrolled)).ok);
  const { closest } = withNames(madeContest(), station.people).champion;
  // Ben is not enrolled any more.
  assert.deepEqual(
    closest.map(({ one, other }) => [one.name, other.name]),
    [['Ana Now', 'ben']],
  );
});
