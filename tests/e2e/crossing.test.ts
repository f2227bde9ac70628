import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FrameCheck } from '../../electron/contract/messages.ts';
import type { Station } from '../../electron/hosts/open-station.ts';
import { Sighting } from '../../electron/station/sighting.ts';
import { photoOf } from '../support/people.ts';
import { openTestStation } from '../support/station.ts';
import { walkingClip, whoIsAt, type Stand, type Walker } from '../support/walking-clip.ts';

const frames = 60;

/** From one side of the picture to the other, coming nearer or going away, with a walker's sway. */
function walk(person: string, photo: number, from: Stand, to: Stand): Walker {
  const between = (a: number, b: number, index: number): number =>
    a + ((b - a) * index) / (frames - 1);
  return {
    person,
    photo,
    at: (index) => ({
      x: between(from.x, to.x, index),
      y: between(from.y, to.y, index) + 3 * Math.sin(index),
      side: between(from.side, to.side, index),
    }),
  };
}

const left = { x: 130, y: 240, side: 200 };
const right = { x: 510, y: 240, side: 200 };
const leftNear = { ...left, side: 310 };
const rightNear = { ...right, side: 310 };

test('two people who cross never swap names, whoever comes nearer', async (t) => {
  const station = await openTestStation(t);
  await enrol(station, 'p01', 'p02');
  const ana = walk('p01', 2, left, rightNear);
  const ben = walk('p02', 2, rightNear, left);
  const shown = await show(station, [ben, ana]);
  assertOwnNames(shown);
  // Ben is the nearer one at first, Ana at last.
  assert.deepEqual(namesInTurn(shown), ['p02', 'p01']);
});

test('nor do they on the way back', async (t) => {
  const station = await openTestStation(t);
  await enrol(station, 'p01', 'p02');
  const ana = walk('p01', 3, rightNear, left);
  const ben = walk('p02', 3, left, rightNear);
  const shown = await show(station, [ana, ben]);
  assertOwnNames(shown);
  assert.deepEqual(namesInTurn(shown), ['p01', 'p02']);
});

test('nor where one passes right in front of the other, who stands still', async (t) => {
  const station = await openTestStation(t);
  await enrol(station, 'p01', 'p02');
  const middle = { x: 320, y: 230, side: 230 };
  const ana = walk('p01', 4, middle, middle);
  const ben = walk('p02', 4, { ...left, x: 0, side: 260 }, { ...right, x: 640, side: 260 });
  const shown = await show(station, [ana, ben]);
  assertOwnNames(shown);
  assert.ok(namesInTurn(shown).includes('p01'));
});

test('nor where the camera delivers so few frames that people leap', async (t) => {
  const station = await openTestStation(t);
  await enrol(station, 'p01', 'p02');
  const ana = walk('p01', 2, left, rightNear);
  const ben = walk('p02', 2, rightNear, left);
  for (const every of [4, 7]) {
    const shown = await show(station, [ben, ana], every);
    assertOwnNames(shown);
    assert.deepEqual(namesInTurn(shown), ['p02', 'p01']);
  }
});

test('a stranger who crosses somebody enrolled is never called by that name', async (t) => {
  const station = await openTestStation(t);
  await enrol(station, 'p01');
  const ana = walk('p01', 2, leftNear, right);
  const stranger = walk('p03', 1, right, leftNear);
  const shown = await show(station, [ana, stranger]);
  assertOwnNames(shown);
  assert.deepEqual(namesInTurn(shown), ['p01', null]);
});

/** One frame as it was shown, the station's answer, and the names that came into the log with it. */
interface Shown {
  readonly check: FrameCheck;
  readonly logged: readonly (string | null)[];
  /** Who the subject is, as the clip was drawn; null where there is none. */
  readonly subject: string | null;
  readonly index: number;
}

async function enrol(station: Station, ...people: string[]): Promise<void> {
  for (const id of people) {
    const photos = [photoOf(id)];
    const report = await station.enrolment.enrol({ id, name: id, consent: 'nobody', photos });
    assert.ok(report.ok && report.value.personId === id);
  }
}

/** Shows every so many frames of the walk to a camera of its own. */
async function show(station: Station, walkers: readonly Walker[], every = 1): Promise<Shown[]> {
  const indices = Array.from({ length: Math.ceil(frames / every) }, (_, at) => at * every);
  const clip = await walkingClip(walkers, indices);
  const sighting = new Sighting();
  const shown: Shown[] = [];
  let before = rows(station).total;
  for (const [at, frame] of clip.entries()) {
    const index = indices[at]!;
    const check = await station.checks.frame({ kind: 'frame', name: 'camera', frame }, sighting);
    assert.ok(check.ok);
    const { total, events } = rows(station);
    const logged = events.slice(0, total - before).map(({ personId }) => personId);
    before = total;
    const subject = subjectOf(check.value, walkers, index);
    shown.push({ check: check.value, logged, subject, index });
  }
  return shown;
}

function rows(station: Station) {
  const log = station.events.list(20);
  assert.ok(log.ok);
  return log.value;
}

/** Whose face is being checked, by where its eyes, nose and mouth are in the frame. */
function subjectOf(
  { faces, subject }: FrameCheck,
  walkers: readonly Walker[],
  index: number,
): string | null {
  const landmarks = (subject === null ? undefined : faces[subject]?.landmarks) ?? [];
  if (landmarks.length === 0) return null;
  const sum = landmarks.reduce(([x, y], [u, v]) => [x + u, y + v], [0, 0]);
  return whoIsAt(walkers, index, [sum[0] / landmarks.length, sum[1] / landmarks.length]);
}

/** No headline and no log row names anybody but the one who is the subject at that moment. */
function assertOwnNames(shown: readonly Shown[]): void {
  for (const { check, logged, subject, index } of shown) {
    const where = `frame ${index}`;
    const named = check.conclusion?.person;
    if (named) assert.equal(named.id, subject, where);
    if (check.result.person) assert.equal(check.result.person.id, subject, where);
    for (const name of logged) if (name !== null) assert.equal(name, subject, where);
  }
  // The clip does test what it is to test: nearly always somebody is looked at.
  assert.ok(shown.filter(({ subject }) => subject !== null).length > 0.8 * shown.length);
}

/** The log's names in their order, those in a row once. */
function namesInTurn(shown: readonly Shown[]): (string | null)[] {
  const names = shown.flatMap(({ logged }) => logged);
  return names.filter((name, index) => index === 0 || name !== names[index - 1]);
}
