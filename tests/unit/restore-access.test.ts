import assert from 'node:assert/strict';
import { copyFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { describe, it, type TestContext } from 'node:test';
import type { Role } from '../../electron/contract/access.ts';
import { plainEvent } from '../../electron/contract/plain-event.ts';
import { PinRepository } from '../../electron/store/pin-repository.ts';
import { PeopleRepository } from '../../electron/store/people-repository.ts';
import { SettingsRepository } from '../../electron/store/settings-repository.ts';
import { UserRepository } from '../../electron/store/user-repository.ts';
import { BackupStation } from '../support/backup-station.ts';
import { temporaryDir } from '../support/temporary.ts';

const event = plainEvent('user', 1_700_000_000_000);

const usersOf = ({ db, log }: BackupStation) => new UserRepository(db, log);
const pinsOf = ({ db, log, vault }: BackupStation) => new PinRepository(db, { vault, log });
const peopleOf = ({ db, log, vault }: BackupStation) => new PeopleRepository(db, { vault, log });

function addUser(made: BackupStation, name: string, role: Role): void {
  const user = { name, role, password: `hash of ${name} then`, createdAt: 1 };
  assert.ok(usersOf(made).add(user, event).ok);
}

/** A station with an administrator, Eve, and Ana enrolled with a PIN; and a backup of it. */
async function station(t: TestContext): Promise<BackupStation> {
  const made = new BackupStation(temporaryDir(t));
  t.after(() => made.close());
  made.enrol('ana');
  addUser(made, 'root', 'administrator');
  addUser(made, 'eve', 'enroller');
  assert.ok(pinsOf(made).set('ana', 'PIN of then', event).ok);
  assert.ok((await made.backup()).ok);
  return made;
}

/** What has happened since the backup. */
function since(made: BackupStation): void {
  const users = usersOf(made);
  assert.ok(users.remove('eve', event).ok);
  assert.ok(users.change('root', { password: 'hash of now' }, event).ok);
  assert.ok(users.tries.set('root', { wrong: 7, at: 5 }).ok);
  assert.ok(pinsOf(made).set('ana', 'PIN of now', event).ok);
  assert.ok(peopleOf(made).setEnd('ana', 99, event).ok);
}

/** What lets somebody work or come in. */
function access(made: BackupStation) {
  const users = usersOf(made);
  const listed = users.list();
  const root = users.find('root');
  const tries = users.tries.get('root');
  const pin = pinsOf(made).find('ana');
  assert.ok(listed.ok && root.ok && tries.ok && pin.ok);
  return {
    users: listed.value.map(({ name }) => name),
    password: root.value?.password,
    wrong: tries.value?.wrong ?? 0,
    pin: pin.value?.hash,
    endsAt: pin.value?.endsAt,
  };
}

const ofNow = {
  users: ['root'],
  password: 'hash of now',
  wrong: 7,
  pin: 'PIN of now',
  endsAt: 99,
};
const ofThen = {
  users: ['eve', 'root'],
  password: 'hash of root then',
  wrong: 0,
  pin: 'PIN of then',
  endsAt: null,
};

function restored(made: BackupStation, name = 'a.backup') {
  const done = made.restore(made.path(name));
  assert.ok(done.ok, done.ok ? '' : done.error.message);
  return done.value;
}

/** What is kept of a person in plain, and how much of their face. */
function rowOf({ db }: BackupStation, id: string) {
  const row = db
    .prepare<[string], { keyId: string; withdrawnAt: number | null; looks: number }>(
      `SELECT key_id AS keyId, profile, withdrawn_at AS withdrawnAt, ends_at AS endsAt,
        (SELECT count(*) FROM templates WHERE person_id = people.id) AS looks
       FROM people WHERE id = ?`,
    )
    .get(id);
  assert.ok(row);
  return row;
}

function detail({ db }: BackupStation): string {
  const newest = db.prepare<[], string>('SELECT detail FROM events ORDER BY seq DESC LIMIT 1');
  return newest.pluck().get() ?? '';
}

describe('who may do what after a restore', () => {
  it('is as it is now: nobody who was removed, no old password or PIN, no lifted delay or end', async (t) => {
    const made = await station(t);
    since(made);
    assert.deepEqual(access(made), ofNow);
    assert.equal(restored(made).usersOfThen, false);
    assert.deepEqual(access(made), ofNow);
    assert.ok(!detail(made).includes('of then'));
  });

  it('leaves nobody signed out who was at work: a user’s stamp is the same', async (t) => {
    const made = await station(t);
    since(made);
    const before = usersOf(made).stampOf('root');
    restored(made);
    assert.deepEqual(usersOf(made).stampOf('root'), before);
  });

  it('keeps a PIN that was removed since removed', async (t) => {
    const made = await station(t);
    assert.ok(pinsOf(made).set('ana', null, event).ok);
    restored(made);
    assert.equal(access(made).pin, null);
  });

  it('is as it is now for whoever withdrew since: no face comes back, and their PIN and end stay', async (t) => {
    const made = await station(t);
    made.enrol('ben');
    since(made);
    assert.ok(peopleOf(made).withdraw('ana', event).ok);
    const before = rowOf(made, 'ana');
    const { forgotten, people, peopleOfNow } = restored(made);
    assert.deepEqual([forgotten, people, peopleOfNow], [[], 1, 1]);
    assert.deepEqual(rowOf(made, 'ana'), before);
    assert.ok(before.withdrawnAt, 'and they had withdrawn');
    assert.equal(before.looks, 0);
    assert.deepEqual(access(made), ofNow);
    assert.match(detail(made), /; people of now, without a face: 1$/);
    const kept = peopleOf(made).get('ana', 'e'.repeat(64));
    assert.ok(kept.ok && kept.value.name === 'Name of ana');
    const again = restored(made);
    assert.deepEqual(again.forgotten, [], 'the next restore is the same');
  });

  it('is as it is now for whoever was erased and enrolled anew, without a face', async (t) => {
    const made = await station(t);
    made.erase('ana');
    made.enrol('ana');
    const { keyId } = rowOf(made, 'ana');
    assert.deepEqual(restored(made).forgotten, []);
    assert.deepEqual([rowOf(made, 'ana').keyId, rowOf(made, 'ana').looks], [keyId, 0]);
    assert.equal(access(made).pin, null, 'the PIN of then is not theirs');
  });

  it('gives nobody a row that the station did not write: they stay forgotten', async (t) => {
    const made = await station(t);
    made.enrol('ben');
    assert.ok(peopleOf(made).withdraw('ana', event).ok);
    made.db.exec(`UPDATE people SET profile = (SELECT profile FROM people WHERE id = 'ben')
      WHERE id = 'ana'`);
    assert.deepEqual(restored(made).forgotten, ['ana']);
  });

  for (const [what, damage] of Object.entries({
    missing: (path: string) => rmSync(path),
    'not a database': (path: string) => writeFileSync(path, 'x'.repeat(10_000)),
    'cut off': (path: string) => writeFileSync(path, readFileSync(path).subarray(0, 5000)),
  })) {
    it(`is as it was then where the database is ${what}, and that is said`, async (t) => {
      const made = await station(t);
      since(made);
      made.close();
      damage(made.places.database);
      assert.equal(restored(made).usersOfThen, true);
      assert.deepEqual(access(made), ofThen);
      assert.match(detail(made), /; users of then$/);
    });
  }

  it('is never taken from a copy that is older than the backup', async (t) => {
    const made = await station(t);
    made.close();
    const old = `${made.places.database}.old`;
    copyFileSync(made.places.database, old);
    since(made);
    assert.ok((await made.backup('new.backup')).ok);
    made.close();
    copyFileSync(old, made.places.database);
    rmSync(old);
    assert.equal(restored(made, 'new.backup').usersOfThen, true);
    assert.deepEqual(access(made), ofNow, 'which the backup is of');
  });

  it('says which settings went back to what they were', async (t) => {
    const made = await station(t);
    const settings = new SettingsRepository(made.db, made.log);
    for (const key of ['zone', 'privacy']) assert.ok(settings.set(key, '1', event).ok);
    assert.deepEqual(restored(made).settingsOfThen, ['privacy', 'zone']);
    assert.deepEqual(new SettingsRepository(made.db, made.log).get('zone'), {
      ok: true,
      value: null,
    });
    assert.match(detail(made), /; settings of then: privacy, zone$/);
    assert.deepEqual(restored(made).settingsOfThen, []);
  });
});
