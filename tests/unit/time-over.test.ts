import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Sighting } from '../../electron/station/sighting.ts';
import { endEvent } from '../../electron/station/privacy/privacy-event.ts';
import { day, madePrivacy } from '../support/made-privacy.ts';
import { along, faceOf, framePhoto, madeStation, photo } from '../support/made-station.ts';

const consent = 'in writing';
/** What the made station's clock begins with. */
const start = 1_700_000_000_000;

type Made = ReturnType<typeof madeStation>;

/** Ana, and somebody a little like her. */
async function desk(): Promise<Made> {
  const station = madeStation({ ana: faceOf(0), twin: faceOf(0, 0.3), between: faceOf(0, 0.1) });
  const { enrolment } = station;
  await enrolment.enrol({ id: 'ana', name: 'Ana', consent, photos: [photo('ana')] });
  const request = { id: 'twin', name: 'Twin', consent, photos: [photo('twin')] };
  const twin = await enrolment.enrol({ ...request, distinctFrom: ['ana'] });
  assert.ok(twin.ok && twin.value.personId === 'twin');
  return station;
}

function end({ roster }: Made, id: string, endsAt: number | null): void {
  assert.ok(roster.setEnd(id, endsAt, endEvent(id, start, endsAt)).ok);
}

async function seen({ checks }: Made, name: string, claimedId?: string) {
  const checked = await checks.photo(photo(name), claimedId);
  assert.ok(checked.ok);
  const { outcome, person, distance } = checked.value;
  return [outcome, person?.id ?? null, distance === null];
}

test('whose time is over is not recognised from that moment on, nor taken for somebody alike', async () => {
  const station = await desk();
  end(station, 'ana', start + day);
  assert.deepEqual(await seen(station, 'between'), ['match', 'ana', false]);
  end(station, 'ana', start);
  assert.deepEqual(await seen(station, 'between'), ['no-match', null, true]);
  assert.deepEqual(await seen(station, 'twin'), ['match', 'twin', false]);
  end(station, 'ana', null);
  assert.deepEqual(await seen(station, 'between'), ['match', 'ana', false]);
});

test('a claim to be somebody whose time is over is no match', async () => {
  const station = await desk();
  end(station, 'ana', start);
  assert.deepEqual(await seen(station, 'ana', 'ana'), ['no-match', null, true]);
  assert.deepEqual(await seen(station, 'twin', 'twin'), ['match', 'twin', false]);
});

test('a time is over from its end on, to the millisecond, and at a time that is no number', async () => {
  const station = await desk();
  const { roster } = station;
  end(station, 'ana', start + day);
  assert.ok(roster.current().ok);
  assert.deepEqual(
    [start, start + day - 1, start + day, NaN].map((now) => roster.isOver('ana', now)),
    [false, false, true, true],
  );
  assert.equal(roster.isOver('twin', NaN), false, 'who has no end is not over');
});

test('a greeting does not outlast the time of whom it greets', async () => {
  const station = await desk();
  const sighting = new Sighting();
  const frame = async () => {
    const check = await station.checks.frame(framePhoto('ana'), sighting);
    assert.ok(check.ok);
    return check.value.conclusion?.person?.id ?? null;
  };
  await frame();
  assert.equal(await frame(), 'ana');
  // By another process: nobody tells the sighting.
  assert.ok(station.people.setEnd('ana', start, endEvent('ana', start, start)).ok);
  assert.equal(await frame(), null);
});

test('whose time is over is still found as a likely duplicate until they are erased', async () => {
  const station = await desk();
  end(station, 'ana', start);
  const request = { id: 'eve', name: 'Eve', consent, photos: [photo('ana')] };
  const enrolled = await station.enrolment.enrol(request);
  assert.ok(enrolled.ok && enrolled.value.personId === null);
  assert.ok(enrolled.value.duplicates.some(({ person }) => person.id === 'ana'));
});

test('their PIN ends at the same moment, and the next retention run erases them', async () => {
  const { privacy, enrol, pass, roster, people, events, time } = madePrivacy();
  enrol('ana');
  assert.ok((await privacy.rights.setPin('ana', '8350')).ok);
  assert.ok(privacy.rights.setEnd('ana', time.now + day).ok);
  pass(day - 1);
  assert.ok((await privacy.checkPin('ana', '8350', false)).ok);
  assert.equal(roster.isOver('ana', time.now), false);
  pass(1);
  const pin = await privacy.checkPin('ana', '8350', false);
  assert.equal(!pin.ok && pin.error.code, 'pin-wrong');
  const search = roster.current();
  assert.ok(search.ok && search.value.nearest({ encoding: along(0), spread: 0, count: 1 }));
  assert.equal(roster.isOver('ana', time.now), true);
  const run = await privacy.retention.run();
  assert.ok(run.ok && run.value.people === 1);
  const found = people.get('ana', '');
  assert.equal(!found.ok && found.error.code, 'unknown-person');
  const rows = events.list(9);
  assert.ok(
    rows.ok &&
      rows.value.events.some(({ kind, detail }) => kind === 'retention' && detail === 'ended'),
  );
});
