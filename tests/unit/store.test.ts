import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import Database from 'better-sqlite3';
import type { KeptPhoto, NewEvent, NewTemplate } from '../../electron/contract/records.ts';
import { openDatabase } from '../../electron/store/database.ts';
import { operatorEvent } from '../../electron/station/operator-event.ts';
import { memoryVault } from '../../electron/vault/memory-vault.ts';
import { openStore } from '../../electron/hosts/open-store.ts';
import { madeActor, madeStore, vaultBeside } from '../support/made-store.ts';
import { temporaryDir } from '../support/temporary.ts';

const event = operatorEvent('enrol', 'ana', 1_700_000_000_000);

/** `turn`, in radians, leads away from the others' encoding. */
function template(encoderSha256: string, turn = 0): NewTemplate {
  const encoding = Float32Array.from({ length: 128 }, (_, i) =>
    i < 64 ? Math.cos(turn + Math.PI / 4) / 8 : Math.sin(turn + Math.PI / 4) / 8,
  );
  return { encoderSha256, encoding, quality: 0.9, source: 'a.jpg', createdAt: 1 };
}

function kept(mark: string): KeptPhoto {
  return { jpeg: new TextEncoder().encode(`a face, ${mark}`), source: 'a.jpg', createdAt: 2 };
}

function person(id: string, name: string) {
  return { id, name, consent: 'in writing', enrolledAt: 1 };
}

function open(t: TestContext, path = join(temporaryDir(t), 'threshold.db')) {
  const store = madeStore(path);
  t.after(() => {
    store.db.close();
    store.vault.close();
  });
  return store;
}

function codeOf(result: { ok: boolean; error?: { code: string } }): string | undefined {
  return result.error?.code;
}

test('what was added is there when the database is opened again', (t) => {
  const path = join(temporaryDir(t), 'threshold.db');
  const first = open(t, path);
  first.people.add(person('ana', 'Ana'), [template('e1')], [], [event]);
  first.db.close();
  const gallery = open(t, path).people.gallery('e1');
  assert.ok(gallery.ok);
  assert.deepEqual(gallery.value, [
    { personId: 'ana', name: 'Ana', encoding: template('e1').encoding, quality: 0.9, endsAt: null },
  ]);
});

test('an id that is taken is refused and nothing of the second person is stored', (t) => {
  const { people } = open(t);
  people.add(person('ana', 'Ana'), [template('e1')], [], [event]);
  assert.equal(
    codeOf(people.add(person('ana', 'Eve'), [template('e1')], [], [event])),
    'person-exists',
  );
  const found = people.get('ana', 'e1');
  assert.ok(found.ok);
  assert.equal(found.value.name, 'Ana');
  assert.equal(found.value.templates, 1);
});

test('removing a person removes their templates and keeps their events, without the name', (t) => {
  const { db, people, events } = open(t);
  people.add(person('ana', 'Ana'), [template('e1'), template('e1')], [], [event]);
  const removed = people.remove('ana', { ...event, kind: 'remove' });
  assert.ok(removed.ok);
  assert.deepEqual(removed.value, {
    ...{ id: 'ana', name: 'Ana', templates: 2, photos: 0, at: event.at, seq: 2 },
    ...{ withdrawn: false, keyDestroyed: true, copiesRenewed: 0, copies: [] },
  });
  assert.equal(db.prepare('SELECT count(*) FROM templates').pluck().get(), 0);
  const log = events.list(10);
  assert.ok(log.ok);
  assert.deepEqual(
    log.value.events.map((row) => [row.kind, row.personId, row.name]),
    [
      ['remove', 'ana', null],
      ['enrol', 'ana', null],
    ],
  );
});

test('not even what was sealed of a removed person stays in the data folder', (t) => {
  const path = join(temporaryDir(t), 'threshold.db');
  const { db, people } = open(t, path);
  // As long as a photo is, so that it fills pages of its own.
  people.add(person('ana', 'Ana'), [template('e1')], [kept('.'.repeat(50_000))], [event]);
  const sealed = ['people.profile', 'templates.sealed', 'enrolment_photos.sealed'].map((where) => {
    const [table, column] = where.split('.');
    const blob = db.prepare<[], Buffer>(`SELECT ${column} FROM ${table}`).pluck().get();
    // A photo lies in pages that are not neighbours; its beginning is in one.
    return blob?.subarray(0, 200) ?? assert.fail(where);
  });
  const held = (): boolean[] =>
    sealed.map((mark) => ['', '-wal'].some((suffix) => readFileSync(path + suffix).includes(mark)));
  assert.deepEqual(held(), [true, true, true], 'all are found while the person is enrolled');
  assert.ok(people.remove('ana', event).ok);
  assert.deepEqual(held(), [false, false, false]);
});

test('kept photos come back as they were, in order, and go with their person', (t) => {
  const { db, people, photos } = open(t);
  people.add(person('ana', 'Ana'), [template('e1')], [kept('1'), kept('2')], [event]);
  people.add(person('ben', 'Ben'), [template('e1')], [], [event]);
  assert.deepEqual(photos.people(), { ok: true, value: ['ana'] });
  assert.deepEqual(photos.of('ana'), { ok: true, value: [kept('1'), kept('2')] });
  assert.deepEqual(photos.of('ben'), { ok: true, value: [] });
  assert.deepEqual(people.picture('ana'), { ok: true, value: kept('1').jpeg });
  assert.deepEqual(people.picture('ben'), { ok: true, value: null });
  assert.equal(codeOf(people.picture('eve')), 'unknown-person');
  const ana = people.get('ana', 'e1');
  assert.ok(ana.ok && ana.value.photosKept === 2);
  people.remove('ana', event);
  assert.deepEqual(photos.people(), { ok: true, value: [] });
  assert.equal(db.prepare('SELECT count(*) FROM enrolment_photos').pluck().get(), 0);
});

test('more templates and photos of somebody come with their log row and count as a change', (t) => {
  const { people, photos, events } = open(t);
  people.add(person('ana', 'Ana'), [template('e1')], [kept('1')], [event]);
  const added = people.addTemplates('ana', [template('e1', 0.3)], [kept('2')], {
    ...event,
    kind: 'add-photos',
  });
  assert.ok(added.ok);
  assert.deepEqual(people.revision(), { ok: true, value: 2 });
  const [own, ana, log] = [people.gallery('e1', 'ana'), people.get('ana', 'e1'), events.list(9)];
  assert.ok(own.ok && ana.ok && log.ok);
  assert.deepEqual(
    own.value.map(({ encoding }) => encoding),
    [template('e1').encoding, template('e1', 0.3).encoding],
  );
  assert.deepEqual([ana.value.templates, ana.value.photosKept], [2, 2]);
  assert.deepEqual(photos.of('ana'), { ok: true, value: [kept('1'), kept('2')] });
  assert.deepEqual(
    log.value.events.map(({ kind }) => kind),
    ['add-photos', 'enrol'],
  );
});

test('templates that another encoder made of kept photos are a change without a log row', (t) => {
  const { people, events } = open(t);
  people.add(person('ana', 'Ana'), [template('old')], [kept('1')], [event]);
  assert.ok(people.addTemplates('ana', [template('new')], [], null).ok);
  assert.deepEqual(people.revision(), { ok: true, value: 2 });
  const log = events.list(9);
  assert.ok(log.ok && log.value.total === 1);
  for (const encoder of ['old', 'new']) {
    const own = people.gallery(encoder, 'ana');
    assert.ok(own.ok && own.value.length === 1);
  }
});

test('nothing is added to somebody unknown', (t) => {
  const { people, events } = open(t);
  const added = people.addTemplates('eve', [template('e1')], [kept('1')], event);
  assert.equal(codeOf(added), 'unknown-person');
  assert.deepEqual(people.revision(), { ok: true, value: 0 });
  const log = events.list(9);
  assert.ok(log.ok && log.value.total === 0);
});

test('all log rows of an enrolment are written, or none', (t) => {
  const { people, events } = open(t);
  const distinct: NewEvent = { ...event, kind: 'distinct', claimedId: 'ben', distance: 0.1 };
  people.add(person('ana', 'Ana'), [template('e1')], [], [event, distinct]);
  people.add(person('ana', 'Eve'), [template('e1')], [], [event, distinct]);
  const log = events.list(9);
  assert.ok(log.ok);
  assert.deepEqual(
    log.value.events.map(({ kind, personId, claimedId }) => [kind, personId, claimedId]),
    [
      ['distinct', 'ana', 'ben'],
      ['enrol', 'ana', null],
    ],
  );
});

test("how far a person's photos lie apart counts templates of the encoder asked for only", (t) => {
  const { people } = open(t);
  people.add(person('ana', 'Ana'), [template('e1'), template('old', 1)], [], [event]);
  const spread = (encoder: string): number | null => {
    const ana = people.get('ana', encoder);
    assert.ok(ana.ok);
    return ana.value.spread;
  };
  assert.equal(spread('e1'), null);
  people.addTemplates('ana', [template('e1', 0.4)], [], event);
  // The mean of two unit vectors at an angle has length cos(angle / 2).
  assert.ok(Math.abs((spread('e1') ?? 9) - (1 - Math.cos(0.2) ** 2)) < 1e-6);
});

test('removing somebody unknown says so', (t) => {
  assert.equal(codeOf(open(t).people.remove('eve', event)), 'unknown-person');
});

test('people are found by any word of name or id, whatever the accents and capitals', (t) => {
  const { people } = open(t);
  people.add(person('7', 'José Ñandú'), [template('e1')], [], [event]);
  people.add(person('8', 'Ana 100%_Real'), [template('old')], [], [event]);
  const find = (query: string): string[] => {
    const found = people.list(query, 0, 10, 'e1');
    assert.ok(found.ok);
    assert.equal(found.value.total, found.value.people.length);
    return found.value.people.map((p) => p.id);
  };
  assert.deepEqual(find('jose'), ['7']);
  assert.deepEqual(find('NANDU josé'), ['7']);
  assert.deepEqual(find('8'), ['8']);
  assert.deepEqual(find('%_'), ['8']);
  assert.deepEqual(find('nobody'), []);
  assert.deepEqual(find(''), ['8', '7']);
});

test('templates of another encoder are not in the gallery, and their person is told apart', (t) => {
  const { people } = open(t);
  people.add(person('ana', 'Ana'), [template('old')], [], [event]);
  people.add(person('ben', 'Ben'), [template('new')], [], [event]);
  const gallery = people.gallery('new');
  assert.ok(gallery.ok);
  assert.deepEqual(
    gallery.value.map((record) => record.personId),
    ['ben'],
  );
  const counts = people.counts('new');
  assert.ok(counts.ok);
  assert.deepEqual(counts.value, {
    ...{ people: 2, comparable: 1, needEnrolment: 1 },
    ...{ templates: 1, unreadable: 0 },
  });
  const ana = people.get('ana', 'new');
  assert.ok(ana.ok);
  assert.equal(ana.value.comparable, false);
});

test('every change of who is enrolled counts, seen from every connection', (t) => {
  const path = join(temporaryDir(t), 'threshold.db');
  const [mine, other] = [open(t, path).people, open(t, path).people];
  const revision = (people: typeof mine): number => {
    const found = people.revision();
    assert.ok(found.ok);
    return found.value;
  };
  assert.equal(revision(other), 0);
  mine.add(person('ana', 'Ana'), [], [], [event]);
  mine.add(person('ana', 'Eve'), [], [], [event]);
  assert.equal(revision(other), 1);
  other.remove('ana', event);
  other.remove('ana', event);
  assert.equal(revision(mine), 2);
});

test('events come newest first, in pages', (t) => {
  const { events } = open(t);
  for (let i = 1; i <= 5; i++) events.append({ ...event, at: i });
  const first = events.list(2);
  assert.ok(first.ok);
  assert.deepEqual(
    first.value.events.map((row) => row.at),
    [5, 4],
  );
  const next = events.list(2, first.value.events.at(-1)?.seq);
  assert.ok(next.ok);
  assert.deepEqual(
    next.value.events.map((row) => row.at),
    [3, 2],
  );
  assert.equal(next.value.total, 5);
});

test('people with several templates are counted, each encoder for itself', (t) => {
  const { people } = open(t);
  people.add(person('ana', 'Ana'), [template('e1'), template('e1', 1)], [], [event]);
  people.add(person('ben', 'Ben'), [template('e1'), template('e2')], [], [event]);
  people.add(person('cem', 'Cem'), [template('e1')], [], [event]);
  assert.deepEqual(people.withSeveral('e1'), { ok: true, value: 1 });
  assert.deepEqual(people.withSeveral('e2'), { ok: true, value: 0 });
});

test('a full disk is told and leaves everything as it was', (t) => {
  const { db, people } = open(t);
  people.add(person('ana', 'Ana'), [template('e1')], [], [event]);
  const pages = Number(db.pragma('page_count', { simple: true }));
  db.pragma(`max_page_count = ${pages}`);
  const many = Array.from({ length: 200 }, () => template('e1'));
  assert.equal(codeOf(people.add(person('ben', 'Ben'), many, [], [event])), 'store-full');
  const counts = people.counts('e1');
  assert.ok(counts.ok);
  assert.equal(counts.value.people, 1);
});

test("another program's database is refused and not touched", (t) => {
  const path = join(temporaryDir(t), 'threshold.db');
  const foreign = new Database(path);
  foreign.exec('CREATE TABLE songs (title TEXT)');
  foreign.close();
  const before = readFileSync(path);
  assert.equal(codeOf(openDatabase(path, { vault: memoryVault() })), 'store-foreign');
  assert.deepEqual(readFileSync(path), before);
});

test('a file that is no database is refused and not touched', (t) => {
  const path = join(temporaryDir(t), 'threshold.db');
  writeFileSync(path, 'dear diary, '.repeat(1000));
  const before = readFileSync(path);
  assert.equal(codeOf(openDatabase(path, { vault: memoryVault() })), 'store-foreign');
  assert.deepEqual(readFileSync(path), before);
});

test('a database of a newer station is refused by name', (t) => {
  const path = join(temporaryDir(t), 'threshold.db');
  const { db } = open(t, path);
  db.pragma('user_version = 9999');
  db.close();
  assert.equal(codeOf(openDatabase(path, { vault: memoryVault() })), 'store-newer');
});

test('a damaged database is told, not replaced', (t) => {
  const path = join(temporaryDir(t), 'threshold.db');
  const { db, people } = open(t, path);
  for (let i = 0; i < 50; i++) people.add(person(`p${i}`, 'Ana'), [template('e1')], [], [event]);
  db.close();
  const bytes = readFileSync(path);
  bytes.fill(0xa5, 4096, bytes.length - 4096);
  writeFileSync(path, bytes);
  const store = openStore(path, { vault: vaultBeside(path), actor: () => madeActor });
  t.after(() => store.close());
  assert.equal(codeOf(store.examine()), 'store-damaged');
});

test('a folder in the place of the database is told', (t) => {
  assert.equal(
    codeOf(openDatabase(temporaryDir(t), { vault: memoryVault() })),
    'store-unavailable',
  );
});
