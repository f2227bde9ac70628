import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fail, ok } from '../../electron/contract/errors.ts';
import { Gallery } from '../../electron/gallery/gallery.ts';
import { Enrolment } from '../../electron/station/enrolment.ts';
import { Roster } from '../../electron/station/roster.ts';
import {
  croppedOf,
  encoder,
  faceOf,
  framePhoto,
  madeStation,
  observation,
  photo,
} from '../support/made-station.ts';

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

test('a station that was opened without its pack enrols nobody whom it could not compare', async () => {
  const station = madeStation({ a: faceOf(0) });
  const closed = { ...encoder, sha256: '', differentFrom: 0, duplicateBelow: () => 0 };
  const roster = new Roster(station.people, closed, () => new Gallery(0, closed.spread));
  const enrolment = new Enrolment({ ...station, encoder: closed, roster, newId: () => 'ana' });
  const report = await enrolment.enrol({ name: 'Ana', consent, photos: [photo('a')] });
  assert.equal(report.ok ? '' : report.error.code, 'model-missing');
  const people = station.directory.list('', 0, 9);
  assert.ok(people.ok && people.value.total === 0);
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
  const { enrolment, directory } = madeStation({ a: faceOf(0), b: faceOf(2) });
  for (const [index, name] of ['a', 'b'].entries()) {
    const report = await enrolment.enrol({ name: 'Ana', consent, photos: [photo(name)] });
    assert.ok(report.ok && report.value.personId !== null);
    const people = directory.list('', 0, 9);
    assert.ok(people.ok && people.value.total === index + 1);
  }
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

test('an assessment says how good the face is, and what the person can do about it', async () => {
  const { enrolment } = madeStation({
    a: faceOf(0, 0, { unified: 0.7 }),
    turned: faceOf(0, 0, { unified: 0.4, yaw: 35 }),
    wall: ok(observation(null)),
  });
  const [good, turned, wall] = [
    await enrolment.assess(framePhoto('a')),
    await enrolment.assess(photo('turned')),
    await enrolment.assess(photo('wall')),
  ];
  assert.ok(good.ok && turned.ok && wall.ok);
  assert.deepEqual([good.value.quality, good.value.direction], [0.7, undefined]);
  const { accepted, code, direction, quality } = turned.value;
  assert.deepEqual(
    [accepted, code, direction, quality],
    // Turned towards the image's right, which is the person's own left.
    [false, 'face-turned', 'turn-right', 0.4],
  );
  assert.deepEqual([wall.value.quality, wall.value.direction], [null, 'look-at-camera']);
});

test("a template's quality is the one measured, and a poor photo says what to do", async () => {
  const { enrolment, directory } = madeStation({
    good: faceOf(0, 0, { unified: 0.73 }),
    poor: faceOf(0, 0, { sharpness: 0.01 }),
  });
  const photos = ['good', 'poor'].map(photo);
  const report = await enrolment.enrol({ id: 'ana', name: 'Ana', consent, photos });
  assert.ok(report.ok);
  assert.deepEqual(
    report.value.refused.map(({ code, direction }) => [code, direction]),
    [['face-blurred', 'hold-still']],
  );
  const ana = directory.get('ana');
  assert.ok(ana.ok);
  assert.deepEqual(
    ana.value.templateList.map(({ quality }) => quality),
    [0.73],
  );
});

test('photos are not kept unless asked for', async () => {
  const { enrolment, directory, photos } = madeStation({ a: faceOf(0) });
  await enrolment.enrol({ id: 'ana', name: 'Ana', consent, photos: [photo('a')] });
  assert.deepEqual(directory.picture('ana'), { ok: true, value: { jpeg: null } });
  assert.deepEqual(photos.people(), { ok: true, value: [] });
});

test('where asked for, the face of each accepted photo is kept, of files and frames', async () => {
  const { enrolment, directory, photos } = madeStation({
    'folder/a.jpg': faceOf(0),
    wall: ok(observation(null)),
    'a frame': faceOf(0, 0.1),
  });
  await enrolment.enrol({
    ...{ id: 'ana', name: 'Ana', consent, keepPhotos: true },
    photos: [photo('folder/a.jpg'), photo('wall'), framePhoto('a frame')],
  });
  const [kept, picture] = [photos.of('ana'), directory.picture('ana')];
  assert.ok(kept.ok && picture.ok);
  assert.deepEqual(
    kept.value.map(({ jpeg, source }) => [jpeg, source]),
    [
      [croppedOf('folder/a.jpg'), 'a.jpg'],
      [croppedOf('a frame'), 'camera'],
    ],
  );
  assert.deepEqual(picture.value.jpeg, croppedOf('folder/a.jpg'));
});

test('where a photo cannot be kept as asked, nobody is enrolled', async () => {
  const sights = [faceOf(0), fail('vision-restarting')];
  const { enrolment, directory } = madeStation({ a: () => sights.shift() ?? faceOf(0) });
  const request = { name: 'Ana', consent, photos: [photo('a')], keepPhotos: true };
  const report = await enrolment.enrol(request);
  assert.ok(!report.ok && report.error.code === 'vision-restarting');
  const people = directory.list('', 0, 9);
  assert.ok(people.ok && people.value.total === 0);
});

test('somebody unknown has no picture', () => {
  const picture = madeStation({}).directory.picture('eve');
  assert.ok(!picture.ok && picture.error.code === 'unknown-person');
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
