import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { StationEvent } from '../../electron/contract/messages.ts';
import type { Retention } from '../../electron/contract/trust.ts';
import { checkEvent } from '../../electron/station/check-event.ts';
import {
  doubtedSince,
  keptFrom,
  proofMs,
  reasonToForget,
} from '../../electron/station/privacy/retention.ts';
import { day, madePrivacy } from '../support/made-privacy.ts';

type Made = ReturnType<typeof madePrivacy>;

const start = 1_800_000_000_000;

async function setRetention({ privacy }: Made, retention: Retention): Promise<void> {
  const policy = privacy.policy();
  assert.ok(policy.ok);
  assert.ok((await privacy.setPolicy({ ...policy.value, retention })).ok);
}

function rows({ events }: Made): StationEvent[] {
  const listed = events.list(500);
  assert.ok(listed.ok);
  return listed.value.events.filter(({ kind }) => kind === 'retention').toReversed();
}

function enrolled({ people }: Made): string[] {
  const listed = people.list('', 0, 500, '');
  assert.ok(listed.ok);
  return listed.value.people.map(({ id }) => id);
}

const person = { id: 'ana', usedAt: start, endsAt: null };

test('a person’s time is over when the period has passed since they came last, to the millisecond', () => {
  const reason = (now: number) => reasonToForget(person, { templates: 10 }, 0, now);
  assert.equal(reason(start + 10 * day - 1), null);
  assert.equal(reason(start + 10 * day), 'unused');
});

test('a person’s own end date comes before any period', () => {
  const ending = { ...person, endsAt: start + day };
  assert.equal(reasonToForget(ending, { templates: null }, 0, start + day - 1), null);
  assert.equal(reasonToForget(ending, { templates: null }, 0, start + day), 'ended');
});

test('without a period nobody’s time is over, nor at a time that is no number', () => {
  assert.equal(reasonToForget(person, { templates: null }, 0, start + 9999 * day), null);
  for (const now of [NaN, -Infinity]) {
    assert.equal(reasonToForget(person, { templates: 1 }, 0, now), null);
  }
  assert.equal(reasonToForget({ ...person, usedAt: NaN }, { templates: 1 }, 0, start), null);
  assert.equal(keptFrom(1, NaN), null);
  assert.equal(keptFrom(null, start), null);
});

test('time from before retention came to the database does not count', () => {
  const since = start + 100 * day;
  assert.equal(reasonToForget(person, { templates: 10 }, since, since + 9 * day), null);
  assert.equal(reasonToForget(person, { templates: 10 }, since, since + 10 * day), 'unused');
});

const trusted = { lookedAt: start, doubtedSince: null };

for (const [what, moment, memory, before, doubted] of [
  ['an hour later', { now: start + 3.6e6, tick: 3.6e6 }, trusted, { now: start, tick: 0 }, false],
  [
    'a weekend of sleep',
    { now: start + 3 * day, tick: 9 },
    trusted,
    { now: start, tick: 0 },
    false,
  ],
  ['a jump by a month', { now: start + 30 * day, tick: 9 }, trusted, { now: start, tick: 0 }, true],
  ['a start after a year off', { now: start + 364 * day, tick: 0 }, trusted, null, false],
  ['a start more than a year ahead', { now: start + 366 * day, tick: 0 }, trusted, null, true],
  ['a clock two hours back', { now: start - 7.2e6, tick: 0 }, trusted, null, true],
  ['a clock that is no number', { now: NaN, tick: 0 }, trusted, null, true],
  [
    'a memory that is no number',
    { now: start, tick: 0 },
    { ...trusted, lookedAt: NaN },
    null,
    true,
  ],
] as const) {
  test(`the clock is ${doubted ? 'doubted' : 'believed'} at ${what}`, () => {
    assert.equal(doubtedSince(moment, memory, before) !== null, doubted);
  });
}

test('a clock that jumped is believed when it has gone on from there for a day', () => {
  const jumped = start + 500 * day;
  const memory = { lookedAt: jumped, doubtedSince: jumped };
  const at = (ms: number) => doubtedSince({ now: jumped + ms, tick: ms }, memory, null);
  assert.equal(at(proofMs - 1), jumped);
  assert.equal(at(proofMs), null);
});

test('whoever was not recognised for the period is erased with all that is theirs, and a row', async () => {
  const made = madePrivacy();
  const { enrol, pass, privacy, events, clock, vault } = made;
  for (const id of ['ana', 'ben']) enrol(id, { photo: true });
  await setRetention(made, { templates: 10, photos: null, events: null });
  pass(6 * day);
  const match = { outcome: 'match', distance: 0.1, threshold: 0.3, timings: zero } as const;
  events.append(
    checkEvent({ ...match, person: { id: 'ben', name: 'Ben' } }, clock.now(), 'camera'),
  );
  pass(5 * day);
  const keys = vault.persons.count();
  const run = await privacy.retention.run();
  assert.deepEqual(run, { ok: true, value: { at: clock.now(), people: 1, photos: 0, events: 0 } });
  assert.deepEqual(enrolled(made), ['ben']);
  assert.equal(vault.persons.count(), keys - 1);
  assert.deepEqual(
    rows(made).map(({ personId, detail, actor, source }) => [personId, detail, actor, source]),
    [
      ['ana', 'unused', ':station', 'station'],
      [null, 'people 1, photos 0, rows of the log 0', ':station', 'station'],
    ],
  );
});

const zero = { decode: 0, detect: 0, align: 0, encode: 0, match: 0, total: 0 };

test('whoever is past their end date is erased, whatever the period', async () => {
  const made = madePrivacy();
  const { enrol, pass, privacy, time } = made;
  enrol('ana');
  enrol('ben');
  await setRetention(made, { templates: null, photos: null, events: null });
  assert.ok(privacy.rights.setEnd('ana', time.now + 2 * day).ok);
  pass(2 * day - 1);
  await privacy.retention.run();
  assert.deepEqual(enrolled(made), ['ana', 'ben']);
  pass(1);
  await privacy.retention.run();
  assert.deepEqual(enrolled(made), ['ben']);
  assert.equal(rows(made)[0]?.detail, 'ended');
});

test('old kept photos go while the person stays', async () => {
  const made = madePrivacy();
  const { enrol, pass, privacy, photos } = made;
  enrol('ana', { photo: true });
  pass(5 * day);
  enrol('ben', { photo: true });
  await setRetention(made, { templates: null, photos: 7, events: null });
  pass(3 * day);
  const run = await privacy.retention.run();
  assert.ok(run.ok && run.value.photos === 1 && run.value.people === 0);
  assert.deepEqual(photos.people(), { ok: true, value: ['ben'] });
  assert.deepEqual(enrolled(made), ['ana', 'ben']);
});

test('old rows of the log go in whole segments, and the log still verifies', async () => {
  const made = madePrivacy();
  const { events, pass, clock, privacy, log } = made;
  const nobody = { outcome: 'no-match', person: null, distance: 1, threshold: 0.3 } as const;
  for (let row = 0; row < 250; row++) {
    events.append(checkEvent({ ...nobody, timings: zero }, clock.now(), 'camera'));
  }
  await setRetention(made, { templates: null, photos: null, events: 30 });
  pass(40 * day);
  const run = await privacy.retention.run();
  assert.ok(run.ok && run.value.events === 200, JSON.stringify(run));
  const report = await log.verify();
  assert.ok(report.ok && report.value.ok && report.value.dropped === 200, JSON.stringify(report));
});

test('where nothing is past its time nothing is logged, and the run is remembered', async () => {
  const made = madePrivacy();
  made.enrol('ana');
  await made.privacy.retention.run();
  assert.deepEqual(rows(made), []);
  const view = await made.privacy.view();
  assert.deepEqual(view.ok && view.value.lastRun, {
    ...{ at: made.time.now, people: 0, photos: 0, events: 0 },
  });
});

test('a clock that jumps by years erases nobody, says so once, and is believed after a day', async () => {
  const made = madePrivacy();
  const { enrol, pass, privacy, time } = made;
  enrol('ana');
  await privacy.retention.run();
  time.now += 3 * 365 * day;
  for (let hour = 0; hour < 3; hour++) {
    const run = await privacy.retention.run();
    assert.equal(!run.ok && run.error.code, 'clock-doubtful');
    pass(3.6e6);
  }
  assert.deepEqual(enrolled(made), ['ana']);
  assert.deepEqual(
    rows(made).map(({ outcome, code }) => [outcome, code]),
    [['refused', 'clock-doubtful']],
  );
  const doubted = await privacy.view();
  const fact = doubted.ok && doubted.value.facts.find(({ topic }) => topic === 'retention');
  assert.ok(fact && !fact.ok && fact.figures['clockDoubted'] === 1);
  pass(day);
  assert.ok((await privacy.retention.run()).ok);
  assert.deepEqual(enrolled(made), []);
});

test('a clock that is set right again after a jump erases nobody, and goes on after a day', async () => {
  const made = madePrivacy();
  const { enrol, pass, privacy, time } = made;
  enrol('ana');
  await privacy.retention.run();
  time.now += 3 * 365 * day;
  await privacy.retention.run();
  time.now -= 3 * 365 * day;
  pass(3.6e6);
  assert.ok(!(await privacy.retention.run()).ok);
  pass(day);
  assert.ok((await privacy.retention.run()).ok);
  assert.deepEqual(enrolled(made), ['ana']);
});

test('somebody can vouch for a clock that jumped', async () => {
  const made = madePrivacy();
  made.enrol('ana');
  await made.privacy.retention.run();
  made.time.now += 3 * 365 * day;
  assert.ok((await made.privacy.retention.run(true)).ok);
  assert.deepEqual(enrolled(made), []);
});

test('a policy that cannot be read erases nobody', async () => {
  const made = madePrivacy();
  const { enrol, pass, privacy, db } = made;
  enrol('ana');
  await setRetention(made, { templates: 10, photos: 10, events: 10 });
  db.prepare("UPDATE settings SET value = '{}' WHERE key = 'privacy'").run();
  pass(300 * day);
  const run = await privacy.retention.run();
  assert.equal(!run.ok && run.error.code, 'store-damaged');
  assert.deepEqual(enrolled(made), ['ana']);
});

test('whoever comes in while others are being erased stays', async () => {
  const made = madePrivacy();
  const { enrol, pass, privacy, events, clock } = made;
  enrol('ana');
  enrol('ben');
  await setRetention(made, { templates: 10, photos: null, events: null });
  pass(11 * day);
  const running = privacy.retention.run();
  const match = { outcome: 'match', distance: 0.1, threshold: 0.3, timings: zero } as const;
  events.append(
    checkEvent({ ...match, person: { id: 'ben', name: 'Ben' } }, clock.now(), 'camera'),
  );
  assert.ok((await running).ok);
  assert.deepEqual(enrolled(made), ['ben']);
});

test('two who ask at once get one run', async () => {
  const { privacy } = madePrivacy();
  const [one, other] = [privacy.retention.run(), privacy.retention.run()];
  assert.equal(await one, await other);
});
