import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { ok } from '../../electron/contract/errors.ts';
import type { StationEvent } from '../../electron/contract/messages.ts';
import type { EventStore } from '../../electron/station/interfaces.ts';
import { checkPin } from '../../electron/station/privacy/pin-rules.ts';
import { day, madePrivacy } from '../support/made-privacy.ts';
import { temporaryDir } from '../support/temporary.ts';

const pin = '8350';

function code(answer: { ok: boolean; error?: { code: string } }): string {
  return answer.error?.code ?? 'ok';
}

function pinRows(events: EventStore): StationEvent[] {
  const rows = events.list(100);
  assert.ok(rows.ok);
  return rows.value.events.filter(({ kind }) => kind === 'pin').toReversed();
}

for (const weak of [
  ...['1111', '000000', '1212', '123123', '7979797'],
  ...['1234', '4321', '2468', '8642', '7890', '0987', '98765432', '0246802'],
  ...['1987', '2001', '2026', '1900'],
  ...['2580', '0852'],
]) {
  test(`the PIN ${weak} is too easy to guess`, () => {
    assert.equal(code(checkPin(weak)), 'pin-weak');
  });
}

for (const good of ['8350', '4071', '1847', '2580391', '19873', '640213']) {
  test(`the PIN ${good} is taken`, () => {
    assert.deepEqual(checkPin(good), ok(undefined));
  });
}

test('whoever gives their id and PIN is let in, and the log has a row without the PIN', async () => {
  const { privacy, enrol, events } = madePrivacy();
  enrol('ana');
  assert.ok((await privacy.rights.setPin('ana', pin)).ok);
  const answer = await privacy.checkPin('ana', pin, false);
  assert.deepEqual(answer, ok({ person: { id: 'ana', name: 'Name of ana' } }));
  const rows = pinRows(events);
  assert.deepEqual(
    rows.map(({ outcome, personId, claimedId, detail }) => [outcome, personId, claimedId, detail]),
    [
      ['done', 'ana', null, 'set'],
      ['match', 'ana', 'ana', null],
    ],
  );
  assert.ok(!JSON.stringify(rows).includes(pin));
});

test('a stranger is never told whether the id, the PIN or that there is one was wrong', async () => {
  const { privacy, enrol } = madePrivacy();
  enrol('ana');
  enrol('ben');
  await privacy.rights.setPin('ana', pin);
  const answers = [
    await privacy.checkPin('ana', '4071', false),
    await privacy.checkPin('ben', pin, false),
    await privacy.checkPin('nobody', pin, false),
  ];
  assert.deepEqual(answers.map(code), ['pin-wrong', 'pin-wrong', 'pin-wrong']);
  const [first, ...others] = answers;
  for (const other of others) assert.deepEqual(other, first);
});

test('an operator is told which it was', async () => {
  const { privacy, enrol } = madePrivacy();
  enrol('ana');
  enrol('ben');
  await privacy.rights.setPin('ana', pin);
  assert.equal(code(await privacy.checkPin('ana', '4071', true)), 'pin-wrong');
  assert.equal(code(await privacy.checkPin('ben', pin, true)), 'pin-none');
  assert.equal(code(await privacy.checkPin('nobody', pin, true)), 'unknown-person');
});

test('what was typed as an id that nobody has is not in the log', async () => {
  const { privacy, events } = madePrivacy();
  await privacy.checkPin('8350 oops', pin, false);
  assert.deepEqual(
    pinRows(events).map(({ outcome, personId, claimedId }) => [outcome, personId, claimedId]),
    [['no-match', null, null]],
  );
});

test('after three wrong PINs the right one has to wait, twice as long each time', async () => {
  const { privacy, enrol, pass } = madePrivacy();
  enrol('ana');
  await privacy.rights.setPin('ana', pin);
  for (let tries = 0; tries < 3; tries++) await privacy.checkPin('ana', '4071', false);
  for (const waited of [1, 2, 4, 8]) {
    assert.equal(code(await privacy.checkPin('ana', pin, false)), 'sign-in-wait');
    pass(waited * 1000 - 1);
    assert.equal(code(await privacy.checkPin('ana', '4071', false)), 'sign-in-wait');
    pass(1);
    assert.equal(code(await privacy.checkPin('ana', '4071', false)), 'pin-wrong');
  }
});

test('the wait is at most an hour, and a right PIN ends it', async () => {
  const { privacy, enrol, pass } = madePrivacy();
  enrol('ana');
  await privacy.rights.setPin('ana', pin);
  for (let tries = 0; tries < 30; tries++) {
    await privacy.checkPin('ana', '4071', false);
    pass(day / 24);
  }
  assert.equal(code(await privacy.checkPin('ana', pin, false)), 'ok');
  assert.equal(code(await privacy.checkPin('ana', '4071', false)), 'pin-wrong');
  assert.equal(code(await privacy.checkPin('ana', pin, false)), 'ok');
});

test('wrong tries count after a restart, and a clock set back shortens no wait', async (t) => {
  const path = join(temporaryDir(t), 'threshold.db');
  const before = madePrivacy(path);
  before.enrol('ana');
  await before.privacy.rights.setPin('ana', pin);
  for (let tries = 0; tries < 3; tries++) await before.privacy.checkPin('ana', '4071', false);
  before.db.close();
  const after = madePrivacy(path);
  after.time.now = before.time.now - 10 * day;
  assert.equal(code(await after.privacy.checkPin('ana', pin, false)), 'sign-in-wait');
  after.pass(1000);
  assert.equal(code(await after.privacy.checkPin('ana', pin, false)), 'ok');
  after.db.close();
});

test('tries made at once count one after the other', async () => {
  const { privacy, enrol } = madePrivacy();
  enrol('ana');
  await privacy.rights.setPin('ana', pin);
  const tries = Array.from({ length: 8 }, () => privacy.checkPin('ana', '4071', false));
  const codes = (await Promise.all(tries)).map(code);
  assert.deepEqual(codes.slice(0, 3), ['pin-wrong', 'pin-wrong', 'pin-wrong']);
  assert.ok(codes.slice(3).every((one) => one === 'sign-in-wait'));
});

test('many ids tried one after the other have to wait, too', async () => {
  const { privacy } = madePrivacy();
  const codes: string[] = [];
  for (let id = 0; id < 25; id++) codes.push(code(await privacy.checkPin(`id${id}`, pin, false)));
  assert.equal(codes.indexOf('sign-in-wait'), 20);
});

test('whose end date has come has no PIN any more', async () => {
  const { privacy, enrol, time, pass } = madePrivacy();
  enrol('ana');
  await privacy.rights.setPin('ana', pin);
  assert.ok(privacy.rights.setEnd('ana', time.now + day).ok);
  assert.equal(code(await privacy.checkPin('ana', pin, false)), 'ok');
  pass(day);
  assert.equal(code(await privacy.checkPin('ana', pin, false)), 'pin-wrong');
});

test('a PIN is kept as a hash that is sealed under the person’s key, and goes when it is removed', async () => {
  const { privacy, enrol, db } = madePrivacy();
  enrol('ana');
  enrol('ben');
  await privacy.rights.setPin('ana', pin);
  await privacy.rights.setPin('ben', pin);
  const rows = db.prepare<[], Buffer>('SELECT sealed FROM pins ORDER BY person_id').pluck().all();
  assert.equal(rows.length, 2);
  for (const row of rows) {
    assert.ok(!row.includes(pin));
    assert.ok(!row.includes('scrypt'));
  }
  db.prepare("UPDATE pins SET sealed = ? WHERE person_id = 'ana'").run(rows[1]);
  assert.equal(code(await privacy.checkPin('ana', pin, true)), 'sealed-unreadable');
  assert.ok((await privacy.rights.setPin('ana', null)).ok);
  assert.equal(code(await privacy.checkPin('ana', pin, true)), 'pin-none');
});

test('a weak PIN is refused and the one before stays', async () => {
  const { privacy, enrol } = madePrivacy();
  enrol('ana');
  await privacy.rights.setPin('ana', pin);
  assert.equal(code(await privacy.rights.setPin('ana', '1234')), 'pin-weak');
  assert.equal(code(await privacy.rights.setPin('nobody', pin)), 'unknown-person');
  assert.equal(code(await privacy.checkPin('ana', pin, false)), 'ok');
});
