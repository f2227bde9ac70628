import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import Database from 'better-sqlite3';
import { LogHeadFile } from '../../electron/audit/head-file.ts';
import type { Result } from '../../electron/contract/errors.ts';
import type { RestoreStep } from '../../electron/hosts/backup/restore-backup.ts';
import { LogRepository } from '../../electron/store/log-repository.ts';
import { claimStore, shareStore } from '../../electron/store/store-lock.ts';
import { BackupStation, someEvent } from '../support/backup-station.ts';
import { vaultBeside } from '../support/made-store.ts';
import { temporaryDir } from '../support/temporary.ts';

function station(t: TestContext): BackupStation {
  const made = new BackupStation(temporaryDir(t));
  t.after(() => made.close());
  made.enrol('ana');
  made.enrol('ben');
  return made;
}

function codeOf(result: Result<unknown>): string | null {
  return result.ok ? null : result.error.code;
}

describe('restoring a backup', () => {
  it('brings everybody back, keeps the newer rows of the log, and says so there', async (t) => {
    const made = station(t);
    assert.ok((await made.backup()).ok);
    made.enrol('cleo');
    const before = logOf(made);
    const restored = made.restore(made.path('a.backup'));
    assert.ok(restored.ok, restored.ok ? '' : restored.error.message);
    const { name, people, forgotten, eventsKept } = restored.value;
    assert.deepEqual([name, people, forgotten, eventsKept], ['a.backup', 2, [], 1]);
    assert.deepEqual(made.people(), { ana: 'Name of ana', ben: 'Name of ben' });
    const after = logOf(made);
    assert.deepEqual(after.slice(0, -1), before, 'no row was changed');
    const [row] = after.slice(-1);
    assert.ok(row);
    assert.equal(row.kind, 'restore');
    assert.equal(row.actor, 'os:tester');
    assert.match(row.detail ?? '', /^a\.backup of .*; rows kept: 1; people forgotten: 0$/);
    assert.ok(made.log.end(), 'the log ends as the station left it');
  });

  it('keeps the database it replaced, once, and leaves nothing else', async (t) => {
    const made = station(t);
    assert.ok((await made.backup()).ok);
    made.enrol('cleo');
    for (const round of [1, 2]) {
      assert.ok(made.restore(made.path('a.backup')).ok, `round ${round}`);
      const names = readdirSync(made.places.dataDir).sort();
      const expected = ['backups', 'log.head', 'store.lock', 'threshold.db'];
      assert.deepEqual(names, [...expected, 'threshold.db.replaced']);
    }
  });

  it('brings back nobody who was erased since: their key is gone', async (t) => {
    const made = station(t);
    assert.ok((await made.backup()).ok);
    made.erase('ana');
    const restored = made.restore(made.path('a.backup'));
    assert.ok(restored.ok);
    assert.deepEqual(restored.value.forgotten, ['ana']);
    assert.deepEqual(made.people(), { ben: 'Name of ben' });
    assert.equal(restored.value.people, 1);
  });

  for (const [what, damage] of Object.entries({
    missing: (path: string) => rmSync(path),
    emptied: (path: string) => writeFileSync(path, ''),
    'not a database': (path: string) => writeFileSync(path, 'x'.repeat(10_000)),
    'damaged in its header': (path: string) => {
      const bytes = readFileSync(path);
      bytes.fill(0xff, 20, 60);
      writeFileSync(path, bytes);
    },
    'cut off': (path: string) => writeFileSync(path, readFileSync(path).subarray(0, 5000)),
  })) {
    it(`works where the database is ${what}`, async (t) => {
      const made = station(t);
      assert.ok((await made.backup()).ok);
      made.close();
      damage(made.places.database);
      const restored = made.restore(made.path('a.backup'));
      assert.ok(restored.ok, restored.ok ? '' : restored.error.message);
      assert.equal(Object.keys(made.people()).length, 2);
      assert.equal(made.kinds().at(-1), 'restore');
      made.enrol('dora');
    });
  }

  it('carries no row over that the station never wrote', async (t) => {
    const made = station(t);
    assert.ok((await made.backup()).ok);
    made.note();
    made.close();
    const db = new Database(made.places.database);
    // Chained rightly, by somebody who has not the station's secret.
    db.exec(`INSERT INTO events SELECT seq + 1, at, kind, outcome, person_id, claimed_id, distance,
      threshold, code, source, detail, actor, hash, prev FROM events ORDER BY seq DESC LIMIT 1`);
    db.close();
    const restored = made.restore(made.path('a.backup'));
    assert.ok(restored.ok);
    assert.equal(restored.value.eventsKept, 1);
    assert.deepEqual(made.kinds(), ['enrol', 'enrol', 'enrol', 'restore']);
  });

  it('carries the newer rows over where retention has dropped those of the backup since', async (t) => {
    const made = station(t);
    assert.ok((await made.backup()).ok);
    made.notes(300);
    const repository = new LogRepository(made.db, made.log);
    const eventOf = (detail: string) => ({ ...someEvent, kind: 'retention' as const, detail });
    made.note({ ...someEvent, at: someEvent.at + 1 });
    assert.ok(repository.dropBefore(someEvent.at + 1, someEvent.at + 2, eventOf).ok);
    const kept = logOf(made);
    assert.ok(kept.length < 300, 'the rows of the backup are gone');
    const restored = made.restore(made.path('a.backup'));
    assert.ok(restored.ok, restored.ok ? '' : restored.error.message);
    assert.equal(restored.value.eventsKept, kept.length);
    assert.deepEqual(logOf(made).slice(0, -1), kept);
    assert.match(logOf(made).at(-1)?.detail ?? '', /forgotten: 0$/, 'and the log is whole');
    made.note();
    assert.ok(made.log.end());
  });

  it('carries nothing over from a log that went another way', async (t) => {
    const made = station(t);
    assert.ok((await made.backup('old.backup')).ok);
    made.note();
    assert.ok((await made.backup('new.backup')).ok);
    made.close();
    rmSync(made.places.database);
    assert.ok(made.restore(made.path('old.backup')).ok);
    made.notes(3);
    const restored = made.restore(made.path('new.backup'));
    assert.ok(restored.ok);
    assert.equal(restored.value.eventsKept, 0);
  });

  it('is refused while anybody has the store open, and then nothing is touched', async (t) => {
    const made = station(t);
    assert.ok((await made.backup()).ok);
    made.enrol('cleo');
    const user = shareStore(made.places.dataDir);
    assert.ok(user.ok);
    assert.equal(codeOf(made.restore(made.path('a.backup'))), 'station-running');
    user.value.release();
    assert.ok('cleo' in made.people());
  });

  it('refuses a backup of another station', async (t) => {
    const [made, other] = [station(t), station(t)];
    assert.ok((await other.backup()).ok);
    assert.equal(codeOf(made.restore(other.path('a.backup'))), 'backup-foreign');
  });
});

/** All steps, in their order. */
const steps: readonly RestoreStep[] = [
  'claimed',
  'decrypted',
  'prepared',
  'marked',
  'log set aside',
  'set aside',
  'swapped',
  'head swapped',
];

describe('a restore that is killed', () => {
  for (const step of steps) {
    it(`after it was "${step}" is not begun or done, and nothing in between`, async (t) => {
      const { made, dataDir } = await killable(t);
      made.enrol('cleo');
      const all = made.people();
      made.close();
      const ended = restoreIn(dataDir, step);
      assert.equal(ended.signal, 'SIGKILL');
      const people = made.people();
      const done = steps.indexOf(step) >= steps.indexOf('marked');
      const { cleo: _, ...restored } = all;
      assert.deepEqual(people, done ? restored : all);
      assert.equal(made.kinds().at(-1), done ? 'restore' : 'enrol');
      assert.ok(made.log.end(), 'the log ends as the station left it');
      const head = new LogHeadFile(join(dataDir, 'log.head')).read();
      assert.equal(head?.seq, made.kinds().length);
      const left = readdirSync(dataDir).filter((name) => /restor/.test(name));
      assert.deepEqual(left, []);
      made.enrol('dora');
    });
  }

  it('is finished by the next restore as well', async (t) => {
    const { made, dataDir } = await killable(t);
    made.close();
    assert.equal(restoreIn(dataDir, 'set aside').signal, 'SIGKILL');
    assert.ok(!existsSync(made.places.database), 'there is no database at this moment');
    assert.ok(made.restore(made.path('a.backup')).ok);
    assert.deepEqual(made.kinds(), ['enrol', 'enrol', 'restore', 'restore']);
  });
});

describe('the lock of the store', () => {
  it('is shared by all who work and by nobody beside a restore', (t) => {
    const folder = temporaryDir(t);
    const [one, other] = [shareStore(folder), shareStore(folder)];
    assert.ok(one.ok && other.ok);
    assert.equal(codeOf(claimStore(folder, 0)), 'station-running');
    one.value.release();
    assert.equal(codeOf(claimStore(folder, 0)), 'station-running');
    other.value.release();
    const alone = claimStore(folder, 0);
    assert.ok(alone.ok);
    assert.equal(codeOf(claimStore(folder, 0)), 'station-running');
    alone.value.release();
    const again = shareStore(folder);
    assert.ok(again.ok);
    again.value.release();
  });

  it('of a process that was killed holds nobody up', async (t) => {
    const folder = temporaryDir(t);
    const module = join(import.meta.dirname, '../../electron/store/store-lock.ts');
    const script = `import { shareStore } from ${JSON.stringify(module)};
      const held = shareStore(${JSON.stringify(folder)});
      process.stdout.write(JSON.stringify(held)); setInterval(() => held, 9e6);`;
    const holder = spawn(process.execPath, ['--input-type=module', '-e', script]);
    t.after(() => holder.kill('SIGKILL'));
    const said = await new Promise((held) => holder.stdout.once('data', held));
    assert.equal(String(said), '{"ok":true,"value":{}}');
    assert.equal(codeOf(claimStore(folder, 0)), 'station-running');
    const ended = new Promise((gone) => holder.once('exit', gone));
    holder.kill('SIGKILL');
    await ended;
    const alone = claimStore(folder, 0);
    assert.ok(alone.ok);
    alone.value.release();
  });
});

/** A station whose keys another process can open, with a backup. */
async function killable(t: TestContext) {
  const dataDir = temporaryDir(t);
  const vault = vaultBeside(join(dataDir, 'threshold.db'));
  const made = new BackupStation(dataDir, vault);
  t.after(() => {
    made.close();
    vault.close();
  });
  made.enrol('ana');
  made.enrol('ben');
  assert.ok((await made.backup()).ok);
  return { made, dataDir };
}

function restoreIn(dataDir: string, step: RestoreStep) {
  const script = join(import.meta.dirname, '../support/restoring-process.ts');
  const backup = join(dataDir, 'backups', 'a.backup');
  return spawnSync(process.execPath, [script, dataDir, backup, step], { encoding: 'utf8' });
}

function logOf(made: BackupStation): { kind: string; actor: string; detail: string | null }[] {
  return made.db.prepare('SELECT * FROM events ORDER BY seq').all() as never;
}
