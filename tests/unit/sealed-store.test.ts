import assert from 'node:assert/strict';
import { readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test, type TestContext } from 'node:test';
import Database from 'better-sqlite3';
import type { KeptPhoto, NewTemplate } from '../../electron/contract/records.ts';
import { openStore } from '../../electron/hosts/open-store.ts';
import { operatorEvent } from '../../electron/station/operator-event.ts';
import { openDatabase } from '../../electron/store/database.ts';
import { Erasures, nobodysKeyAgeMs } from '../../electron/store/erasures.ts';
import { enrolmentPhotos } from '../../electron/store/migrations/0003-enrolment-photos.ts';
import { eventDetail } from '../../electron/store/migrations/0004-event-detail.ts';
import { peopleTemplatesEvents } from '../../electron/store/migrations/0001-people-templates-events.ts';
import { settings } from '../../electron/store/migrations/0002-settings.ts';
import { PinRepository } from '../../electron/store/pin-repository.ts';
import { PrivacyRepository } from '../../electron/store/privacy-repository.ts';
import { madeActor, madeStore, vaultBeside } from '../support/made-store.ts';
import { temporaryDir } from '../support/temporary.ts';

const at = 1_700_000_000_000;
const name = 'Ximena Quispe';
const consent = 'in writing on a Tuesday';
const photoName = 'ximena-passport.jpg';
const photoMark = 'a photo that nobody else has';

function event(kind: 'enrol' | 'remove' | 'add-photos', personId: string) {
  return operatorEvent(kind, personId, at);
}

function template(seed: number, encoderSha256 = 'e1'): NewTemplate {
  const raw = Float32Array.from({ length: 128 }, (_, i) => Math.sin(seed * 131 + i));
  const length = Math.hypot(...raw);
  const encoding = raw.map((value) => value / length);
  return { encoderSha256, encoding, quality: 0.75, source: photoName, createdAt: at };
}

function kept(): KeptPhoto {
  const jpeg = new TextEncoder().encode(photoMark.repeat(400));
  return { jpeg, source: photoName, createdAt: at };
}

function person(id: string, called = name) {
  return { id, name: called, consent, enrolledAt: at };
}

/** A folder with one person in it, open. */
function withOne(t: TestContext) {
  const folder = temporaryDir(t);
  const path = join(folder, 'threshold.db');
  const store = madeStore(path);
  t.after(() => {
    store.db.close();
    store.vault.close();
  });
  const added = store.people.add(person('xq'), [template(1)], [kept()], [event('enrol', 'xq')]);
  assert.ok(added.ok && added.value);
  return { ...store, folder, path };
}

/** What of a person is found in any file of a folder. */
function foundIn(folder: string, looks: Record<string, string | Buffer>): string[] {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name)));
  return Object.entries(looks)
    .filter(([, bytes]) => files.some((file) => file.includes(bytes)))
    .map(([what]) => what);
}

/** Any sixteen bytes in a row of an encoding are four of its components: nothing else has them. */
function looksOf(encoding: Float32Array) {
  const bytes = Buffer.from(encoding.buffer, encoding.byteOffset, encoding.byteLength);
  return {
    'the encoding': bytes.subarray(0, 16),
    'its end': bytes.subarray(-16),
    'the photo': photoMark,
    'the name': name,
    'a word of the name': 'Quispe',
    'how they agreed': consent,
    'the name of the photo': photoName,
  };
}

describe('what is kept of people is sealed', () => {
  test('no file of the data folder has an encoding, photo, name or consent in it', (t) => {
    const { folder, people } = withOne(t);
    assert.deepEqual(foundIn(folder, looksOf(template(1).encoding)), []);
    assert.ok(people.withdraw('xq', event('remove', 'xq')).ok);
    assert.deepEqual(foundIn(folder, looksOf(template(1).encoding)), []);
  });

  test('it comes back as it was', (t) => {
    const { people, photos, path } = withOne(t);
    const again = madeStore(path);
    t.after(() => again.db.close());
    const gallery = again.people.gallery('e1');
    const { encoding, quality } = template(1);
    assert.deepEqual(gallery, {
      ok: true,
      value: [{ personId: 'xq', name, encoding, quality, endsAt: null }],
    });
    const detail = people.get('xq', 'e1');
    assert.ok(detail.ok);
    assert.deepEqual(
      [detail.value.name, detail.value.consent, detail.value.consentBy, detail.value.consentAt],
      [name, consent, madeActor, at],
    );
    assert.equal(detail.value.consentTextVersion, 1);
    assert.equal(detail.value.templateList[0]?.source, photoName);
    assert.deepEqual(photos.of('xq'), { ok: true, value: [kept()] });
  });

  test('a template that was put in the place of another matches nobody, and is told', (t) => {
    const { db, people, path } = withOne(t);
    people.add(person('eve', 'Eve'), [template(2)], [], [event('enrol', 'eve')]);
    db.exec(`UPDATE templates SET sealed = (SELECT sealed FROM templates WHERE person_id = 'eve')
             WHERE person_id = 'xq'`);
    const gallery = people.gallery('e1');
    assert.deepEqual(gallery.ok && gallery.value.map(({ personId }) => personId), ['eve']);
    const counts = people.counts('e1');
    assert.equal(counts.ok && counts.value.unreadable, 1);
    const store = openStore(path, { vault: vaultBeside(path), actor: () => madeActor });
    t.after(() => store.close());
    assert.deepEqual(store.unreadable(), {
      ok: true,
      value: { people: 0, templates: 1, photos: 0, pins: 0 },
    });
  });

  test('a row that was given to another encoder or person does not open', (t) => {
    const { db, people } = withOne(t);
    people.add(person('eve', 'Eve'), [template(2)], [], [event('enrol', 'eve')]);
    db.exec(`UPDATE templates SET encoder_sha256 = 'e2' WHERE person_id = 'xq'`);
    db.exec(`UPDATE templates SET person_id = 'xq' WHERE person_id = 'eve'`);
    for (const encoder of ['e1', 'e2']) {
      assert.deepEqual(people.gallery(encoder), { ok: true, value: [] });
    }
  });

  for (const [what, change] of [
    ['a byte of a profile', `UPDATE people SET profile = zeroblob(60) WHERE id = 'xq'`],
    ['the key of a person', `UPDATE people SET key_id = 'none' WHERE id = 'xq'`],
  ] as const) {
    test(`${what} that was altered takes nobody else along`, (t) => {
      const { db, people, photos, path } = withOne(t);
      people.add(person('ana', 'Ana'), [template(2)], [], [event('enrol', 'ana')]);
      db.exec(change);
      const again = madeStore(path);
      t.after(() => again.db.close());
      const gallery = again.people.gallery('e1');
      assert.deepEqual(gallery.ok && gallery.value.map(({ personId }) => personId), ['ana']);
      const listed = again.people.list('', 0, 10, 'e1');
      assert.deepEqual(listed.ok && listed.value.people.map((one) => one.name), ['Ana', 'xq']);
      const got = again.people.get('xq', 'e1');
      assert.equal(!got.ok && got.error.code, 'sealed-unreadable');
      assert.ok(photos.of('xq').ok);
      const counts = again.people.counts('e1');
      assert.equal(counts.ok && counts.value.unreadable, 2);
      const removed = again.people.remove('xq', event('remove', 'xq'));
      assert.ok(removed.ok, 'who cannot be read can be removed');
    });
  }
});

describe('erasing a person', () => {
  test('destroys their key, so that an older copy of the database does not give them back', (t) => {
    const { db, people, vault, folder } = withOne(t);
    const copy = join(folder, 'older.db');
    db.prepare('VACUUM INTO ?').run(copy);
    const removed = people.remove('xq', event('remove', 'xq'));
    assert.ok(removed.ok && removed.value.keyDestroyed);
    assert.deepEqual([removed.value.templates, removed.value.photos, removed.value.seq], [1, 1, 2]);
    const older = madeStore(copy, vault);
    t.after(() => older.db.close());
    assert.deepEqual(older.people.gallery('e1'), { ok: true, value: [] });
    const got = older.people.get('xq', 'e1');
    assert.equal(!got.ok && got.error.code, 'sealed-unreadable');
    assert.deepEqual(older.photos.of('xq'), { ok: true, value: [] });
  });

  test('takes them out of the copies of the keys', (t) => {
    const { people, vault, folder } = withOne(t);
    const copy = join(folder, 'copy.keys');
    assert.ok(vault.copyTo(copy).ok);
    const keys = (): unknown => {
      const db = new Database(copy, { readonly: true });
      const count = db.prepare('SELECT count(*) FROM person_keys').pluck().get();
      db.close();
      return count;
    };
    assert.equal(keys(), 1);
    const removed = people.remove('xq', event('remove', 'xq'));
    assert.ok(removed.ok);
    assert.deepEqual([removed.value.copiesRenewed, removed.value.copies], [1, []]);
    assert.equal(keys(), 0);
  });

  test('that was cut off before the key was gone is finished when the store is opened', (t) => {
    const { db, vault, path } = withOne(t);
    const keyId = db.prepare<[], string>('SELECT key_id FROM people').pluck().get() ?? '';
    new Erasures(db, vault).note(keyId, at);
    db.exec(`DELETE FROM people WHERE id = 'xq'`);
    assert.equal(vault.persons.count(), 1);
    openStore(path, { vault, actor: () => madeActor }).close();
    assert.equal(vault.persons.count(), 0);
    assert.equal(db.prepare('SELECT count(*) FROM erasures').pluck().get(), 0);
  });

  test('leaves no key of nobody that is older than ten minutes', (t) => {
    const { vault, path, people } = withOne(t);
    vault.persons.create();
    const open = (now: number): void =>
      openStore(path, { vault, actor: () => madeActor, now: () => now }).close();
    open(Date.now());
    assert.equal(vault.persons.count(), 2, 'somebody may be about to be stored');
    open(Date.now() + nobodysKeyAgeMs + 60_000);
    assert.equal(vault.persons.count(), 1);
    const gallery = people.gallery('e1');
    assert.equal(gallery.ok && gallery.value.length, 1);
  });

  test('keeps keys of nobody for a month after a restore: a newer backup may need them', (t) => {
    const { vault, path, events } = withOne(t);
    vault.persons.create();
    events.append({ ...event('remove', 'xq'), kind: 'restore', personId: null, at: Date.now() });
    const later = Date.now() + nobodysKeyAgeMs + 60_000;
    openStore(path, { vault, actor: () => madeActor, now: () => later }).close();
    assert.equal(vault.persons.count(), 2);
    const month = 31 * 24 * 3_600_000;
    openStore(path, { vault, actor: () => madeActor, now: () => later + month }).close();
    assert.equal(vault.persons.count(), 1);
  });

  test('an id that is taken, or a change in between, leaves no key behind', (t) => {
    const { people, vault } = withOne(t);
    assert.equal(people.add(person('xq'), [], [], []).ok, false);
    const stale = people.add(person('ana'), [template(2)], [], [event('enrol', 'ana')], 0);
    assert.deepEqual(stale, { ok: true, value: false });
    assert.equal(vault.persons.count(), 1);
  });
});

describe('withdrawing consent', () => {
  test('erases the face and keeps the person with their PIN, under another key', (t) => {
    const { db, people, photos, vault, log } = withOne(t);
    const pins = new PinRepository(db, { vault, log });
    assert.ok(pins.set('xq', 'a hash', { ...event('enrol', 'xq'), kind: 'pin' }).ok);
    const key = (): unknown => db.prepare('SELECT key_id FROM people').pluck().get();
    const before = key();
    const withdrawn = people.withdraw('xq', event('remove', 'xq'));
    assert.ok(withdrawn.ok);
    const { templates, photos: gone, keyDestroyed, withdrawn: stays } = withdrawn.value;
    assert.deepEqual([templates, gone, keyDestroyed, stays], [1, 1, true, true]);
    assert.notEqual(key(), before);
    assert.equal(vault.persons.sealer(String(before)), null);
    const pin = pins.find('xq');
    assert.equal(pin.ok && pin.value?.hash, 'a hash');
    const left = people.get('xq', 'e1');
    assert.ok(left.ok);
    assert.deepEqual(
      [left.value.name, left.value.templates, left.value.photosKept, left.value.withdrawnAt],
      [name, 0, 0, at],
    );
    assert.deepEqual(people.gallery('e1'), { ok: true, value: [] });
    assert.deepEqual(photos.of('xq'), { ok: true, value: [] });
    const counts = people.counts('e1');
    assert.equal(counts.ok && counts.value.needEnrolment, 0);
  });

  test('means that no face is stored until there is a new consent', (t) => {
    const { people, db, vault, log, settings: set } = withOne(t);
    assert.ok(people.withdraw('xq', event('remove', 'xq')).ok);
    const add = () => people.addTemplates('xq', [template(3)], [], event('add-photos', 'xq'));
    const refused = add();
    assert.equal(!refused.ok && refused.error.code, 'consent-withdrawn');
    const twice = people.withdraw('xq', event('remove', 'xq'));
    assert.equal(!twice.ok && twice.error.code, 'consent-withdrawn');
    const note = 'again, in person';
    assert.ok(people.recordConsent('xq', { note, at: at + 1 }, event('enrol', 'xq')).ok);
    assert.ok(add().ok);
    const given = new PrivacyRepository(db, { vault, log, settings: set }).subject('xq');
    assert.deepEqual(
      given.ok && given.value.consents.map(({ note: how, withdrawnAt }) => [how, withdrawnAt]),
      [
        [consent, at],
        [note, null],
      ],
    );
    const now = people.get('xq', 'e1');
    assert.ok(now.ok);
    assert.deepEqual([now.value.consent, now.value.withdrawnAt], [note, null]);
  });

  test('of nobody leaves no key behind', (t) => {
    const { people, vault } = withOne(t);
    const nobody = people.withdraw('eve', event('remove', 'eve'));
    assert.equal(!nobody.ok && nobody.error.code, 'unknown-person');
    assert.equal(vault.persons.count(), 1);
  });
});

describe('a database from before people were sealed', () => {
  /** As an earlier version left it. */
  function oldDatabase(t: TestContext): string {
    const path = join(temporaryDir(t), 'threshold.db');
    const db = new Database(path);
    db.pragma('journal_mode = WAL');
    for (const step of [peopleTemplatesEvents, settings, enrolmentPhotos, eventDetail]) {
      assert.ok('sql' in step);
      db.exec(step.sql);
      db.pragma(`user_version = ${step.to}`);
    }
    db.pragma(`application_id = ${0x54485253}`);
    const put = (sql: string, ...values: unknown[]): void => void db.prepare(sql).run(...values);
    put('INSERT INTO people VALUES (?, ?, ?, ?, ?)', 'xq', name, 'ximena quispe xq', consent, at);
    for (const seed of [1, 2]) {
      const { encoding, quality, source } = template(seed);
      put(
        `INSERT INTO templates (person_id, encoder_sha256, encoding, quality, source, created_at)
         VALUES (?, 'e1', ?, ?, ?, ?)`,
        ...['xq', Buffer.from(encoding.buffer), quality, source, at + seed],
      );
    }
    put(
      `INSERT INTO enrolment_photos (person_id, jpeg, source, created_at) VALUES (?, ?, ?, ?)`,
      ...['xq', kept().jpeg, photoName, at],
    );
    put(
      `INSERT INTO events (at, kind, outcome, person_id, source)
       VALUES (?, 'identify', 'match', 'xq', 'camera')`,
      at + 9,
    );
    db.close();
    return path;
  }

  test('keeps everybody, sealed, and leaves nothing of them in plain', (t) => {
    const path = oldDatabase(t);
    const folder = join(path, '..');
    const looks = looksOf(template(2).encoding);
    assert.deepEqual(foundIn(folder, looks), Object.keys(looks), 'all is in plain before');
    const { db, people, photos, vault } = madeStore(path);
    t.after(() => db.close());
    assert.deepEqual(foundIn(folder, looks), []);
    const gallery = people.gallery('e1');
    assert.deepEqual(
      gallery.ok && gallery.value.map(({ encoding, name: called }) => [called, encoding]),
      [1, 2].map((seed) => [name, template(seed).encoding]),
    );
    assert.deepEqual(photos.of('xq'), { ok: true, value: [kept()] });
    const detail = people.get('xq', 'e1');
    assert.ok(detail.ok);
    assert.deepEqual(
      [detail.value.consent, detail.value.consentBy, detail.value.lastSeenAt],
      [consent, null, at + 9],
    );
    assert.equal(vault.persons.count(), 1);
  });

  test('is handed to whoever backs it up before anything is changed', (t) => {
    const path = oldDatabase(t);
    const vault = vaultBeside(path);
    const before = readFileSync(path);
    let seen = 0;
    const refused = openDatabase(path, {
      vault,
      beforeMigration: (db) => {
        seen = Number(db.pragma('user_version', { simple: true }));
        return { ok: false, error: { code: 'store-full', message: 'no room for a backup' } };
      },
    });
    assert.deepEqual([seen, refused.ok || refused.error.code], [4, 'store-full']);
    assert.deepEqual(readFileSync(path), before);
    assert.equal(vault.persons.count(), 0);
  });
});

describe('a database that the station has had', () => {
  function reopened(path: string): string | null {
    const store = openStore(path, { vault: vaultBeside(path), actor: () => madeActor });
    const counts = store.people.counts('e1');
    store.close();
    return counts.ok ? null : counts.error.code;
  }

  /** A folder whose station was closed. */
  function closedStation(t: TestContext): string {
    const path = join(temporaryDir(t), 'threshold.db');
    const store = openStore(path, { vault: vaultBeside(path), actor: () => madeActor });
    const added = store.people.add(person('xq'), [template(1)], [], [event('enrol', 'xq')]);
    assert.ok(added.ok);
    store.close();
    return path;
  }

  test('is never made anew in silence where it was deleted or emptied', (t) => {
    const path = closedStation(t);
    const bytes = readFileSync(path);
    writeFileSync(path, '');
    assert.equal(reopened(path), 'store-missing');
    assert.equal(statSync(path).size, 0, 'nothing was made in its place');
    writeFileSync(path, bytes);
    assert.equal(reopened(path), null);
  });

  test('that lacks the newest rows of its log is not used, until somebody accepts that', (t) => {
    const path = closedStation(t);
    const older = readFileSync(path);
    const vault = vaultBeside(path);
    const options = { vault, actor: () => madeActor };
    const store = openStore(path, options);
    store.people.add(person('ana', 'Ana'), [template(2)], [], [event('enrol', 'ana')]);
    store.close();
    writeFileSync(path, older);
    const behind = openStore(path, { ...options, now: () => Date.now() + 2 * nobodysKeyAgeMs });
    const counts = behind.people.counts('e1');
    assert.equal(!counts.ok && counts.error.code, 'store-behind');
    assert.equal(vault.persons.count(), 2, 'the right file may be put back');
    assert.ok(behind.acceptLoss(at).ok);
    behind.close();
    const after = openStore(path, options);
    t.after(() => after.close());
    const people = after.people.list('', 0, 10, 'e1');
    assert.deepEqual(people.ok && people.value.people.map(({ id }) => id), ['xq']);
    const log = after.events.list(1);
    assert.match((log.ok && log.value.events[0]?.detail) || '', /accepted as lost/);
  });

  test('is not written to any more once its file was taken away', (t) => {
    const path = closedStation(t);
    const store = openStore(path, { vault: vaultBeside(path), actor: () => madeActor });
    t.after(() => store.close());
    assert.ok(store.standing().ok);
    const bytes = readFileSync(path);
    writeFileSync(`${path}.new`, bytes);
    // Another file of the same name.
    renameSync(`${path}.new`, path);
    const logged = store.events.append(event('enrol', 'xq'));
    assert.equal(!logged.ok && logged.error.code, 'store-missing');
    assert.equal(store.standing().ok, false);
  });
});
