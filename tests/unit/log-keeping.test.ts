import assert from 'node:assert/strict';
import { copyFileSync, statSync, writeFileSync } from 'node:fs';
import { test } from 'node:test';
import { EventRepository } from '../../electron/store/event-repository.ts';
import { copyOf, firstAt, Forger, madeEvent, madeLog } from '../support/made-log.ts';

const day = 24 * 60 * 60 * 1000;
/** Time of the rows of a made log: row n is n seconds after the first. */
const rowAt = (number: number): number => firstAt + number * 1000;

function eventOf(detail: string) {
  return madeEvent(9999, {
    kind: 'log',
    outcome: 'done',
    source: 'station',
    personId: null,
    detail,
  });
}

test('a row says who did it; what the station did of itself is its own', (t) => {
  const made = madeLog(t);
  made.log.write(() => {
    made.log.insert(madeEvent(1, { source: 'operator' }));
    made.log.insert(madeEvent(2, { source: 'station' }));
  });
  const actors = made.db.prepare('SELECT actor FROM events ORDER BY seq').pluck().all();
  assert.deepEqual(actors, ['ana', ':station']);
});

test('a row is hashed as it is read back, whatever its texts and numbers are', (t) => {
  const made = madeLog(t);
  const odd = ['\ud800 alone', 'nul \0 within', '𝒜 ü \u2028 "quoted"\n'];
  made.log.write(() => {
    for (const detail of odd) made.log.insert(madeEvent(1, { detail }));
    for (const distance of [Number.NaN, Infinity, -0, 5e-324, 1 / 3]) {
      made.log.insert(madeEvent(2, { distance }));
    }
  });
  assert.equal(made.verify().ok, true);
});

test('what was not committed is in neither the log nor the head file', (t) => {
  const made = madeLog(t, 3);
  const failed = made.log.write(() => {
    made.log.insert(madeEvent(4));
    throw new Error('the work after it failed');
  });
  assert.equal(failed.ok, false);
  made.add(1);
  const report = made.verify();
  assert.deepEqual([report.ok, report.rows, made.log.headFile()?.seq], [true, 4, 4]);
});

test('two processes of one log chain on to each other', (t) => {
  const made = madeLog(t, 5);
  const other = made.again();
  for (let turn = 0; turn < 5; turn++) {
    made.add(1);
    other.add(2);
  }
  const report = made.verify();
  assert.deepEqual([report.ok, report.rows], [true, 20]);
});

test('the end of the log is signed when it is closed, once', (t) => {
  const made = madeLog(t, 30);
  made.log.close(1);
  made.log.close(2);
  const { signedTo, signedAt } = made.verify();
  assert.deepEqual([signedTo, signedAt], [30, 1]);
  assert.equal(made.db.prepare('SELECT count(*) FROM log_heads').pluck().get(), 1);
});

test('the head file is for its owner only, and rubbish in its place is no witness', (t) => {
  const made = madeLog(t, 2);
  if (process.platform !== 'win32') assert.equal(statSync(made.headPath).mode & 0o777, 0o600);
  writeFileSync(made.headPath, 'rubbish');
  assert.equal(made.verify().ok, true);
  made.add(1);
  assert.equal(made.again().log.headFile()?.seq, 3);
});

test('an older copy of the database is told by the head file, until the loss is accepted', (t) => {
  const made = madeLog(t, 60);
  const older = copyOf(t, made);
  made.add(11);
  copyFileSync(made.headPath, older.headPath);
  const opened = older.again();
  assert.deepEqual(opened.log.behind(), { from: 61, to: 71, others: false });
  assert.equal(opened.verify().damage, 'truncated');
  assert.ok(opened.log.acceptLoss(rowAt(80)).ok);
  assert.equal(opened.log.behind(), null);
  const report = opened.again().verify();
  assert.deepEqual([report.ok, report.rows], [true, 61]);
  const row = older.db.prepare('SELECT kind, code, detail FROM events WHERE seq = 61').get();
  const detail = 'rows 61 to 71 accepted as lost';
  assert.deepEqual(row, { kind: 'log', code: 'store-behind', detail });
});

test('rows cut off under a running station are missed at its next row', (t) => {
  const made = madeLog(t, 50);
  const { prev, hash, mac } = made.log.tables.tail() ?? assert.fail();
  made.add(20);
  const forger = new Forger(made.db);
  forger.remove(51, 70);
  forger.run('UPDATE log_tail SET seq = 50, prev = ?, hash = ?, mac = ?', prev, hash, mac);
  made.add(1);
  const report = made.again().verify();
  assert.deepEqual([report.ok, report.damage, report.firstBad], [false, 'truncated', 51]);
});

test('a look at the end finds what is wrong with the newest rows, and only with them', (t) => {
  const made = madeLog(t, 450);
  const forger = new Forger(made.db);
  const end = () => {
    const report = made.repository.examineEnd();
    assert.ok(report.ok);
    return report.value;
  };
  assert.ok(end().ok);
  assert.ok(end().rows <= 200);
  forger.edit(50, { personId: 'eve' });
  assert.ok(end().ok);
  forger.edit(420, { personId: 'eve' });
  assert.deepEqual([end().damage, end().firstBad], ['edited', 420]);
});

test('old rows are dropped up to a signed head and leave a signed stub', (t) => {
  const made = madeLog(t, 450);
  const dropped = made.repository.dropBefore(rowAt(250), rowAt(500), eventOf);
  assert.deepEqual(dropped, { ok: true, value: { rows: 200, more: true } });
  const again = made.repository.dropBefore(rowAt(250), rowAt(500), eventOf);
  assert.deepEqual(again, { ok: true, value: { rows: 0, more: false } });
  const report = made.verify();
  assert.deepEqual([report.ok, report.from, report.to, report.dropped], [true, 201, 451, 200]);
  const detail = made.db.prepare('SELECT detail FROM events WHERE seq = 451').pluck().get();
  assert.equal(detail, '200 rows up to row 200 dropped');
  made.add(60);
  made.repository.dropBefore(rowAt(450), rowAt(600), eventOf);
  const later = made.again().verify();
  assert.deepEqual([later.ok, later.from, later.dropped], [true, 401, 400]);
});

test('the newest row stays however old it is, and a young row keeps all that follow it', (t) => {
  const made = madeLog(t, 100);
  made.repository.dropBefore(rowAt(100) + 365 * day, rowAt(101), eventOf);
  assert.equal(made.verify().rows, 100);
  const other = madeLog(t);
  other.log.write(() => other.log.insert(madeEvent(1, { at: rowAt(1) + 365 * day })));
  other.add(200);
  other.repository.dropBefore(rowAt(250), rowAt(500), eventOf);
  assert.equal(other.verify().from, 1);
});

test('dropping rows that were altered hides nothing', (t) => {
  const made = madeLog(t, 450);
  new Forger(made.db).edit(50, { personId: 'eve' });
  made.repository.dropBefore(rowAt(250), rowAt(500), eventOf);
  const report = made.again().verify();
  assert.deepEqual([report.ok, report.damage, report.firstBad], [false, 'edited', 50]);
});

test('rows taken away together with a stub of before are missed', (t) => {
  const made = madeLog(t, 450);
  made.repository.dropBefore(rowAt(150), rowAt(500), eventOf);
  const forger = new Forger(made.db);
  forger.remove(101, 200);
  const { damage, firstBad } = made.verify();
  assert.deepEqual([damage, firstBad], ['removed', 101]);
  forger.run('DELETE FROM log_stub');
  const without = made.verify();
  assert.deepEqual([without.damage, without.firstBad], ['removed', 1]);
});

test('rows of an earlier version are chained as they are, and a row says so', (t) => {
  const made = madeLog(t, 0, (db) => {
    const insert = db.prepare(
      `INSERT INTO events (at, kind, outcome, person_id, distance, source)
       VALUES (?, 'identify', 'match', 'ana', 0.25, 'camera')`,
    );
    for (let number = 1; number <= 1200; number++) insert.run(rowAt(number));
  });
  const report = made.verify();
  assert.deepEqual([report.ok, report.rows], [true, 1201]);
  const newest = made.db.prepare('SELECT kind, detail FROM events WHERE seq = 1201').get();
  assert.deepEqual(newest, { kind: 'log', detail: '1200 rows taken over from an earlier version' });
  new Forger(made.db).edit(1, { personId: 'eve' });
  assert.deepEqual(made.verify().firstBad, 1);
});

test('events are found by words, kinds and times together, names included', (t) => {
  const made = madeLog(t);
  const names = {
    nameOf: (id: string) => (id === 'person-1' ? 'José Ortega' : null),
    idsNamed: (word: string) => ('jose ortega'.includes(word) ? ['person-1'] : []),
  };
  const events = new EventRepository(made.db, made.log, names);
  made.add(30);
  made.log.write(() => {
    made.log.insert(madeEvent(40, { kind: 'models', personId: null, detail: 'core → Ñandú' }));
    made.log.insert(madeEvent(41, { kind: 'verify', claimedId: 'person-1', personId: null }));
  });
  const found = (filter: Parameters<typeof events.list>[2]) => {
    const page = events.list(100, undefined, filter);
    assert.ok(page.ok);
    assert.equal(page.value.total, page.value.events.length);
    return page.value.events.map(({ seq }) => seq);
  };
  assert.deepEqual(found({ query: 'ORTEGA jose' }), [32, 29, 22, 15, 8, 1]);
  assert.deepEqual(found({ query: 'ortega', kinds: ['verify'] }), [32]);
  assert.deepEqual(found({ query: 'nandu' }), [31]);
  assert.deepEqual(found({ query: 'person-2', from: rowAt(3), to: rowAt(16) }), [16, 9]);
  assert.equal(found({ query: 'ana' }).length, 32);
  assert.deepEqual(found({ query: '%' }), []);
  assert.deepEqual(found({ kinds: [] }), []);
  assert.deepEqual(found({ from: rowAt(41) }), [32]);
  const page = events.list(2, 15, { query: 'ortega' });
  assert.ok(page.ok);
  assert.deepEqual([page.value.total, page.value.events.map(({ seq }) => seq)], [6, [8, 1]]);
  assert.equal(page.value.events[0]?.name, 'José Ortega');
});

test('a row that the station cannot have written does not hide the others', (t) => {
  const made = madeLog(t, 3);
  const forger = new Forger(made.db);
  forger.edit(2, { kind: 'party' });
  forger.edit(3, { at: 2 ** 60 });
  const page = new EventRepository(made.db, made.log).list(10);
  assert.ok(page.ok);
  const shown = page.value.events.map(({ seq, kind, code }) => [seq, kind, code]);
  assert.deepEqual(shown, [
    [3, 'log', 'log-damaged'],
    [2, 'log', 'log-damaged'],
    [1, 'identify', null],
  ]);
});
