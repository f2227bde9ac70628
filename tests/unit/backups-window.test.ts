import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import type { Channel, Request, Response } from '../../electron/contract/channels.ts';
import type { Result } from '../../electron/contract/errors.ts';
import { Backups } from '../../electron/hosts/backup/backups.ts';
import { DailyBackup } from '../../electron/hosts/backup/daily-backup.ts';
import type { RunSealJob } from '../../electron/hosts/backup/make-backup.ts';
import { runSealJob } from '../../electron/hosts/backup/seal-job.ts';
import { runUnsealJob } from '../../electron/hosts/backup/unseal-job.ts';
import type { StationServices } from '../../electron/hosts/services.ts';
import { lockStation } from '../../electron/hosts/station-lock.ts';
import { ok } from '../../electron/contract/errors.ts';
import { BackupStation } from '../support/backup-station.ts';
import { openTestKeys, testKeyPlace } from '../support/keys.ts';
import { openSignedOut, openTestServices, openTestStation } from '../support/station.ts';
import { temporaryDir } from '../support/temporary.ts';

const caller = { id: 'window', trusted: true };

async function ask<C extends Channel>(
  services: StationServices,
  channel: C,
  request: Request<C>,
): Promise<Result<Response<C>>> {
  return (await services.handle(caller, channel, request)) as Result<Response<C>>;
}

async function get<C extends Channel>(
  services: StationServices,
  channel: C,
  request: Request<C>,
): Promise<Response<C>> {
  const answer = await ask(services, channel, request);
  assert.ok(answer.ok, answer.ok ? '' : `${channel}: ${answer.error.message}`);
  return answer.value;
}

const data = new Uint8Array(64 * 256);
const frame = { format: 'RGBA', width: 64, height: 64, stride: 256, data } as const;

describe('backups in the window', () => {
  it('are made in a thread, listed, and written down with who made them', async (t) => {
    const services = await openTestServices(t);
    assert.deepEqual((await get(services, 'backups.list', {})).backups, []);
    const made = await get(services, 'backups.make', {});
    const [backup] = made.backups;
    assert.ok(backup);
    assert.match(backup.name, /^\d{4}-\d\d-\d\d-\d{4}\.backup$/);
    assert.equal(backup.usable, true);
    assert.ok(made.keysCopiedAt !== null);
    const { events } = await get(services, 'events.list', { limit: 1 });
    const [row] = events;
    assert.ok(row);
    assert.deepEqual(
      [row.kind, row.outcome, row.detail, row.actor],
      ['backup', 'done', backup.name, 'os:tester'],
    );
  });

  it('that are no whole backups are shown as such, and are not restored', async (t) => {
    const dataDir = temporaryDir(t);
    const services = await openTestServices(t, { dataDir });
    const { backups } = await get(services, 'backups.make', {});
    const [made] = backups;
    assert.ok(made);
    writeFileSync(join(dataDir, 'backups', 'x.backup'), 'no backup');
    const listed = await get(services, 'backups.list', {});
    assert.deepEqual(
      listed.backups.map(({ name, usable }) => [name, usable]).sort(),
      [
        [made.name, true],
        ['x.backup', false],
      ].sort(),
    );
    const bad = await ask(services, 'backups.restore', { name: 'x.backup' });
    assert.ok(!bad.ok && bad.error.code === 'backup-invalid');
    for (const name of ['y.backup', 'vault.db']) {
      const unknown = await ask(services, 'backups.restore', { name });
      assert.ok(!unknown.ok && unknown.error.code === 'backup-unknown', name);
    }
    const path = await ask(services, 'backups.restore', { name: '../vault.db' });
    assert.ok(!path.ok && path.error.code === 'invalid-request');
    assert.equal((await get(services, 'station.status', {})).store.ok, true);
  });

  it('bring back a database that was removed under the station', async (t) => {
    const dataDir = temporaryDir(t);
    const services = await openTestServices(t, { dataDir });
    const { backups } = await get(services, 'backups.make', {});
    const [backup] = backups;
    assert.ok(backup);
    rmSync(join(dataDir, 'threshold.db'));
    const status = await get(services, 'station.status', {});
    assert.equal(status.banners[0]?.code, 'store-missing');
    const make = await ask(services, 'backups.make', {});
    assert.equal(make.ok, false);
    const report = await get(services, 'backups.restore', { name: backup.name });
    assert.equal(report.name, backup.name);
    const after = await get(services, 'station.status', {});
    assert.equal(after.store.ok, true);
    assert.ok(!after.banners.some(({ code }) => code === 'store-missing'));
    const { events } = await get(services, 'events.list', { limit: 20 });
    assert.ok(events.some(({ kind, actor }) => kind === 'restore' && actor === 'os:tester'));
  });

  it('are not needed where the database is put back: the station notices', async (t) => {
    const dataDir = temporaryDir(t);
    const first = await openTestServices(t, { dataDir });
    await get(first, 'backups.make', {});
    await first.close();
    const path = join(dataDir, 'threshold.db');
    renameSync(path, `${path}.away`);
    const keys = await openTestKeys(t, dataDir);
    const station = await openTestStation(t, { dataDir, keys });
    assert.equal(station.status().store.code, 'store-missing');
    assert.equal(station.outdated(), false);
    renameSync(`${path}.away`, path);
    assert.equal(station.outdated(), true, 'another one would be opened now');
  });

  it('are restored by whoever has the recovery key, although nobody can sign in', async (t) => {
    const dataDir = temporaryDir(t);
    const keyPlace = { ...testKeyPlace(), unattended: false };
    const first = await openSignedOut(t, { dataDir, keyPlace });
    const { recoveryKey } = await get(first, 'access.begin', {
      protection: 'file',
      administrator: { name: 'ana', password: 'a long password of hers' },
    });
    const { backups } = await get(first, 'backups.make', {});
    await first.close();
    rmSync(join(dataDir, 'threshold.db'));
    const services = await openSignedOut(t, { dataDir, keyPlace });
    const status = await get(services, 'station.status', {});
    assert.equal(status.store.code, 'store-missing');
    const check = await ask(services, 'check.identify', { frame });
    assert.ok(!check.ok || check.value.result.outcome === 'refused', 'no door opens');
    const name = backups[0]?.name ?? '';
    const refused = await ask(services, 'backups.restore', { name });
    assert.ok(!refused.ok);
    await get(services, 'access.unlock', { recoveryKey });
    await get(services, 'access.confirm', { password: recoveryKey });
    await get(services, 'backups.restore', { name });
    assert.equal((await get(services, 'station.status', {})).store.ok, true);
    await get(services, 'access.signOut', {});
    await get(services, 'access.signIn', { name: 'ana', password: 'a long password of hers' });
    assert.ok(!readdirSync(dataDir).some((file) => file.endsWith('.restoring')));
  });
});

const dayMs = 86_400_000;

/** The backups of a station at a time that can be told, without a window. */
function backupsOf(t: TestContext, run: RunSealJob = runSealJob) {
  const made = new BackupStation(temporaryDir(t));
  t.after(() => made.close());
  made.enrol('ana');
  const time = { now: 1_760_000_000_000, replaced: 0 };
  const backups = new Backups({
    places: made.places,
    keys: { current: () => ok(made.vault) },
    clock: { now: () => time.now },
    actor: () => 'os:tester',
    run,
    unseal: async (job) => runUnsealJob(job),
    withLog: (work) =>
      work({
        append: (event) => {
          made.note(event);
          return ok(undefined);
        },
      }),
    replace: async (work) => {
      time.replaced += 1;
      made.close();
      return work();
    },
  });
  return { made, time, backups };
}

describe('the automatic backup', () => {
  it('is made once a day, whatever others were made by hand', async (t) => {
    const { backups, time, made } = backupsOf(t);
    const daily = new DailyBackup({
      clock: { now: () => time.now },
      times: () => backups.automaticTimes(),
      make: () => backups.make('auto'),
      log: assert.fail,
    });
    await backups.make('hand');
    const looks: boolean[] = [];
    for (const passed of [0, dayMs / 4, dayMs / 2, dayMs / 3, -9 * dayMs, dayMs / 4]) {
      time.now += passed;
      looks.push(await daily.look());
    }
    assert.deepEqual(looks, [true, false, false, true, true, false]);
    assert.equal(made.kinds().filter((kind) => kind === 'backup').length, 4);
  });

  it('keeps the newest seven of its own, and all that were made by hand', async (t) => {
    const { backups, time, made } = backupsOf(t);
    await backups.make('hand');
    for (let day = 0; day < 9; day++) {
      time.now += dayMs;
      assert.ok((await backups.make('auto')).ok);
    }
    const names = made.places.names().sort();
    assert.equal(names.filter((name) => name.startsWith('auto-')).length, 7);
    assert.equal(names.length, 8);
    const view = backups.view();
    assert.ok(view.ok);
    assert.equal(view.value.backups[0]?.madeAt, time.now, 'the newest is there');
    time.now -= 30 * dayMs;
    assert.ok((await backups.make('auto')).ok);
    const times = backups.automaticTimes();
    assert.ok(times.ok && times.value.length === 7);
    assert.ok(times.value.includes(time.now), 'so it is where the clock went back');
  });

  it('that fails is tried again later and not at once, with one row each time', async (t) => {
    const { backups, time, made } = backupsOf(t);
    made.places.claim()?.release();
    const daily = new DailyBackup({
      clock: { now: () => time.now },
      times: () => backups.automaticTimes(),
      make: () => backups.make('auto'),
      log: assert.fail,
    });
    const busy = made.places.claim();
    assert.equal(await daily.look(), false);
    busy?.release();
    time.now += dayMs / 24;
    assert.equal(await daily.look(), false);
    time.now += dayMs / 4;
    assert.equal(await daily.look(), true);
    const rows = made.db.prepare("SELECT outcome, code FROM events WHERE kind = 'backup'").all();
    assert.deepEqual(rows, [
      { outcome: 'refused', code: 'station-running' },
      { outcome: 'done', code: null },
    ]);
  });
});

it('a restore waits for the backup under way', async (t) => {
  const gate = Promise.withResolvers<void>();
  const order: string[] = [];
  let isHeld = false;
  const { backups, made } = backupsOf(t, async (job) => {
    if (isHeld) await gate.promise;
    order.push('made');
    return runSealJob(job);
  });
  assert.ok((await backups.make('hand')).ok);
  const [name = ''] = made.places.names();
  isHeld = true;
  const under = backups.make('hand');
  const restored = backups.restore(name).then((report) => {
    order.push('restored');
    return report;
  });
  gate.resolve();
  assert.ok((await under).ok);
  assert.ok((await restored).ok);
  assert.deepEqual(order, ['made', 'made', 'restored']);
});

it('one station at a time has a data folder, whatever its host', (t) => {
  const dataDir = temporaryDir(t);
  const first = lockStation(dataDir);
  assert.ok(first);
  assert.equal(lockStation(dataDir), null);
  first.release();
  const second = lockStation(dataDir);
  assert.ok(second);
  second.release();
});

describe('a restore in the window', () => {
  const damage = (path: string): void => {
    const bytes = readFileSync(path);
    const at = bytes.length - 100;
    bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at);
    writeFileSync(path, bytes);
  };

  it('leaves the station open until the whole backup is known to be right', async (t) => {
    const { made, backups, time } = backupsOf(t);
    assert.ok((await made.backup()).ok);
    damage(made.path('a.backup'));
    const restored = await backups.restore('a.backup');
    assert.equal(!restored.ok && restored.error.code, 'backup-invalid');
    assert.equal(time.replaced, 0);
    assert.ok(!existsSync(made.places.unsealed));
  });

  it('leaves nothing of the backup beside the database', async (t) => {
    const { made, backups, time } = backupsOf(t);
    assert.ok((await made.backup()).ok);
    const restored = await backups.restore('a.backup');
    assert.ok(restored.ok, restored.ok ? '' : restored.error.message);
    assert.equal(time.replaced, 1);
    const beside = readdirSync(made.places.dataDir).filter((name) => name.includes('unsealed'));
    assert.deepEqual(beside, []);
    assert.deepEqual(made.people(), { ana: 'Name of ana' });
  });

  it('that was killed before the swap leaves a file that the next backup or start removes', async (t) => {
    const { made } = backupsOf(t);
    assert.ok((await made.backup()).ok);
    writeFileSync(made.places.unsealed, 'half of it');
    made.places.sweep();
    assert.ok(!existsSync(made.places.unsealed));
  });

  it('waits for no backup of another process', async (t) => {
    const { made, backups, time } = backupsOf(t);
    assert.ok((await made.backup()).ok);
    const other = made.places.claim();
    assert.ok(other);
    const restored = await backups.restore('a.backup');
    other.release();
    assert.equal(!restored.ok && restored.error.code, 'station-running');
    assert.equal(time.replaced, 0);
    assert.ok((await backups.restore('a.backup')).ok, 'nothing is left claimed');
  });
});
