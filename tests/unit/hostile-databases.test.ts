import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import Database from 'better-sqlite3';
import { openStore } from '../../electron/hosts/open-store.ts';
import { userEvent } from '../../electron/station/access/user-event.ts';
import { openDatabase } from '../../electron/store/database.ts';
import { UserRepository } from '../../electron/store/user-repository.ts';
import { SealError } from '../../electron/vault/seal-error.ts';
import { boxFor, newBoxPair } from '../../electron/vault/sealed-box.ts';
import { insertSlot, readSlots } from '../../electron/vault/slot-rows.ts';
import { makeSlot, newSlotSecret, openBySecret } from '../../electron/vault/slot.ts';
import { boxedFor, newKeyId } from '../../electron/vault/station-key.ts';
import { fillVault, newStationId, StationVault } from '../../electron/vault/station-vault.ts';
import { openNewVaultFile, openVaultFile } from '../../electron/vault/vault-file.ts';
import { insertSecrets } from '../../electron/vault/vault-secrets.ts';
import { madeStore } from '../support/made-store.ts';
import { temporaryDir } from '../support/temporary.ts';

/** What somebody may put into a database with any tool, and what it is called in the refusal. */
const strange = [
  {
    what: 'trigger watch',
    sql: `CREATE TRIGGER watch AFTER INSERT ON events BEGIN DELETE FROM wrong_tries; END`,
  },
  { what: 'view mine', sql: 'CREATE VIEW mine AS SELECT * FROM users' },
  { what: 'table more', sql: 'CREATE TABLE more (x)' },
  { what: 'index quick', sql: 'CREATE INDEX quick ON users (role)' },
  { what: 'table users', sql: `ALTER TABLE users ADD COLUMN twin TEXT AS (name)` },
  { what: 'index people_by_change', sql: 'DROP INDEX people_by_change' },
  { what: 'table users', sql: 'DROP TABLE users' },
];

/** Does to a file what somebody with a database tool can. */
function tamper(path: string, sql: string): void {
  const db = new Database(path);
  db.exec(sql);
  db.close();
}

describe('a database that defines something else than the station made', () => {
  for (const { what, sql } of strange) {
    it(`is not used, and told: ${sql}`, (t) => {
      const path = join(temporaryDir(t), 'threshold.db');
      const { db, vault } = madeStore(path);
      t.after(() => vault.close());
      db.close();
      tamper(path, sql);
      const opened = openDatabase(path, { vault });
      assert.equal(opened.ok, false);
      assert.equal(opened.ok ? null : opened.error.code, 'store-damaged');
      assert.match(opened.ok ? '' : opened.error.message, new RegExp(what));
      const store = openStore(path, { vault, actor: () => 'os:tester' });
      t.after(() => store.close());
      const counted = store.users.count();
      assert.equal(counted.ok ? null : counted.error.code, 'store-damaged');
    });
  }

  it('is not migrated by what its number says', (t) => {
    const path = join(temporaryDir(t), 'threshold.db');
    const { db, vault } = madeStore(path);
    t.after(() => vault.close());
    db.close();
    for (const version of [0, 4, -1]) {
      tamper(path, `PRAGMA user_version = ${version}`);
      const opened = openDatabase(path, { vault });
      assert.equal(opened.ok ? null : opened.error.code, 'store-damaged', `schema ${version}`);
    }
  });

  it('is used all the same with statistics for planning queries, which do nothing', (t) => {
    const path = join(temporaryDir(t), 'threshold.db');
    const { db, vault } = madeStore(path);
    t.after(() => vault.close());
    db.close();
    tamper(path, 'ANALYZE');
    const opened = openDatabase(path, { vault });
    assert.ok(opened.ok);
    opened.value.close();
  });
});

/** A store whose users are Ana and Ben, both of whom may change everything. */
function withUsers(t: TestContext) {
  const path = join(temporaryDir(t), 'threshold.db');
  const { db, log, vault } = madeStore(path);
  t.after(() => {
    db.close();
    vault.close();
  });
  const users = new UserRepository(db, log);
  const role = 'administrator';
  for (const name of ['Ana', 'Ben']) {
    const user = { name, role, password: `hash of ${name}`, createdAt: 1 } as const;
    assert.ok(users.add(user, userEvent(1, name)).ok);
  }
  return { path, users };
}

describe('a user that somebody made or changed with a database tool', () => {
  const changes = [
    { what: 'another password', sql: `UPDATE users SET password = 'mine' WHERE key = 'ben'` },
    { what: 'another role', sql: `UPDATE users SET role = 'enroller' WHERE key = 'ben'` },
    {
      what: "the row of somebody else under one's own name",
      sql: `UPDATE users SET mac = (SELECT mac FROM users WHERE key = 'ana') WHERE key = 'ben'`,
    },
  ];
  for (const { what, sql } of changes) {
    it(`cannot sign in, nor go on working, and can only be removed: ${what}`, (t) => {
      const { path, users } = withUsers(t);
      tamper(path, sql);
      const ben = users.find('Ben');
      assert.ok(ben.ok && ben.value?.disabled);
      assert.deepEqual(users.stampOf('Ben'), { ok: true, value: null });
      const enabled = users.change('Ben', { disabled: false }, userEvent(2, 'Ben'));
      assert.equal(enabled.ok ? null : enabled.error.code, 'user-unknown');
      // Ben is none by now, so Ana is the last one.
      const last = users.remove('Ana', userEvent(2, 'Ana'));
      assert.equal(last.ok ? null : last.error.code, 'last-administrator');
      assert.ok(users.remove('Ben', userEvent(2, 'Ben')).ok);
    });
  }

  it('is no administrator, where a row was put in', (t) => {
    const { path, users } = withUsers(t);
    tamper(
      path,
      `INSERT INTO users (key, name, role, password, created_at, stamp, mac)
       SELECT 'eve', 'Eve', role, 'mine', 1, 'x', mac FROM users WHERE key = 'ana'`,
    );
    const eve = users.find('Eve');
    assert.ok(eve.ok && eve.value?.disabled);
    assert.deepEqual(users.stampOf('Eve'), { ok: true, value: null });
    const ana = users.find('Ana');
    assert.ok(ana.ok && ana.value?.disabled === false);
  });

  it('is told apart from one that the station itself changed', (t) => {
    const { users } = withUsers(t);
    const stamp = users.change('Ben', { role: 'auditor' }, userEvent(2, 'Ben'));
    assert.ok(stamp.ok);
    assert.deepEqual(users.stampOf('Ben'), stamp);
    const ben = users.find('Ben');
    assert.ok(ben.ok && ben.value?.role === 'auditor' && !ben.value.disabled);
  });
});

describe('settings that somebody changed with a database tool', () => {
  const changes = [
    `UPDATE settings SET value = '{"target":0.5}' WHERE key = 'risk'`,
    `DELETE FROM settings WHERE key = 'risk'`,
    `INSERT INTO settings (key, value) VALUES ('more', '1')`,
    'UPDATE settings_revision SET value = value + 1',
  ];
  for (const sql of changes) {
    it(`are neither read nor sealed anew: ${sql}`, (t) => {
      const path = join(temporaryDir(t), 'threshold.db');
      const { db, settings, vault } = madeStore(path);
      t.after(() => {
        db.close();
        vault.close();
      });
      assert.ok(settings.set('risk', '{"target":0.001}', userEvent(1, 'Ana')).ok);
      assert.deepEqual(settings.get('risk'), { ok: true, value: '{"target":0.001}' });
      tamper(path, sql);
      const read = settings.get('risk');
      assert.equal(read.ok ? null : read.error.code, 'store-damaged');
      const set = settings.set('zone', 'null', userEvent(2, 'Ana'));
      assert.equal(set.ok ? null : set.error.code, 'store-damaged');
    });
  }
});

/** A vault in a file that opens by `secret`; closed again. */
async function madeVault(t: TestContext) {
  const path = join(temporaryDir(t), 'vault.db');
  const db = openNewVaultFile(path);
  assert.ok(db.ok);
  const stationId = newStationId();
  const secret = newSlotSecret();
  const { slot } = await makeSlot(stationId, { kind: 'file', secret });
  assert.ok(fillVault({ db: db.value, path, now: Date.now }, stationId, [slot]));
  db.value.close();
  return { path, stationId, secret };
}

describe('keys that somebody wrote to', () => {
  it('are not used where a trigger was put among them', async (t) => {
    const { path } = await madeVault(t);
    tamper(
      path,
      'CREATE TRIGGER keep BEFORE DELETE ON person_keys BEGIN SELECT RAISE(IGNORE); END',
    );
    const opened = openVaultFile(path);
    assert.equal(opened.ok ? null : opened.error.code, 'keys-damaged');
    assert.match(opened.ok ? '' : opened.error.message, /trigger keep/);
  });

  it('do not lead to a station key of their choice, though they know whom to box it for', async (t) => {
    const { path, stationId, secret } = await madeVault(t);
    const own = { stationId, keyId: newKeyId(), key: randomBytes(32) };
    const db = new Database(path);
    const [slot] = readSlots(db);
    assert.ok(slot);
    // All that can be made without a secret: a slot of the same public key, everything under another key.
    db.exec('DELETE FROM slots; DELETE FROM secrets');
    const { authority } = newBoxPair();
    insertSlot(db, { ...slot, authority }, own, slot.since);
    const box = boxFor({ ...slot, authority }, own.key, boxedFor(stationId, slot.id, own.keyId));
    db.prepare('UPDATE slots SET station_key = ?').run(box);
    insertSecrets(db, stationId, own.key);
    db.prepare('UPDATE vault SET key_id = ?').run(own.keyId);
    db.close();
    const opened = openVaultFile(path);
    assert.ok(opened.ok);
    t.after(() => opened.value.close());
    const held = openBySecret(stationId, slot, secret);
    const parts = { db: opened.value, path, now: Date.now };
    assert.throws(() => new StationVault(parts, held), SealError);
  });
});
