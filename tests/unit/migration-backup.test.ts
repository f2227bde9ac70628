import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import Database from 'better-sqlite3';
import { backupBeforeMigration } from '../../electron/hosts/backup/before-migration.ts';
import { BackupPlaces } from '../../electron/hosts/backup/backup-places.ts';
import { listBackups } from '../../electron/hosts/backup/list-backups.ts';
import { openStore } from '../../electron/hosts/open-store.ts';
import { operatorEvent } from '../../electron/station/operator-event.ts';
import { migrations } from '../../electron/store/migrations/index.ts';
import { BackupStation } from '../support/backup-station.ts';
import { vaultBeside } from '../support/made-store.ts';
import { temporaryDir } from '../support/temporary.ts';

/** The last schema that had people in plain. */
const plainSchema = 4;
const applicationId = 0x54485253;
const encoder = 'e'.repeat(64);

/** A data folder as an earlier version left it, with one person, and the station's keys elsewhere. */
function oldFolder(t: TestContext) {
  const dataDir = temporaryDir(t);
  const path = join(dataDir, 'threshold.db');
  const db = new Database(path);
  db.pragma('journal_mode = WAL');
  for (const migration of migrations) {
    if (migration.to <= plainSchema && 'sql' in migration) db.exec(migration.sql);
  }
  db.pragma(`user_version = ${plainSchema}`);
  db.pragma(`application_id = ${applicationId}`);
  db.prepare("INSERT INTO people VALUES ('ana', 'Ana Plainname', 'ana', 'in writing', 1)").run();
  const encoding = Buffer.from(new Float32Array([1, 0, 0, 0]).buffer);
  db.prepare("INSERT INTO templates VALUES (1, 'ana', ?, ?, 1, 'camera', 1)").run(
    encoder,
    encoding,
  );
  db.close();
  const vault = vaultBeside(join(temporaryDir(t), 'threshold.db'));
  t.after(() => vault.close());
  const said: string[] = [];
  const open = () => {
    const beforeMigration = backupBeforeMigration(dataDir, vault, {
      log: (line) => said.push(line),
    });
    const store = openStore(path, { vault, actor: () => 'os:tester', beforeMigration });
    t.after(() => store.close());
    return store;
  };
  return { dataDir, path, vault, open, said };
}

describe('before a database of an earlier version is changed', () => {
  it('a sealed backup of it is made, once, and no plain copy stays; where it is, is said', (t) => {
    const { dataDir, open, said } = oldFolder(t);
    assert.ok(open().people.counts(encoder).ok);
    assert.ok(open().people.counts(encoder).ok);
    const folder = join(dataDir, 'backups');
    const made = readdirSync(folder).filter((name) => name.endsWith('.backup'));
    assert.equal(made.length, 1);
    assert.match(made[0] ?? '', /^schema-/);
    assert.equal(said.length, 1);
    assert.ok(said[0]?.includes(join(folder, made[0] ?? '')), said[0]);
    for (const name of readdirSync(folder)) {
      assert.ok(!readFileSync(join(folder, name)).includes('Plainname'), name);
    }
  });

  it('that backup can be restored, and is migrated then', (t) => {
    const { dataDir, open, vault } = oldFolder(t);
    const store = open();
    assert.ok(store.people.counts(encoder).ok);
    store.close();
    const [name = ''] = readdirSync(join(dataDir, 'backups')).filter((one) =>
      one.startsWith('schema-'),
    );
    const made = new BackupStation(dataDir, vault);
    t.after(() => made.close());
    rmSync(join(dataDir, 'threshold.db'));
    const restored = made.restore(made.path(name));
    assert.ok(restored.ok, restored.ok ? '' : restored.error.message);
    assert.deepEqual(made.people(), { ana: 'Ana Plainname' });
  });

  it('nobody who is erased comes back from that backup: it opens no more, wherever it lies', (t) => {
    const { dataDir, open, vault } = oldFolder(t);
    const store = open();
    const [name = ''] = readdirSync(join(dataDir, 'backups')).filter((one) =>
      one.startsWith('schema-'),
    );
    const places = new BackupPlaces(dataDir);
    assert.deepEqual(
      listBackups(places, vault).map(({ usable }) => usable),
      [true],
    );
    const removed = store.people.remove('ana', operatorEvent('remove', 'ana', 2));
    assert.ok(removed.ok && removed.value.keyDestroyed);
    store.close();
    assert.deepEqual(
      listBackups(places, vault).map(({ usable }) => usable),
      [false],
    );
    const made = new BackupStation(dataDir, vault);
    t.after(() => made.close());
    const restored = made.restore(made.path(name));
    assert.equal(restored.ok ? 'ok' : restored.error.code, 'backup-invalid');
    assert.deepEqual(made.people(), {});
  });

  it('a backup that cannot be made leaves it as it was', (t) => {
    const { dataDir, path, open } = oldFolder(t);
    writeFileSync(join(dataDir, 'backups'), 'a file in the way');
    const counts = open().people.counts(encoder);
    assert.ok(!counts.ok);
    const db = new Database(path, { readonly: true });
    t.after(() => db.close());
    assert.equal(db.pragma('user_version', { simple: true }), plainSchema);
    assert.equal(db.prepare('SELECT name FROM people').pluck().get(), 'Ana Plainname');
  });

  it('what a killed backup left in plain is overwritten by the next', (t) => {
    const { dataDir, open } = oldFolder(t);
    const left = join(dataDir, 'backups', '.snapshot');
    mkdirSync(join(dataDir, 'backups'));
    writeFileSync(left, 'half of Ana Plainname');
    assert.ok(open().people.counts(encoder).ok);
    assert.ok(!existsSync(left));
  });
});
