import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { fail, type Result } from '../../electron/contract/errors.ts';
import type { Photo } from '../../electron/contract/messages.ts';
import type { Observation } from '../../electron/contract/observation.ts';
import { packInUse } from '../../electron/hosts/models.ts';
import { PackChanger, type WantedChange } from '../../electron/station/pack-change.ts';
import { encoder, faceOf, madeStation, photo, type Sights } from '../support/made-station.ts';
import { temporaryDir } from '../support/temporary.ts';

/** Encoder of the pack that is changed to. It sees the same people along other axes. */
const other = 'f'.repeat(64);
const seenBefore: Sights = { ana: faceOf(0), ben: faceOf(1), eve: faceOf(2) };
const seenAfter: Sights = { ana: faceOf(2), ben: faceOf(3), eve: faceOf(1) };

async function enrolAll(station: ReturnType<typeof madeStation>, without: string[] = []) {
  for (const id of Object.keys(seenBefore)) {
    const request = { id, name: id, consent: 'in writing', keepPhotos: !without.includes(id) };
    const enrolled = await station.enrolment.enrol({ ...request, photos: [photo(id)] });
    assert.equal(enrolled.ok && enrolled.value.personId, id);
  }
}

/** A change of the pack over a station's stores. What the new encoder sees is made up. */
function change(
  station: ReturnType<typeof madeStation>,
  sights: Sights = seenAfter,
  [from, to, encoderSha256]: readonly [string, string, string] = ['core', 'other', other],
  relatives: WantedChange['relatives'] = [],
) {
  const steps: string[] = [];
  const vision = {
    observe: ({ name }: Photo): Promise<Result<Observation>> => {
      steps.push(name);
      const sight = sights[name] ?? fail('no-face');
      return Promise.resolve(typeof sight === 'function' ? sight() : sight);
    },
  };
  const wanted = {
    ...{ from, to, encoderSha256, relatives, vision },
    breathe: () => Promise.resolve(),
    onProgress: () => undefined,
  };
  return { steps, done: new PackChanger(station).change(wanted) };
}

/** Whom a station with this encoder takes the photos of everybody for. */
async function recognised(path: string, sights: Sights, sha256: string): Promise<string[]> {
  const station = madeStation(sights, path, sha256);
  const found: string[] = [];
  for (const id of Object.keys(sights)) {
    const checked = await station.checks.photo(photo(id));
    assert.ok(checked.ok);
    found.push(checked.value.person?.id ?? 'nobody');
  }
  station.db.close();
  return found;
}

function dataFile(t: TestContext): string {
  return join(temporaryDir(t), 'threshold.db');
}

test('people with kept photos are recognised by either encoder, before and after', async (t) => {
  const path = dataFile(t);
  const station = madeStation(seenBefore, path);
  await enrolAll(station);
  const changed = await change(station).done;
  assert.deepEqual(changed, {
    ok: true,
    value: { from: 'core', to: 'other', comparable: 3, reencoded: 3, enrolAgain: [] },
  });
  assert.equal(packInUse(station.settings), 'other');
  station.db.close();
  assert.deepEqual(await recognised(path, seenAfter, other), ['ana', 'ben', 'eve']);
  assert.deepEqual(await recognised(path, seenBefore, encoder.sha256), ['ana', 'ben', 'eve']);
});

test('the change is a row of the log; what it encoded is not', async () => {
  const station = madeStation(seenBefore);
  await enrolAll(station);
  await change(station).done;
  const log = station.events.list(10);
  assert.ok(log.ok);
  const rows = log.value.events.map(({ kind, outcome, source }) => ({ kind, outcome, source }));
  assert.deepEqual(rows[0], { kind: 'models', outcome: 'done', source: 'operator' });
  assert.equal(log.value.total, 4);
});

test('who has no kept photo, or none the new encoder can use, is named', async () => {
  const station = madeStation(seenBefore);
  await enrolAll(station, ['ben']);
  const changed = await change(station, { ana: faceOf(2) }).done;
  assert.ok(changed.ok);
  assert.deepEqual(changed.value.enrolAgain, [
    { id: 'ben', name: 'ben' },
    { id: 'eve', name: 'eve' },
  ]);
  assert.equal(changed.value.comparable, 1);
  assert.equal(changed.value.reencoded, 1);
});

test('the templates of two encoders are never compared', async (t) => {
  const path = dataFile(t);
  const station = madeStation(seenBefore, path);
  await enrolAll(station);
  // Ana looks to the new encoder as Ben does to the old one: mixed up, she would be Ben.
  const sights = { ...seenAfter, ana: faceOf(1), eve: faceOf(0) };
  await change(station, sights).done;
  station.db.close();
  assert.deepEqual(await recognised(path, sights, other), ['ana', 'ben', 'eve']);
});

test('the way back needs no encoding, and brings nobody twice', async () => {
  const station = madeStation(seenBefore);
  await enrolAll(station);
  await change(station).done;
  const back = change(station, seenBefore, ['other', 'core', encoder.sha256]);
  const changed = await back.done;
  assert.deepEqual(changed.ok && changed.value.reencoded, 0);
  assert.deepEqual(back.steps, []);
  assert.equal(packInUse(station.settings), 'core');
  const ana = station.people.get('ana', encoder.sha256);
  assert.deepEqual(ana.ok && ana.value.templates, 2);
});

test('two changes at once encode everybody and store each template once', async () => {
  const station = madeStation(seenBefore);
  await enrolAll(station);
  const both = await Promise.all([change(station).done, change(station).done]);
  assert.deepEqual(
    both.map((changed) => changed.ok && changed.value.comparable),
    [3, 3],
  );
  const counts = station.people.counts(other);
  assert.deepEqual(counts.ok && counts.value, {
    ...{ people: 3, comparable: 3, needEnrolment: 0 },
    ...{ templates: 3, unreadable: 0 },
  });
});

test('who was enrolled while another pack was in use is encoded at the change', async () => {
  const station = madeStation(seenBefore);
  await enrolAll(station);
  await change(station).done;
  const inBetween = { id: 'ida', name: 'Ida', consent: 'in writing', enrolledAt: 1 };
  const kept = { jpeg: new Uint8Array(1), source: 'ida', createdAt: 5 };
  const seen = faceOf(0);
  assert.ok(seen.ok);
  const encoding = seen.value.faces[0]!.encoding!;
  const template = { encoderSha256: other, encoding, quality: 1, source: 'ida', createdAt: 5 };
  assert.ok(station.people.add(inBetween, [template], [kept], []).ok);
  const back = change(station, { ida: faceOf(3) }, ['other', 'core', encoder.sha256]);
  const changed = await back.done;
  assert.deepEqual(back.steps, ['ida']);
  assert.deepEqual(changed.ok && changed.value.enrolAgain, []);
});

test('a photo that was kept later is encoded at the next change, and only that one', async () => {
  const station = madeStation({ ...seenBefore, more: faceOf(0, 0.1) });
  await enrolAll(station);
  await change(station).done;
  const more = { id: 'ana', photos: [photo('more')], keepPhotos: true };
  assert.ok((await station.enrolment.addPhotos(more)).ok);
  const again = change(station, { ...seenAfter, more: faceOf(2, 0.1) });
  const changed = await again.done;
  assert.deepEqual(again.steps, ['more']);
  assert.equal(changed.ok && changed.value.reencoded, 1);
});

test('who is enrolled while others are encoded is encoded before the change', async () => {
  const station = madeStation({ ...seenBefore, ida: faceOf(3) });
  await enrolAll(station);
  let enrolling: Promise<unknown> = Promise.resolve();
  const sights: Sights = {
    ...seenAfter,
    ida: faceOf(0),
    ana: () => {
      const request = { id: 'ida', name: 'Ida', consent: 'in writing', keepPhotos: true };
      enrolling = station.enrolment.enrol({ ...request, photos: [photo('ida')] });
      return faceOf(2);
    },
  };
  const changed = await change(station, sights).done;
  await enrolling;
  assert.deepEqual(changed.ok && changed.value.enrolAgain, []);
  assert.equal(changed.ok && changed.value.reencoded, 4);
});

test('who is removed while others are encoded does not hold the change up', async () => {
  const station = madeStation(seenBefore);
  await enrolAll(station);
  const sights: Sights = {
    ...seenAfter,
    ana: () => {
      assert.ok(station.directory.remove('ben').ok);
      return faceOf(2);
    },
  };
  const changed = await change(station, sights).done;
  assert.deepEqual(changed.ok && changed.value.comparable, 2);
});

test('a vision process that fails leaves the pack in use as it was', async () => {
  const station = madeStation(seenBefore);
  await enrolAll(station);
  const failing = { ...seenAfter, ben: fail('vision-restarting') };
  const changed = await change(station, failing).done;
  assert.equal(changed.ok ? '' : changed.error.code, 'vision-restarting');
  assert.equal(packInUse(station.settings), 'core');
  const again = change(station);
  assert.ok((await again.done).ok);
  assert.deepEqual(again.steps, ['ben', 'eve']);
});

test('a process killed between two people loses nothing, and the change can be repeated', async (t) => {
  const path = dataFile(t);
  const before = madeStation(seenBefore, path);
  await enrolAll(before);
  before.db.close();

  const script = join(import.meta.dirname, '..', 'support', 'changing-process.ts');
  const child = fork(script, [path, 'core', 'other', other], { execArgv: [] });
  await once(child, 'message');
  child.kill('SIGKILL');
  await once(child, 'exit');

  assert.deepEqual(await recognised(path, seenBefore, encoder.sha256), ['ana', 'ben', 'eve']);
  const after = madeStation(seenBefore, path);
  assert.equal(packInUse(after.settings), 'core');
  const again = change(after);
  const changed = await again.done;
  assert.deepEqual(again.steps, ['ben', 'eve']);
  assert.deepEqual(changed.ok && changed.value, {
    from: 'core',
    to: 'other',
    comparable: 3,
    reencoded: 2,
    enrolAgain: [],
  });
  after.db.close();
  assert.deepEqual(await recognised(path, seenAfter, other), ['ana', 'ben', 'eve']);
});

/** A head that turns every axis into the next one; its inverse leads back. */
const turn = (by: number) => (encoding: Float32Array) =>
  encoding.map((_, axis) => encoding[(axis - by + encoding.length) % encoding.length]!);

test('a head maps the templates of everybody, without a photo and there and back', async (t) => {
  const path = dataFile(t);
  const station = madeStation(seenBefore, path);
  await enrolAll(station, ['ana', 'ben', 'eve']);
  const there = change(
    station,
    {},
    ['core', 'head', other],
    [{ from: encoder.sha256, map: turn(1) }],
  );
  assert.deepEqual(await there.done, {
    ok: true,
    value: { from: 'core', to: 'head', comparable: 3, reencoded: 0, enrolAgain: [] },
  });
  assert.deepEqual(there.steps, [], 'no photo was looked at');
  station.db.close();
  const turned: Sights = { ana: faceOf(1), ben: faceOf(2), eve: faceOf(3) };
  assert.deepEqual(await recognised(path, turned, other), ['ana', 'ben', 'eve']);
  const withHead = madeStation({ ...turned, dan: faceOf(0) }, path, other);
  const request = { id: 'dan', name: 'dan', consent: 'in writing', keepPhotos: false };
  assert.ok((await withHead.enrolment.enrol({ ...request, photos: [photo('dan')] })).ok);
  const back = await change(
    withHead,
    {},
    ['head', 'core', encoder.sha256],
    [{ from: other, map: turn(-1) }],
  ).done;
  assert.equal(back.ok && back.value.comparable, 4, 'who was enrolled with the head comes along');
  withHead.db.close();
  const sights = { ...seenBefore, dan: faceOf(3) };
  assert.deepEqual(await recognised(path, sights, encoder.sha256), ['ana', 'ben', 'eve', 'dan']);
});

test('a template that cannot be mapped is left out, and its person is named', async () => {
  const station = madeStation(seenBefore);
  await enrolAll(station, ['ana', 'ben', 'eve']);
  const map = (encoding: Float32Array) => (encoding[0]! > 0.5 ? null : turn(1)(encoding));
  const relatives = [{ from: encoder.sha256, map }];
  const changed = await change(station, {}, ['core', 'head', other], relatives).done;
  assert.ok(changed.ok);
  assert.deepEqual(changed.value.enrolAgain, [{ id: 'ana', name: 'ana' }]);
  assert.equal(changed.value.comparable, 2);
});

test('a head maps every template of one moment, and none a second time', async () => {
  const sights: Sights = { ...seenBefore, more: faceOf(0, 0.1) };
  const station = madeStation(sights);
  const request = { id: 'ana', name: 'ana', consent: 'in writing', keepPhotos: false };
  const photos = [photo('ana'), photo('more')];
  assert.ok((await station.enrolment.enrol({ ...request, photos })).ok);
  const relatives = [
    { from: encoder.sha256, map: turn(1) },
    { from: 'd'.repeat(64), map: turn(2) },
  ];
  for (const _ of ['once', 'twice']) {
    assert.ok((await change(station, {}, ['core', 'head', other], relatives).done).ok);
    const mapped = station.people.gallery(other);
    assert.equal(mapped.ok && mapped.value.length, 2);
  }
});
