import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import {
  along,
  croppedOf,
  faceOf,
  madeStation,
  photo,
  type Sights,
} from '../support/made-station.ts';
import { temporaryDir } from '../support/temporary.ts';

const consent = 'in writing, today';

/** A station that knows Ana, whose one template lies along the first axis. */
async function knowingAna(sights: Sights) {
  const station = madeStation({ ana: faceOf(0), ...sights });
  const report = await station.enrolment.enrol({
    ...{ id: 'ana', name: 'Ana', consent },
    photos: [photo('ana')],
  });
  assert.ok(report.ok && report.value.personId === 'ana');
  return station;
}

/** Squared L2 distance of two unit vectors at an angle. */
const apart = (angle: number): number => 2 - 2 * Math.cos(angle);

test('another photo of a person becomes a template, is compared at once, and is logged', async () => {
  const { enrolment, directory, roster, events } = await knowingAna({ side: faceOf(0, 0.4) });
  const report = await enrolment.addPhotos({ id: 'ana', photos: [photo('side')] });
  assert.ok(report.ok);
  assert.deepEqual(report.value, {
    ...{ personId: 'ana', name: 'Ana', templates: 1 },
    ...{ refused: [], duplicates: [] },
  });
  const [ana, search, log] = [directory.get('ana'), roster.current(), events.list(1)];
  assert.ok(ana.ok && search.ok && log.ok);
  assert.equal(ana.value.templates, 2);
  const spread = 1 - Math.cos(0.2) ** 2;
  assert.ok(Math.abs((ana.value.spread ?? 9) - spread) < 1e-6);
  // Between both photos lies their mean, and their spread stretches every distance.
  const [mean, across] = [along(0, 0.2), along(2)].map((encoding) => {
    return search.value.nearest({ encoding, spread: 0, count: 1 })?.distance ?? 9;
  });
  assert.ok(Math.abs(mean! - 0) < 1e-6);
  assert.ok(Math.abs(across! - 2 * (1 + 0.5 * spread)) < 1e-6);
  const [row] = log.value.events;
  assert.deepEqual([row?.kind, row?.personId, row?.source], ['add-photos', 'ana', 'operator']);
});

test('photos added are kept where asked for, and only those', async () => {
  const { enrolment, photos } = await knowingAna({ b: faceOf(0, 0.1), c: faceOf(0, 0.2) });
  await enrolment.addPhotos({ id: 'ana', photos: [photo('b')] });
  await enrolment.addPhotos({ id: 'ana', photos: [photo('c')], keepPhotos: true });
  const kept = photos.of('ana');
  assert.ok(kept.ok);
  assert.deepEqual(
    kept.value.map(({ jpeg }) => jpeg),
    [croppedOf('c')],
  );
});

test('a photo too far from the person is refused and the others are added', async () => {
  const { enrolment, directory } = await knowingAna({ eve: faceOf(2), side: faceOf(0, 0.3) });
  const photos = ['eve', 'side', 'broken'].map(photo);
  const report = await enrolment.addPhotos({ id: 'ana', photos });
  assert.ok(report.ok);
  assert.deepEqual(
    report.value.refused.map(({ photo: name, code }) => [name, code]),
    [
      ['eve', 'different-person'],
      ['broken', 'unreadable-image'],
    ],
  );
  const ana = directory.get('ana');
  assert.ok(ana.ok && ana.value.templates === 2);
});

test('a photo nearer to somebody else than to the person is refused', async () => {
  const [limit, tilt] = [0.5, 0.6];
  assert.ok(apart(tilt) < limit && apart(0.5) > 0.2, 'near enough to Ana, if nobody else were');
  const { enrolment, directory } = await knowingAna({ ben: faceOf(0, 0.5), x: faceOf(0, tilt) });
  await enrolment.enrol({ id: 'ben', name: 'Ben', consent, photos: [photo('ben')] });
  const report = await enrolment.addPhotos({ id: 'ana', photos: [photo('x')] });
  assert.ok(report.ok);
  assert.deepEqual(
    [report.value.personId, report.value.refused.map(({ code }) => code)],
    [null, ['different-person']],
  );
  const forBen = await enrolment.addPhotos({ id: 'ben', photos: [photo('x')] });
  assert.ok(forBen.ok && forBen.value.personId === 'ben');
  const ana = directory.get('ana');
  assert.ok(ana.ok && ana.value.templates === 1);
});

test('photos that fit the person but not one another are not added together', async () => {
  const { enrolment } = await knowingAna({ left: faceOf(0, 0.5), right: faceOf(0, -0.5) });
  assert.ok(apart(0.5) < 0.5 && apart(1) > 0.5);
  const report = await enrolment.addPhotos({ id: 'ana', photos: ['left', 'right'].map(photo) });
  assert.ok(report.ok);
  assert.deepEqual(
    [report.value.templates, report.value.refused.map(({ photo: name }) => name)],
    [1, ['right']],
  );
});

test('where no photo can be used nothing is stored and nothing logged', async () => {
  const { enrolment, events, people } = await knowingAna({ eve: faceOf(2) });
  const before = [events.list(9), people.revision()];
  const report = await enrolment.addPhotos({ id: 'ana', photos: [photo('eve')] });
  assert.ok(report.ok && report.value.personId === null && report.value.templates === 0);
  assert.deepEqual([events.list(9), people.revision()], before);
});

test('nothing is added to somebody unknown, nor looked at', async () => {
  const { enrolment } = madeStation({
    a: () => assert.fail('the photo was looked at'),
  });
  const report = await enrolment.addPhotos({ id: 'eve', photos: [photo('a')] });
  assert.ok(!report.ok && report.error.code === 'unknown-person');
});

test('somebody removed while the photos are looked at stays removed', async () => {
  const { enrolment, directory, people } = await knowingAna({});
  const adding = enrolment.addPhotos({ id: 'ana', photos: [photo('ana')] });
  assert.ok(directory.remove('ana').ok);
  const report = await adding;
  assert.ok(!report.ok && report.error.code === 'unknown-person');
  assert.deepEqual(people.gallery('e'.repeat(64)), { ok: true, value: [] });
});

test('a new photo enrols somebody of another encoder again, beside what was kept of them', async (t) => {
  const path = join(temporaryDir(t), 'threshold.db');
  const old = madeStation({ a: faceOf(0) }, path, 'a'.repeat(64));
  await old.enrolment.enrol({ id: 'ana', name: 'Ana', consent, photos: [photo('a')] });
  const now = madeStation({ a: faceOf(1) }, path);
  t.after(() => [old, now].forEach(({ db }) => db.close()));
  const report = await now.enrolment.addPhotos({ id: 'ana', photos: [photo('a')] });
  assert.ok(report.ok && report.value.templates === 1);
  const [before, after] = [old.directory.get('ana'), now.directory.get('ana')];
  assert.ok(before.ok && before.value.comparable && after.ok && after.value.comparable);
  const checked = await now.checks.photo(photo('a'), 'ana');
  assert.ok(checked.ok && checked.value.outcome === 'match');
});

test('somebody of another encoder is not enrolled again with the face of somebody else', async (t) => {
  const path = join(temporaryDir(t), 'threshold.db');
  const old = madeStation({ a: faceOf(0) }, path, 'a'.repeat(64));
  await old.enrolment.enrol({ id: 'ana', name: 'Ana', consent, photos: [photo('a')] });
  const now = madeStation({ ben: faceOf(1), more: faceOf(1, 0.1) }, path);
  t.after(() => [old, now].forEach(({ db }) => db.close()));
  await now.enrolment.enrol({ id: 'ben', name: 'Ben', consent, photos: [photo('ben')] });
  const report = await now.enrolment.addPhotos({ id: 'ana', photos: [photo('more')] });
  assert.ok(report.ok && report.value.personId === null);
  assert.equal(report.value.refused[0]?.code, 'different-person');
});
