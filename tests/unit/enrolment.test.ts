import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fail, ok } from '../../electron/contract/errors.ts';
import { faceOf, madeStation, observation, photo } from '../support/made-station.ts';

const consent = 'in writing, today';

test('each usable photo becomes a template, each other one is named with its reason', async () => {
  const { enrolment, directory } = madeStation({
    'front.jpg': faceOf(0),
    'folder/side.jpg': faceOf(0, 0.1),
    'wall.jpg': ok(observation(null)),
  });
  const photos = ['front.jpg', 'wall.jpg', 'folder/side.jpg', 'broken.jpg'].map(photo);
  const report = await enrolment.enrol({ id: 'ana', name: 'Ana', consent, photos });
  assert.ok(report.ok);
  assert.equal(report.value.templates, 2);
  assert.deepEqual(
    report.value.refused.map(({ photo: name, code }) => [name, code]),
    [
      ['wall.jpg', 'no-face'],
      ['broken.jpg', 'unreadable-image'],
    ],
  );
  const ana = directory.get('ana');
  assert.ok(ana.ok);
  assert.equal(ana.value.consent, consent);
  assert.deepEqual(
    ana.value.templateList.map(({ source }) => source),
    ['front.jpg', 'side.jpg'],
  );
});

test('with no usable photo nobody is enrolled', async () => {
  const { enrolment, directory, events } = madeStation({ wall: ok(observation(null)) });
  const report = await enrolment.enrol({ name: 'Ana', consent, photos: [photo('wall')] });
  assert.ok(report.ok);
  assert.deepEqual([report.value.personId, report.value.templates], [null, 0]);
  const [people, log] = [directory.list('', 0, 9), events.list(9)];
  assert.ok(people.ok && log.ok);
  assert.equal(people.value.total, 0);
  assert.equal(log.value.total, 0);
});

test('a vision process that dies between photos enrols nobody', async () => {
  const { enrolment, directory } = madeStation({ a: faceOf(0), b: fail('vision-restarting') });
  const photos = [photo('a'), photo('b')];
  const report = await enrolment.enrol({ name: 'Ana', consent, photos });
  assert.ok(!report.ok && report.error.code === 'vision-restarting');
  const people = directory.list('', 0, 9);
  assert.ok(people.ok && people.value.total === 0);
});

test('without an id one is made, and it is free', async () => {
  const { enrolment } = madeStation({ a: faceOf(0) });
  const ids = [];
  for (let i = 0; i < 2; i++) {
    const report = await enrolment.enrol({ name: 'Ana', consent, photos: [photo('a')] });
    assert.ok(report.ok);
    ids.push(report.value.personId);
  }
  assert.equal(new Set(ids).size, 2);
});

test('an id that is taken is refused before any photo is looked at', async () => {
  let looked = 0;
  const { enrolment } = madeStation({
    a: () => {
      looked++;
      return faceOf(0);
    },
  });
  const request = { id: '7', name: 'Ana', consent, photos: [photo('a')] };
  await enrolment.enrol(request);
  const again = await enrolment.enrol(request);
  assert.ok(!again.ok && again.error.code === 'person-exists');
  assert.equal(looked, 1);
});

test('nobody is enrolled without a note of their consent', async () => {
  const { enrolment } = madeStation({ a: faceOf(0) });
  const report = await enrolment.enrol({ name: 'Ana', consent: ' ', photos: [photo('a')] });
  assert.ok(!report.ok && report.error.code === 'consent-missing');
});

test('a photo is assessed without anything being kept', async () => {
  const { enrolment, directory } = madeStation({ a: faceOf(0), wall: ok(observation(null)) });
  const [good, bad] = [await enrolment.assess(photo('a')), await enrolment.assess(photo('wall'))];
  assert.ok(good.ok && bad.ok);
  assert.equal(good.value.accepted, true);
  assert.deepEqual([bad.value.accepted, bad.value.code], [false, 'no-face']);
  const broken = await enrolment.assess(photo('broken'));
  assert.ok(broken.ok && broken.value.code === 'unreadable-image');
  const people = directory.list('', 0, 9);
  assert.ok(people.ok && people.value.total === 0);
});

test('a photo of somebody else among the photos of one person is refused', async () => {
  const { enrolment, directory } = madeStation({ a: faceOf(0), b: faceOf(2), c: faceOf(0, 0.4) });
  const photos = ['a', 'b', 'c'].map(photo);
  const report = await enrolment.enrol({ id: 'ana', name: 'Ana', consent, photos });
  assert.ok(report.ok);
  assert.deepEqual(
    report.value.refused.map(({ photo: name, code }) => [name, code]),
    [['b', 'different-person']],
  );
  const ana = directory.get('ana');
  assert.ok(ana.ok && ana.value.templates === 2);
});
