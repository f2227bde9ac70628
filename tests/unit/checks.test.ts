import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { fail, ok } from '../../electron/contract/errors.ts';
import type { FrameCheck } from '../../electron/contract/messages.ts';
import type { Observation, Wish } from '../../electron/contract/observation.ts';
import { Checks } from '../../electron/station/checks.ts';
import { Sighting } from '../../electron/station/sighting.ts';
import {
  along,
  faceOf,
  madeStation,
  observation,
  photo,
  type Sights,
} from '../support/made-station.ts';
import { settingEvent } from '../../electron/station/operator-event.ts';
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
  assert.deepEqual(Object.keys(checked.value.faces[0] ?? {}).sort(), ['box', 'landmarks', 'track']);
});

/** The same station, and what it asks of the vision process. */
function withWishes(station: Awaited<ReturnType<typeof desk>>): { checks: Checks; wishes: Wish[] } {
  const wishes: Wish[] = [];
  const vision = {
    observe: (asked: ReturnType<typeof photo>, wish: Wish) => {
      wishes.push(wish);
      return station.vision.observe(asked);
    },
  };
  return { checks: new Checks({ ...station, vision }), wishes };
}

/** The picture of the first with somebody else behind, to the right and of this share of the size. */
function behind(seen: Observation, share: number, distance = 150): Observation {
  const [face] = seen.faces;
  assert.ok(face);
  const box = {
    x: face.box.x + distance,
    y: face.box.y,
    width: face.box.width * share,
    height: face.box.height * share,
  };
  const landmarks = face.landmarks.map(([x, y]): [number, number] => [
    box.x + (x - face.box.x) * share,
    box.y + (y - face.box.y) * share,
  ]);
  return { ...seen, faces: [face, { ...face, box, landmarks, encoding: null, quality: null }] };
}

async function frameOf(checks: Checks, name: string, sighting: Sighting): Promise<FrameCheck> {
  const checked = await checks.frame(photo(name), sighting);
  assert.ok(checked.ok);
  return checked.value;
}

test('a photo is looked at thoroughly, a frame quickly and with the place of the one before', async () => {
  const { checks, wishes } = withWishes(await desk());
  const sighting = new Sighting();
  await checks.photo(photo('ana'));
  for (let i = 0; i < 2; i++) await checks.frame(photo('ana'), sighting);
  const subject = { encode: 'subject', subject: 'largest' };
  const [face] = observation(along(0)).faces;
  assert.deepEqual(wishes, [
    { ...subject, effort: 'thorough' },
    { ...subject, effort: 'quick' },
    { ...subject, effort: 'quick', held: face?.box },
  ]);
});

const packSet = settingEvent('models', 0, 'core → own');

test('the zone that is set is where the subject of a frame may stand', async () => {
  const station = await desk();
  const { checks, wishes } = withWishes(station);
  const zone = { x: 0.25, y: 0, width: 0.5, height: 1 };
  const settings = [
    JSON.stringify(zone),
    '{"x":0.25',
    '"left"',
    '{"x":-1,"y":0,"width":9,"height":1}',
  ];
  for (const value of settings) {
    assert.ok(station.settings.set('zone', value, packSet).ok);
    await checks.frame(photo('ana'), new Sighting());
  }
  // One that cannot be read counts as none.
  assert.deepEqual(
    wishes.map((wish) => wish.zone),
    [zone, undefined, undefined, undefined],
  );
});

test('each question has its own threshold, which the answer and the log tell', async () => {
  const station = await desk();
  const thresholds = { of: (mode: string) => ok(mode === 'verify' ? 0.25 : 0.01) };
  const checks = new Checks({ ...station, thresholds });
  const identified = await checks.photo(photo('ana again'));
  const verified = await checks.photo(photo('ana again'), 'ana');
  assert.ok(identified.ok && verified.ok);
  assert.deepEqual([identified.value.outcome, identified.value.threshold], ['no-match', 0.01]);
  assert.deepEqual([verified.value.outcome, verified.value.threshold], ['match', 0.25]);
  const compared = await checks.compare(photo('ana'), photo('ana again'));
  assert.ok(compared.ok);
  assert.deepEqual([compared.value.same, compared.value.threshold], [true, 0.25]);
  const log = station.events.list(2);
  assert.ok(log.ok);
  assert.deepEqual(
    log.value.events.map((event) => event.threshold),
    [0.25, 0.01],
  );
});

test('without a threshold nobody matches, not even at distance 0', async () => {
  const station = await desk();
  for (const threshold of [0, NaN]) {
    const checks = new Checks({ ...station, thresholds: { of: () => ok(threshold) } });
    const sighting = new Sighting();
    for (let i = 0; i < 12; i++) {
      const { result } = await frameOf(checks, 'ana', sighting);
      assert.equal(result.outcome, 'no-match');
    }
    assert.equal(sighting.conclusion?.outcome, 'no-match');
  }
});

test('a threshold that cannot be read is an error, and nothing is concluded', async () => {
  const station = await desk();
  const checks = new Checks({ ...station, thresholds: { of: () => fail('store-unavailable') } });
  const sighting = new Sighting();
  for (let i = 0; i < 4; i++) {
    const checked = await checks.frame(photo('ana'), sighting);
    assert.ok(!checked.ok && checked.error.code === 'store-unavailable');
  }
  assert.equal(sighting.conclusion, null);
});

test('what frames show is pooled: none of them matches alone, all of them together do', async () => {
  const one = along(0, 0.5);
  const other = Float32Array.of(Math.cos(0.5), 0, 0, Math.sin(0.5));
  const station = await desk({ one: ok(observation(one)), other: ok(observation(other)) });
  // 0.24 each, 0.19 together with what their spread adds.
  const checks = new Checks({ ...station, thresholds: { of: () => ok(0.2) } });
  for (const name of ['one', 'other']) {
    const alone = await frameOf(checks, name, new Sighting());
    assert.equal(alone.result.outcome, 'no-match');
  }
  const sighting = new Sighting();
  await frameOf(checks, 'one', sighting);
  const { result, conclusion } = await frameOf(checks, 'other', sighting);
  assert.equal(result.outcome, 'match');
  assert.deepEqual([conclusion?.person?.id, conclusion?.frames], ['ana', 2]);
});

test('a frame that is too poor is refused with a direction and is no evidence', async () => {
  const { checks } = await desk({ dark: faceOf(1, 0, { brightnessLeft: 0, brightnessRight: 0 }) });
  const sighting = new Sighting();
  await frameOf(checks, 'ana', sighting);
  for (let i = 0; i < 12; i++) {
    const { result, subject } = await frameOf(checks, 'dark', sighting);
    assert.deepEqual(
      [result.outcome, result.code, result.direction, subject],
      ['refused', 'face-too-dark', 'more-light', 0],
    );
  }
  const { conclusion } = await frameOf(checks, 'ana', sighting);
  assert.deepEqual([conclusion?.person?.id, conclusion?.frames], ['ana', 2]);
});

test('somebody close behind is told about and refuses no frame, but a photo', async () => {
  const ana = observation(along(0));
  const { checks } = await desk({
    close: ok(behind(ana, 0.8)),
    far: ok(behind(ana, 0.3)),
  });
  const sighting = new Sighting();
  const close = await frameOf(checks, 'close', sighting);
  assert.deepEqual([close.result.outcome, close.companion, close.subject], ['match', true, 0]);
  assert.deepEqual(
    close.faces.map(({ track }) => track),
    [1, 2],
  );
  const far = await frameOf(checks, 'far', sighting);
  assert.deepEqual([far.result.outcome, far.companion], ['match', false]);
  const asPhoto = await checks.photo(photo('close'));
  assert.ok(asPhoto.ok);
  assert.deepEqual(
    [asPhoto.value.outcome, asPhoto.value.code, asPhoto.value.direction],
    ['refused', 'several-faces', 'one-at-a-time'],
  );
});

test('nobody in the zone is nobody there, whoever else is in the picture', async () => {
  const { checks } = await desk({ aside: ok({ ...observation(along(0)), subject: null }) });
  const { result, subject, faces } = await frameOf(checks, 'aside', new Sighting());
  assert.deepEqual([result.code, subject, faces.length], ['no-face', null, 1]);
});

test('a claim at the camera is answered for the claimed person only', async () => {
  const { checks, events } = await desk();
  for (const [claimed, expected] of [
    ['ana', 'match'],
    ['ben', 'no-match'],
  ] as const) {
    const sighting = new Sighting();
    for (let i = 0; i < 6; i++) await checks.frame(photo('ana'), sighting, claimed);
    assert.equal(sighting.conclusion?.outcome, expected);
    assert.equal(sighting.conclusion?.claimed?.id, claimed);
  }
  const log = events.list(2);
  assert.ok(log.ok);
  assert.deepEqual(
    log.value.events.map((event) => [event.kind, event.outcome, event.claimedId, event.personId]),
    [
      ['verify', 'no-match', 'ben', null],
      ['verify', 'match', 'ana', 'ana'],
    ],
  );
});
