import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { test } from 'node:test';
import { plainEvent } from '../../electron/contract/plain-event.ts';
import type { PrivacyFact } from '../../electron/contract/trust.ts';
import { privacyViewSchema } from '../../electron/contract/trust.ts';
import { listeningElsewhere } from '../../electron/hosts/privacy/listening.ts';
import { day, madePrivacy } from '../support/made-privacy.ts';

type Made = ReturnType<typeof madePrivacy>;

async function fact({ privacy }: Made, topic: PrivacyFact['topic']): Promise<PrivacyFact> {
  const view = await privacy.view();
  assert.ok(view.ok, JSON.stringify(view));
  privacyViewSchema.parse(view.value);
  const found = view.value.facts.find((one) => one.topic === topic);
  assert.ok(found);
  return found;
}

test('every sealed row is counted, and all are in order', async () => {
  const made = madePrivacy();
  made.enrol('ana', { photo: true });
  made.enrol('ben');
  await made.privacy.rights.setPin('ana', '8350');
  // Two profiles, two templates, a photo, a PIN.
  assert.deepEqual(await fact(made, 'sealed'), {
    ...{ topic: 'sealed', ok: true, figures: { rows: 6, sealed: 6, bad: 0 } },
  });
});

for (const [what, sql] of [
  ['a template in plain', `UPDATE templates SET sealed = zeroblob(512) WHERE person_id = 'ana'`],
  ['a photo in plain', `UPDATE enrolment_photos SET sealed = x'ffd8ffe000104a46494600' `],
  [
    'a template that is somebody else’s',
    `UPDATE templates SET sealed = (SELECT sealed FROM templates WHERE person_id = 'ben')
     WHERE person_id = 'ana'`,
  ],
  [
    'a profile that was altered',
    `UPDATE people SET profile = CAST(substr(profile, 1, 60) || x'00' AS BLOB)
     WHERE id = 'ana'`,
  ],
] as const) {
  test(`${what} is counted as bad`, async () => {
    const made = madePrivacy();
    made.enrol('ana', { photo: true });
    made.enrol('ben');
    made.db.prepare(sql).run();
    const { ok, figures } = await fact(made, 'sealed');
    assert.equal(ok, false);
    assert.equal(figures['bad'], 1);
  });
}

test('the keys are in order when somebody has confirmed the recovery key', async () => {
  const made = madePrivacy();
  const { ok, figures } = await fact(made, 'keys');
  assert.equal(ok, false);
  assert.equal(figures['kinds'], 'file');
});

test('a person whose consent cannot be read, or whose face stays after they withdrew, has none', async () => {
  const made = madePrivacy();
  for (const id of ['ana', 'ben', 'cem']) made.enrol(id);
  assert.deepEqual((await fact(made, 'consent')).figures, {
    ...{ people: 3, missing: 0, withdrawn: 0, version: 1 },
  });
  made.privacy.rights.withdraw('ana');
  assert.ok((await fact(made, 'consent')).ok);
  made.db.prepare("UPDATE people SET withdrawn_at = 1 WHERE id = 'ben'").run();
  made.db.prepare("UPDATE people SET profile = zeroblob(100) WHERE id = 'cem'").run();
  const { ok, figures } = await fact(made, 'consent');
  assert.equal(ok, false);
  assert.deepEqual(figures, { people: 3, missing: 2, withdrawn: 2, version: 1 });
});

test('whoever is past their time and still there is told, some days after', async () => {
  const made = madePrivacy();
  made.enrol('ana', { photo: true });
  made.pass(179 * day);
  assert.ok((await fact(made, 'retention')).ok);
  made.pass(4 * day);
  const { ok, figures } = await fact(made, 'retention');
  assert.equal(ok, false);
  assert.deepEqual(figures, { lastRunAt: null, overdue: 1, clockDoubted: 0 });
  await made.privacy.retention.run();
  assert.ok((await fact(made, 'retention')).ok);
});

test('a picture of nobody is found', async () => {
  const made = madePrivacy();
  assert.ok((await fact(made, 'snapshots')).ok);
  made.db.pragma('foreign_keys = OFF');
  made.db
    .prepare("INSERT INTO enrolment_photos (person_id, sealed, created_at) VALUES ('x', x'01', 1)")
    .run();
  assert.deepEqual((await fact(made, 'snapshots')).figures, { pictures: 1 });
});

test('the log is in order when it has been verified lately, and not when a row was edited', async () => {
  const made = madePrivacy();
  made.enrol('ana');
  await made.privacy.rights.setPin('ana', '8350');
  assert.equal((await fact(made, 'log')).ok, false);
  await made.log.verify();
  const verified = await fact(made, 'log');
  assert.ok(verified.ok);
  assert.equal(verified.figures['verifiedAt'], made.time.now);
  made.pass(31 * day);
  assert.equal((await fact(made, 'log')).ok, false);
  made.db.prepare("UPDATE events SET detail = 'removed' WHERE seq = 1").run();
  await made.log.verify();
  const altered = await fact(made, 'log');
  assert.equal(altered.ok, false);
  assert.equal(altered.figures['firstBad'], 1);
});

test('without a backup, or with an old one, the fact says so', async () => {
  const made = madePrivacy();
  assert.deepEqual(await fact(made, 'backup'), {
    topic: 'backup',
    ok: false,
    figures: { lastAt: null },
  });
  made.events.append(plainEvent('backup', made.time.now));
  assert.ok((await fact(made, 'backup')).ok);
  made.pass(8 * day);
  assert.equal((await fact(made, 'backup')).ok, false);
});

test('a station without an administrator is told', async () => {
  assert.deepEqual(await fact(madePrivacy(), 'users'), {
    ...{ topic: 'users', ok: false },
    figures: { users: 0, administrator: 0, enroller: 0, receptionist: 0, auditor: 0 },
  });
});

const isLinux = process.platform === 'linux';

test(
  'a socket on all addresses is noticed, one on loopback is not',
  { skip: !isLinux },
  async () => {
    const server = createServer();
    for (const [host, reachable] of [
      ['127.0.0.1', false],
      ['0.0.0.0', true],
    ] as const) {
      const listening = once(server, 'listening');
      server.listen(0, host);
      await listening;
      assert.equal(listeningElsewhere(), reachable);
      const closed = once(server, 'close');
      server.close();
      await closed;
    }
  },
);
