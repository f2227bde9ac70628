import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Channel } from '../../electron/contract/channels.ts';
import { fail, ok, type Result } from '../../electron/contract/errors.ts';
import type { Transport } from '../../electron/contract/transport.ts';
import { encoder, faceOf, madeStation, type Sights } from '../support/made-station.ts';
import { allowStateClasses } from '../support/svelte-state.ts';

allowStateClasses();
const { AddPhotosSession } = await import('../../renderer/state/add-photos-session.svelte.ts');
const { EnrolSession } = await import('../../renderer/state/enrol-session.svelte.ts');
const { PackShelf } = await import('../../renderer/state/pack-shelf.svelte.ts');
const { PhotoSitting } = await import('../../renderer/state/photo-sitting.svelte.ts');
const { RecognitionState } = await import('../../renderer/state/recognition.svelte.ts');

type Answer = (payload: never) => Result<unknown> | Promise<Result<unknown>>;

/** A line to a station that answers these messages; any other is an error. */
function lineTo(answers: Partial<Record<Channel, Answer>>): Transport {
  return {
    request: async (channel: Channel, payload: unknown) =>
      (await (answers[channel]?.(payload as never) ?? fail('internal'))) as never,
    onNotice: () => () => undefined,
    onConnection: () => () => undefined,
  };
}

/** The real enrolment over a real database; what the photos show is made up. */
function deskOf(sights: Sights) {
  const station = madeStation(sights);
  const { enrolment } = station;
  const transport = lineTo({
    'enrol.assess': ({ photo }: { photo: never }) => enrolment.assess(photo),
    'enrol.person': (request) => enrolment.enrol(request),
    'people.addPhotos': (request) => enrolment.addPhotos(request),
  });
  return { station, transport };
}

type Desk = ReturnType<typeof deskOf>;

/** Radians at which two faces are likely duplicates. */
const alike = 0.5 * Math.acos(1 - encoder.duplicateBelow(0) / 2);
const faces: Sights = {
  'ana.jpg': faceOf(0),
  'twin.jpg': faceOf(0, alike),
  'ana2.jpg': faceOf(0, alike / 4),
  'ben.jpg': faceOf(2),
};

const fileOf = (name: string) => new File([Uint8Array.of(1)], name);

/** Fills in the form, chooses a photo and waits until it was looked at. */
async function fill(session: InstanceType<typeof EnrolSession>, id: string, photo: string) {
  session.id = id;
  session.name = id.toUpperCase();
  session.consent = 'in writing';
  await session.sitting.addFiles([fileOf(photo)]);
  while (session.sitting.checking) await Promise.resolve();
  assert.equal(session.missing, null);
}

async function anaIsEnrolled({ transport }: Desk) {
  const session = new EnrolSession(transport);
  await fill(session, 'ana', 'ana.jpg');
  await session.submit();
  assert.equal(session.stored?.what, 'enrolled');
  session.reset();
  return session;
}

function idsOf({ station }: Desk): string[] {
  const list = station.directory.list('', 0, 99);
  assert.ok(list.ok);
  return list.value.people.map(({ id }) => id).toSorted();
}

function kindsOf({ station }: Desk): string[] {
  const rows = station.events.list(99);
  assert.ok(rows.ok);
  return rows.value.events.map(({ kind }) => kind);
}

test('a likely duplicate is put to the operator, and nothing is stored before the answer', async () => {
  const desk = deskOf(faces);
  const session = await anaIsEnrolled(desk);
  await fill(session, 'twin', 'twin.jpg');
  await session.submit();
  assert.deepEqual(
    session.duplicates.map(({ person }) => person.id),
    ['ana'],
  );
  assert.equal(session.stored, null);
  assert.deepEqual(idsOf(desk), ['ana']);
});

test('“they are two people” enrols the second one and is recorded', async () => {
  const desk = deskOf(faces);
  const session = await anaIsEnrolled(desk);
  await fill(session, 'twin', 'twin.jpg');
  await session.submit();
  await session.decideDistinct();
  assert.equal(session.stored?.report.personId, 'twin');
  assert.deepEqual(session.duplicates, []);
  assert.deepEqual(idsOf(desk), ['ana', 'twin']);
  assert.ok(kindsOf(desk).includes('distinct'));
});

test('“it is the same person” gives the photos to who is enrolled, and makes nobody', async () => {
  const desk = deskOf(faces);
  const session = await anaIsEnrolled(desk);
  await fill(session, 'again', 'ana2.jpg');
  await session.submit();
  const [duplicate] = session.duplicates;
  assert.ok(duplicate);
  await session.decideSame(duplicate.person);
  assert.equal(session.stored?.what, 'added');
  assert.deepEqual(idsOf(desk), ['ana']);
  const ana = desk.station.directory.get('ana');
  assert.ok(ana.ok);
  assert.equal(ana.value.templates, 2);
});

test('undecided, the form is as it was, and the question comes again', async () => {
  const desk = deskOf(faces);
  const session = await anaIsEnrolled(desk);
  await fill(session, 'twin', 'twin.jpg');
  await session.submit();
  session.undecided();
  assert.deepEqual(session.duplicates, []);
  assert.equal(session.missing, null);
  await session.submit();
  assert.equal(session.duplicates.length, 1);
});

test('keeping the photos is off at first, and chosen for each person anew', async () => {
  const desk = deskOf(faces);
  const session = await anaIsEnrolled(desk);
  assert.equal(session.keepPhotos, false);
  session.keepPhotos = true;
  await fill(session, 'ben', 'ben.jpg');
  await session.submit();
  assert.equal(session.stored?.kept, true);
  session.reset();
  assert.equal(session.keepPhotos, false);
  for (const [id, kept] of [
    ['ana', 0],
    ['ben', 1],
  ] as const) {
    const person = desk.station.directory.get(id);
    assert.ok(person.ok);
    assert.equal(person.value.photosKept, kept);
  }
});

test('photos added must be of that person: others are refused, each with its reason', async () => {
  const desk = deskOf(faces);
  await anaIsEnrolled(desk);
  const ana = desk.station.directory.get('ana');
  assert.ok(ana.ok);
  const session = new AddPhotosSession(desk.transport, ana.value);
  assert.equal(session.missing, 'photo');
  await session.sitting.addFiles([fileOf('ben.jpg')]);
  while (session.sitting.checking) await Promise.resolve();
  await session.submit();
  assert.equal(session.error, 'no-usable-photo');
  assert.deepEqual(
    session.sitting.photos.map(({ verdict }) => verdict),
    ['different-person'],
  );
  await session.sitting.addFiles([fileOf('ana2.jpg')]);
  while (session.sitting.checking) await Promise.resolve();
  await session.submit();
  assert.equal(session.stored?.report.personId, 'ana');
});

test('the live picture is answered with what to do, in the station’s own direction', async (t) => {
  const frame = { format: 'RGBA', width: 16, height: 16, stride: 64, data: new Uint8Array(1024) };
  const desk = deskOf({ live: faceOf(0, 0, { yaw: 40 }) });
  const sitting = new PhotoSitting(desk.transport);
  let now = 0;
  t.mock.method(performance, 'now', () => (now += 400));
  await sitting.look(frame as never);
  await sitting.look(frame as never);
  assert.equal(sitting.hint, 'turn-right', 'turned to their left, they turn back to their right');
  assert.equal(sitting.trouble, null);
  assert.ok(sitting.level !== null && sitting.level <= 2, 'a refused picture never looks good');
});

test('a risk that is refused leaves what is shown, and says which risk it was', async () => {
  const held = { held: true };
  const state = new RecognitionState(
    lineTo({
      'recognition.get': () => ok(held),
      'recognition.setRisk': () => fail('target-unsupported'),
    }),
  );
  await state.refresh();
  await state.setRisk('identify', { dial: 'strict', target: 1e-4 });
  assert.equal(state.view as unknown, held);
  assert.deepEqual(state.refused, { mode: 'identify', target: 1e-4, code: 'target-unsupported' });
  assert.equal(state.setting, null);
});

test('an answer that was overtaken by a newer one is not shown', async () => {
  const answers: ((result: Result<unknown>) => void)[] = [];
  const state = new RecognitionState(
    lineTo({ 'recognition.get': () => new Promise((resolve) => answers.push(resolve)) }),
  );
  const both = [state.refresh(), state.refresh()];
  answers[1]?.(ok('newer'));
  answers[0]?.(ok('older'));
  await Promise.all(both);
  assert.equal(state.view as unknown, 'newer');
});

test('a pack that cannot be fetched is named with its reason, and the shelf is free again', async () => {
  const shelf = new PackShelf(
    lineTo({
      'packs.list': () => ok([]),
      'packs.progress': () => ok(null),
      'packs.fetch': () => fail('fetch-offline'),
    }),
  );
  await shelf.fetch('zoo');
  assert.deepEqual(shelf.fault, { name: 'zoo', code: 'fetch-offline' });
  assert.equal(shelf.busy, false);
});

test('after a change of packs the shelf tells what it came to', async () => {
  const change = { from: 'core', to: 'site', comparable: 1, reencoded: 1, enrolAgain: [] };
  const shelf = new PackShelf(
    lineTo({
      'packs.list': () => ok([]),
      'packs.progress': () => ok(null),
      'packs.use': () => ok(change),
    }),
  );
  await shelf.use('site');
  assert.deepEqual(shelf.change, change);
});
