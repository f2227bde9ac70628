import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { fail, ok } from '../../electron/contract/errors.ts';
import { Sighting } from '../../electron/station/sighting.ts';
import { faceOf, madeStation, observation, photo, type Sights } from '../support/made-station.ts';
import { temporaryDir } from '../support/temporary.ts';

const consent = 'in writing';

/** Ana and Ben, enrolled, and photos of them, of a stranger and of nobody. */
async function desk(extra: Sights = {}, path?: string) {
  const station = madeStation(
    {
      ana: faceOf(0),
      'ana again': faceOf(0, 0.2),
      ben: faceOf(2),
      stranger: faceOf(1),
      wall: ok(observation(null)),
      ...extra,
    },
    path,
  );
  for (const id of ['ana', 'ben']) {
    await station.enrolment.enrol({ id, name: id.toUpperCase(), consent, photos: [photo(id)] });
  }
  return station;
}

test('a known face is matched with its person, distance and threshold', async () => {
  const { checks } = await desk();
  const checked = await checks.photo(photo('ana again'));
  assert.ok(checked.ok);
  const { outcome, person, distance, threshold } = checked.value;
  assert.deepEqual([outcome, person?.id, threshold], ['match', 'ana', 0.3]);
  assert.ok(Math.abs((distance ?? 9) - (2 - 2 * Math.cos(0.2))) < 1e-6);
});

test('an unknown face is no match, and tells nothing about the nearest person', async () => {
  const { checks } = await desk();
  const checked = await checks.photo(photo('stranger'));
  assert.ok(checked.ok);
  assert.deepEqual([checked.value.outcome, checked.value.person], ['no-match', null]);
});

test('with nobody enrolled everybody is unknown', async () => {
  const checked = await madeStation({ ana: faceOf(0) }).checks.photo(photo('ana'));
  assert.ok(checked.ok);
  assert.deepEqual([checked.value.outcome, checked.value.distance], ['no-match', null]);
});

test('a claim is compared with the claimed person only', async () => {
  const { checks } = await desk();
  const right = await checks.photo(photo('ana'), 'ana');
  const wrong = await checks.photo(photo('ana'), 'ben');
  assert.ok(right.ok && wrong.ok);
  assert.equal(right.value.outcome, 'match');
  assert.equal(wrong.value.outcome, 'no-match');
  assert.deepEqual(wrong.value.claimed, { id: 'ben', name: 'BEN' });
});

test('a claim to be nobody is an error before anything is looked at', async () => {
  const { checks } = await desk();
  const checked = await checks.photo(photo('ana'), 'eve');
  assert.ok(!checked.ok && checked.error.code === 'unknown-person');
});

test('a picture without a usable face is refused with its code', async () => {
  const { checks } = await desk();
  for (const [name, code] of [
    ['wall', 'no-face'],
    ['broken', 'unreadable-image'],
  ] as const) {
    const checked = await checks.photo(photo(name));
    assert.ok(checked.ok);
    assert.deepEqual([checked.value.outcome, checked.value.code], ['refused', code]);
  }
});

test('an encoding that is no unit vector never matches', async () => {
  const nan = ok(observation(new Float32Array(4).fill(NaN)));
  const zero = ok(observation(new Float32Array(4)));
  const { checks } = await desk({ nan, zero });
  for (const name of ['nan', 'zero']) {
    const checked = await checks.photo(photo(name));
    assert.ok(checked.ok);
    assert.equal(checked.value.outcome, 'no-match');
  }
});

test('an answer that cannot be logged is not given', async () => {
  const { checks, db } = await desk();
  db.pragma(`max_page_count = ${Number(db.pragma('page_count', { simple: true }))}`);
  let last;
  // Free space within the pages in use takes some rows first.
  for (let i = 0; i < 500; i++) {
    last = await checks.photo(photo('ana'));
    if (!last.ok) break;
  }
  assert.ok(last && !last.ok);
  assert.equal(last.error.code, 'store-full');
  const sighting = new Sighting();
  const frames = [await checks.frame(photo('ana'), sighting)];
  frames.push(await checks.frame(photo('ana'), sighting));
  assert.equal(frames[1]?.ok, false);
  assert.equal(sighting.conclusion, null);
});

test('somebody removed while the picture was looked at is not matched', async () => {
  const station = await desk({
    late: () => {
      station.directory.remove('ana');
      return faceOf(0);
    },
  });
  const checked = await station.checks.photo(photo('late'));
  assert.ok(checked.ok);
  assert.equal(checked.value.outcome, 'no-match');
});

test('whom another process enrolled or removed is known, or unknown, at once', async (t) => {
  const path = join(temporaryDir(t), 'threshold.db');
  const window = await desk({}, path);
  const commandLine = madeStation({ stranger: faceOf(1) }, path);
  t.after(() => [window, commandLine].forEach(({ db }) => db.close()));
  const outcome = async (name: string): Promise<unknown> => {
    const checked = await window.checks.photo(photo(name));
    return checked.ok && (checked.value.person?.id ?? checked.value.outcome);
  };
  assert.equal(await outcome('stranger'), 'no-match');
  await commandLine.enrolment.enrol({
    id: 'eve',
    name: 'Eve',
    consent,
    photos: [photo('stranger')],
  });
  assert.equal(await outcome('stranger'), 'eve');
  commandLine.directory.remove('ana');
  assert.equal(await outcome('ana'), 'no-match');
});

test('a template of another encoder is never compared', async (t) => {
  const path = join(temporaryDir(t), 'threshold.db');
  const before = await desk({}, path);
  before.db.close();
  const after = madeStation({ ana: faceOf(0) }, path, 'f'.repeat(64));
  t.after(() => after.db.close());
  const found = await after.checks.photo(photo('ana'));
  assert.ok(found.ok);
  assert.deepEqual([found.value.outcome, found.value.distance], ['no-match', null]);
  const claimed = await after.checks.photo(photo('ana'), 'ana');
  assert.ok(!claimed.ok && claimed.error.code === 'encoder-changed');
});

test('every check of a photo is one event, with who, how near and why not', async () => {
  const { checks, events } = await desk();
  await checks.photo(photo('ana'));
  await checks.photo(photo('wall'));
  await checks.photo(photo('ana'), 'ben');
  const log = events.list(3);
  assert.ok(log.ok);
  assert.deepEqual(
    log.value.events.map((e) => [e.kind, e.outcome, e.personId, e.claimedId, e.code]),
    [
      ['verify', 'no-match', null, 'ben', null],
      ['identify', 'refused', null, null, 'no-face'],
      ['identify', 'match', 'ana', null, null],
    ],
  );
});

test('many frames of one person at the camera are one event', async () => {
  const { checks, events } = await desk();
  const before = events.list(1);
  const sighting = new Sighting();
  for (let i = 0; i < 30; i++) await checks.frame(photo('ana again'), sighting);
  const after = events.list(1);
  assert.ok(before.ok && after.ok);
  assert.equal(after.value.total, before.value.total + 1);
  assert.equal(after.value.events[0]?.source, 'camera');
});

test('a vision process that is gone refuses the frame and decides nothing', async () => {
  const { checks } = await desk({ gone: fail('vision-restarting') });
  const sighting = new Sighting();
  const checked = await checks.frame(photo('gone'), sighting);
  assert.ok(checked.ok);
  assert.equal(checked.value.result.code, 'vision-restarting');
  assert.equal(checked.value.conclusion, null);
});

test('what leaves the station says where faces are and never holds an encoding', async () => {
  const { checks } = await desk();
  const checked = await checks.frame(photo('ana'), new Sighting());
  assert.ok(checked.ok);
  assert.deepEqual(Object.keys(checked.value.faces[0] ?? {}).sort(), ['box', 'landmarks']);
});
