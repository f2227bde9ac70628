import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { maxDuplicates, type EnrolRequest } from '../../electron/contract/messages.ts';
import { along, encoder, faceOf, madeStation, photo } from '../support/made-station.ts';
import { Enrolment } from '../../electron/station/enrolment.ts';
import { operatorEvent } from '../../electron/station/operator-event.ts';
import { temporaryDir } from '../support/temporary.ts';

type Made = ReturnType<typeof madeStation>;

const consent = 'in writing, today';
/** Squared L2 distance of two unit vectors at an angle. */
const apart = (angle: number): number => 2 - 2 * Math.cos(angle);
/** Radians within which the made station takes two faces for likely duplicates. */
const reach = Math.acos(1 - encoder.duplicateBelow(0) / 2);

/** Faces at angles from the first axis, by name. */
const faces = {
  ana: faceOf(0),
  ben: faceOf(0, 0.9 * reach),
  twin: faceOf(0, 0.3 * reach),
  far: faceOf(0, 1.1 * reach),
  left: faceOf(0, -0.5 * reach),
  right: faceOf(0, 0.5 * reach),
};

async function enrol({ enrolment }: Made, id: string, changes: Partial<EnrolRequest> = {}) {
  const report = await enrolment.enrol({
    ...{ id, name: id.toUpperCase(), consent, photos: [photo(id)] },
    ...changes,
  });
  assert.ok(report.ok, report.ok ? '' : report.error.message);
  return report.value;
}

function enrolled({ directory }: Made): string[] {
  const people = directory.list('', 0, 99);
  assert.ok(people.ok);
  return people.value.people.map(({ id }) => id);
}

/** The log's rows, oldest first. */
function log({ events }: Made) {
  const rows = events.list(99);
  assert.ok(rows.ok);
  return rows.value.events.toReversed();
}

test('somebody who looks like somebody enrolled is told apart from them, and nothing is stored', async () => {
  const station = madeStation(faces);
  await enrol(station, 'ana');
  const before = log(station);
  const report = await enrol(station, 'twin');
  assert.deepEqual(
    [report.personId, report.templates, report.refused, report.duplicates.length],
    [null, 0, [], 1],
  );
  const [found] = report.duplicates;
  assert.deepEqual(found?.person, { id: 'ana', name: 'ANA' });
  assert.equal(found?.threshold, encoder.duplicateBelow(0));
  assert.ok(Math.abs((found?.distance ?? 9) - apart(0.3 * reach)) < 1e-6);
  assert.deepEqual(enrolled(station), ['ana']);
  assert.deepEqual(log(station), before);
});

test('all likely duplicates are told, nearest first', async () => {
  const station = madeStation(faces);
  await enrol(station, 'ben');
  await enrol(station, 'ana', { distinctFrom: ['ben'] });
  const { duplicates } = await enrol(station, 'twin');
  assert.deepEqual(
    duplicates.map(({ person }) => person.id),
    ['ana', 'ben'],
  );
});

test('called distinct they are enrolled, and the decision is recorded for each of those found', async () => {
  const station = madeStation(faces);
  await enrol(station, 'ben');
  await enrol(station, 'ana', { distinctFrom: ['ben'] });
  const report = await enrol(station, 'twin', { distinctFrom: ['ben', 'ana'] });
  assert.deepEqual([report.personId, report.duplicates], ['twin', []]);
  const rows = log(station).filter(({ personId }) => personId === 'twin');
  assert.deepEqual(
    rows.map(({ kind, outcome, claimedId, source, threshold }) => [
      ...[kind, outcome, claimedId, source],
      threshold,
    ]),
    [
      ['enrol', 'done', null, 'operator', null],
      ['distinct', 'done', 'ana', 'operator', encoder.duplicateBelow(0)],
      ['distinct', 'done', 'ben', 'operator', encoder.duplicateBelow(0)],
    ],
  );
  const ana = rows.find(({ claimedId }) => claimedId === 'ana');
  assert.ok(Math.abs((ana?.distance ?? 9) - apart(0.3 * reach)) < 1e-6);
});

test('a decision about one of two leaves the other to be decided', async () => {
  const station = madeStation(faces);
  await enrol(station, 'ben');
  await enrol(station, 'ana', { distinctFrom: ['ben'] });
  const report = await enrol(station, 'twin', { distinctFrom: ['ana'] });
  assert.equal(report.personId, null);
  assert.deepEqual(
    report.duplicates.map(({ person }) => person.id),
    ['ben'],
  );
  assert.deepEqual(enrolled(station), ['ana', 'ben']);
});

test('a decision about somebody who does not look alike leaves no row in the log', async () => {
  const station = madeStation(faces);
  await enrol(station, 'ana');
  const report = await enrol(station, 'far', { distinctFrom: ['ana', 'nobody'] });
  assert.equal(report.personId, 'far');
  assert.deepEqual(
    log(station).map(({ kind }) => kind),
    ['enrol', 'enrol'],
  );
});

test('the person of several photos is searched by all of them together', async () => {
  const station = madeStation(faces);
  await enrol(station, 'ana');
  const report = await enrol(station, 'two', { photos: [photo('left'), photo('right')] });
  // Their mean is Ana's own encoding.
  const distance = report.duplicates[0]?.distance ?? 9;
  assert.ok(Math.abs(distance) < 1e-6);
});

test('of two enrolments of one face at once, one is stored and the other told', async () => {
  const station = madeStation({ one: faceOf(0), other: faceOf(0, 0.1) });
  const reports = await Promise.all([enrol(station, 'one'), enrol(station, 'other')]);
  assert.deepEqual(
    reports.map(({ personId, duplicates }) => [personId, duplicates.length]),
    [
      ['one', 0],
      [null, 1],
    ],
  );
  assert.deepEqual(enrolled(station), ['one']);
});

test('whom another process enrolled while the photos were looked at is found', async (t) => {
  const path = join(temporaryDir(t), 'threshold.db');
  const other = madeStation({}, path);
  const mine = madeStation(
    {
      twin: () => {
        const added = other.people.add(ana, [template], [], [event]);
        assert.ok(added.ok);
        return faces.twin;
      },
    },
    path,
  );
  t.after(() => [mine, other].forEach(({ db }) => db.close()));
  const report = await enrol(mine, 'twin');
  assert.deepEqual(
    report.duplicates.map(({ person }) => person),
    [{ id: 'ana', name: 'Ana' }],
  );
});

test('whom another process enrolled between the search and the write is found', async (t) => {
  const path = join(temporaryDir(t), 'threshold.db');
  const [other, mine] = [madeStation({}, path), madeStation(faces, path)];
  t.after(() => [mine, other].forEach(({ db }) => db.close()));
  let searched = 0;
  const clock = {
    ...mine.clock,
    // Asked for the time of the enrolment: the search is over, and nothing is written yet.
    now: () => {
      if (++searched === 2) assert.ok(other.people.add(ana, [template], [], [event]).ok);
      return mine.clock.now();
    },
  };
  const enrolment = new Enrolment({ ...mine, clock, newId: () => 'new' });
  const report = await enrolment.enrol({ name: 'Twin', consent, photos: [photo('twin')] });
  assert.ok(report.ok);
  assert.deepEqual(
    report.value.duplicates.map(({ person }) => person.id),
    ['ana'],
  );
  assert.equal(report.value.personId, null);
  assert.deepEqual(enrolled(mine), ['ana']);
});

test('however many look alike, the nearest few are told and deciding about them is enough', async () => {
  const crowd = Array.from({ length: maxDuplicates + 2 }, (_, i) => `p${i}`);
  const sights = Object.fromEntries(crowd.map((id, i) => [id, faceOf(0, 0.01 * (i + 1))]));
  const station = madeStation({ ...sights, ana: faceOf(0) });
  for (const id of crowd) {
    const { duplicates } = await enrol(station, id);
    if (duplicates.length === 0) continue;
    await enrol(station, id, { distinctFrom: duplicates.map(({ person }) => person.id) });
  }
  assert.equal(enrolled(station).length, crowd.length);
  const { duplicates } = await enrol(station, 'ana');
  const nearest = duplicates.map(({ person }) => person.id);
  assert.deepEqual(nearest, crowd.slice(0, maxDuplicates));
  const report = await enrol(station, 'ana', { distinctFrom: nearest });
  assert.equal(report.personId, 'ana');
});

test('somebody enrolled with another encoder is never compared, so nobody looks alike', async (t) => {
  const path = join(temporaryDir(t), 'threshold.db');
  const old = madeStation(faces, path, 'a'.repeat(64));
  const now = madeStation(faces, path);
  t.after(() => [old, now].forEach(({ db }) => db.close()));
  await enrol(old, 'ana');
  assert.equal((await enrol(now, 'twin')).personId, 'twin');
});

const ana = { id: 'ana', name: 'Ana', consent, enrolledAt: 1 };
const template = {
  encoderSha256: encoder.sha256,
  encoding: along(0),
  quality: 0.8,
  source: 'ana',
  createdAt: 1,
};
const event = operatorEvent('enrol', 'ana', 1);
