import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { checkExport } from '../../electron/hosts/log/check-export.ts';
import { describeLog } from '../../electron/hosts/log/describe-log.ts';
import { exportToFile } from '../../electron/hosts/log/export-file.ts';
import { spanOf } from '../../electron/hosts/log/export-log.ts';
import { LogKeeper } from '../../electron/hosts/log/log-keeper.ts';
import { readKeptHead } from '../../electron/hosts/log/signed-files.ts';
import { verifySlowly } from '../../electron/hosts/log/verify-slowly.ts';
import { copyOf, firstAt, Forger, madeEvent, madeLog, type MadeLog } from '../support/made-log.ts';
import { temporaryDir } from '../support/temporary.ts';

const all = spanOf(undefined, undefined);
const rowAt = (number: number): number => firstAt + number * 1000;

function keeperOf(made: MadeLog): LogKeeper {
  let now = rowAt(10_000);
  return new LogKeeper(made.repository, { now: () => now++, tick: () => now });
}

async function exported(t: TestContext, made: MadeLog, format: 'jsonl' | 'csv', span = all) {
  const path = join(temporaryDir(t), `log.${format}`);
  const signature = await exportToFile(keeperOf(made), { format, span }, path);
  assert.ok(signature.ok, signature.ok ? '' : signature.error.message);
  return { path, signature: signature.value, text: readFileSync(path, 'utf8') };
}

/** A CSV file as a reader of RFC 4180 sees it. */
function cellsOf(text: string): string[][] {
  const field = /(?:"((?:[^"]|"")*)"|([^,\r\n]*))(,|\r\n)/gu;
  const rows: string[][] = [[]];
  for (const [, quoted, plain, end] of text.matchAll(field)) {
    rows.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain ?? '');
    if (end === '\r\n') rows.push([]);
  }
  return rows.slice(0, -1);
}

test('an export has each row of the span once, in order, with its place in the chain', async (t) => {
  const made = madeLog(t, 1234);
  const { text, signature } = await exported(t, made, 'jsonl', {
    from: rowAt(101),
    to: rowAt(1200),
  });
  const rows = text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as { seq: number; prev: string; hash: string; time: string });
  assert.deepEqual(
    rows.map(({ seq }) => seq),
    Array.from({ length: 1100 }, (_, at) => at + 101),
  );
  assert.equal(rows[0]?.time, new Date(rowAt(101)).toISOString());
  rows.slice(1).forEach((row, at) => assert.equal(row.prev, rows[at]?.hash));
  assert.deepEqual([signature.rows, signature.firstSeq, signature.lastSeq], [1100, 101, 1200]);
});

test('a table gives every text back as it was, and none that a spreadsheet would calculate', async (t) => {
  const made = madeLog(t);
  const texts = ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', 'a,b', 'say "no"', 'two\r\nlines', 'ok'];
  made.log.write(() => {
    for (const detail of texts) made.log.insert(madeEvent(1, { detail, personId: null }));
  });
  const { text } = await exported(t, made, 'csv');
  const [header, ...rows] = cellsOf(text);
  assert.ok(header);
  const details = rows.map((row) => row[header.indexOf('detail')] ?? '');
  for (const detail of details) assert.doesNotMatch(detail, /^[=+\-@\t\r\n]/u);
  assert.deepEqual(
    details.map((detail) => detail.replace(/^'/u, '')),
    texts,
  );
  assert.deepEqual(new Set(rows.map((row) => row.length)), new Set([header.length]));
});

test('an export that was altered, in the file or in the signature, is not taken for the one signed', async (t) => {
  const made = madeLog(t, 20);
  const { path, text, signature } = await exported(t, made, 'jsonl');
  const check = () => checkExport(path, `${path}.sig`, made.log.keys.publicKey);
  const untouched = await check();
  assert.ok(untouched.ok && untouched.value.ok && untouched.value.ours);
  writeFileSync(path, text.replace('person-3', 'person-4'));
  const altered = await check();
  assert.ok(altered.ok);
  assert.equal(altered.value.ok, false);
  writeFileSync(path, text);
  for (const change of [{ rows: 19 }, { sha256: '0'.repeat(64) }, { exportedAt: 1 }]) {
    writeFileSync(`${path}.sig`, JSON.stringify({ ...signature, ...change }));
    assert.equal((await check()).ok, false);
  }
  for (const rubbish of ['', '{}', 'null', '[]', JSON.stringify({ ...signature, more: 1 })]) {
    writeFileSync(`${path}.sig`, rubbish);
    assert.equal((await check()).ok, false);
  }
});

test('an export of another station is told from ours, and what is no file is said', async (t) => {
  const { path } = await exported(t, madeLog(t, 3), 'csv');
  const other = await checkExport(path, `${path}.sig`, madeLog(t).log.keys.publicKey);
  assert.ok(other.ok);
  assert.deepEqual([other.value.ok, other.value.ours], [true, false]);
  const nowhere = await checkExport(`${path}.not`, `${path}.sig`, null);
  assert.equal(nowhere.ok ? '' : nowhere.error.code, 'file-not-found');
});

test('an export is a row of the log, and is written over nothing that is there', async (t) => {
  const made = madeLog(t, 5);
  const { path } = await exported(t, made, 'jsonl');
  const row = made.db.prepare('SELECT kind, actor, detail FROM events WHERE seq = 6').get();
  assert.deepEqual(row, { kind: 'export', actor: 'ana', detail: '5 rows of the log' });
  writeFileSync(path, 'somebody else’s');
  const again = await exportToFile(keeperOf(made), { format: 'jsonl', span: all }, path);
  assert.equal(again.ok ? '' : again.error.code, 'invalid-request');
  assert.equal(readFileSync(path, 'utf8'), 'somebody else’s');
});

test('a head that is kept elsewhere betrays a log that was set back whole', async (t) => {
  const made = madeLog(t, 39);
  const older = copyOf(t, made);
  made.add(1);
  const keeper = keeperOf(made);
  const head = keeper.head();
  assert.ok(head.ok);
  const kept = readKeptHead(JSON.stringify(head.value), made.log.keys);
  assert.ok(kept.ok);
  made.add(3);
  const good = await keeper.verify(kept.value);
  assert.ok(good.ok && good.value.ok);
  // All that the station keeps itself is set back together.
  assert.ok(older.verify().ok);
  const report = older.repository.examine(kept.value);
  assert.ok(report.ok);
  assert.deepEqual([report.value.damage, report.value.firstBad], ['truncated', 40]);
  // Whoever has the station's own keys can go on from there, and write what they like.
  older.log.write(() => older.log.insert(madeEvent(40, { personId: 'eve' })));
  older.add(70);
  assert.ok(older.verify().ok);
  const forged = older.repository.examine(kept.value);
  assert.ok(forged.ok);
  assert.deepEqual([forged.value.damage, forged.value.firstBad], ['edited', 40]);
});

test('a head of another station, or one that was altered, is refused', (t) => {
  const made = madeLog(t, 4);
  const head = keeperOf(made).head();
  assert.ok(head.ok);
  const text = JSON.stringify(head.value);
  const codeOf = (other: string, keys = made.log.keys): string => {
    const read = readKeptHead(other, keys);
    return read.ok ? '' : read.error.code;
  };
  assert.equal(codeOf(text), '');
  assert.equal(codeOf(text, madeLog(t).log.keys), 'invalid-request');
  assert.equal(codeOf(text.replace('"seq":4', '"seq":3')), 'invalid-request');
  assert.equal(codeOf('rubbish'), 'invalid-request');
});

test('a slow walk sees what is written meanwhile, and is not misled by it', async (t) => {
  const made = madeLog(t, 1600);
  const other = made.again();
  const walk = verifySlowly(made.repository);
  const writing = (async () => {
    for (let turn = 0; turn < 10; turn++) {
      other.add(30);
      await new Promise((resolve) => setImmediate(resolve));
    }
    other.repository.dropBefore(rowAt(300), rowAt(9000), (detail) => madeEvent(9000, { detail }));
  })();
  const report = await walk;
  await writing;
  assert.ok(report.ok);
  assert.equal(report.value.ok, true);
  assert.ok(report.value.rows >= 1600);
});

test('what is found wrong is a row of the log and stays a trouble of the station', async (t) => {
  const made = madeLog(t, 300);
  const keeper = keeperOf(made);
  assert.equal(keeper.trouble(), null);
  const whole = await keeper.verify();
  assert.ok(whole.ok && whole.value.ok);
  assert.deepEqual(keeper.verifiedAt(), { ok: true, value: rowAt(10_000) });
  const forger = new Forger(made.db);
  const right = forger.row(20);
  forger.edit(20, { personId: 'eve' });
  const found = await keeper.verify();
  assert.ok(found.ok);
  assert.deepEqual([found.value.damage, found.value.firstBad], ['edited', 20]);
  assert.equal(keeper.trouble()?.code, 'log-damaged');
  // Even if whoever did it puts it right again.
  forger.put(right);
  const next = keeperOf(made.again());
  assert.equal(next.trouble()?.code, 'log-damaged');
  const later = await next.verify();
  assert.ok(later.ok);
  assert.deepEqual([later.value.damage, later.value.firstBad], ['edited', 20]);
});

test('all old rows go at once, however many, and the log stays whole', async (t) => {
  const made = madeLog(t, 12_345);
  const dropped = await keeperOf(made).dropBefore(rowAt(12_001));
  assert.deepEqual(dropped, { ok: true, value: 12_000 });
  const report = made.verify();
  assert.deepEqual([report.ok, report.from, report.dropped], [true, 12_001, 12_000]);
});

test('the doctor walks the whole log and writes nothing into it', async (t) => {
  const made = madeLog(t, 700);
  assert.deepEqual(await describeLog(made.repository), {
    ok: true,
    value: '700 rows as they were written',
  });
  new Forger(made.db).edit(20, { personId: 'eve' });
  const ill = await describeLog(made.repository);
  assert.ok(!ill.ok);
  assert.equal(ill.error.code, 'log-damaged');
  assert.match(ill.error.message, /row 20: edited/u);
  assert.equal(made.verify().rows, 700);
});
