import assert from 'node:assert/strict';
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { shareStore } from '../../electron/store/store-lock.ts';
import { threshold } from '../support/command.ts';
import { testKeyFolder } from '../support/keys.ts';
import { temporaryDir } from '../support/temporary.ts';

/** A station of the command line with a setting of its own, and a backup. */
async function backedUp(t: TestContext) {
  const folder = temporaryDir(t);
  const data = join(folder, 'data');
  mkdirSync(data, { mode: 0o700 });
  const backup = join(folder, 'usb', 'site.backup');
  mkdirSync(join(folder, 'usb'));
  const run = (...argv: string[]) => threshold(...argv, '--data', data);
  const set = await run('zone', 'set', '0.2', '0', '0.6', '1');
  assert.equal(set.code, 0, set.stdout);
  const made = await run('backup', backup, '--json');
  assert.equal(made.code, 0, made.stdout);
  const answer = JSON.parse(made.stdout) as { keys: string; stationId: string; events: number };
  return { folder, data, backup, run, ...answer };
}

test('a backup comes back in place, with the newer rows of the log', async (t) => {
  const { run, backup } = await backedUp(t);
  assert.equal((await run('zone', 'clear')).code, 0);
  const restored = await run('restore', backup, '--json');
  assert.equal(restored.code, 0, restored.stdout);
  const { name, forgotten, eventsKept } = JSON.parse(restored.stdout) as Record<string, unknown>;
  assert.deepEqual([name, forgotten], ['site.backup', []]);
  assert.ok(Number(eventsKept) >= 2, 'the row of the backup and of the zone');
  assert.match((await run('zone', 'show')).stdout, /20 % to 80 %/);
  const verified = await run('audit', 'verify', '--json');
  assert.equal(verified.code, 0, verified.stdout);
});

test('on a new computer it takes the copy of the keys and the recovery key', async (t) => {
  const { folder, run, backup, stationId } = await backedUp(t);
  const [before, after] = [join(folder, 'usb', 'before'), join(folder, 'usb', 'after')];
  assert.match((await run('backup', before)).stdout, /There is no recovery key yet/);
  const recovery = await run('keys', 'recovery');
  assert.doesNotMatch((await run('backup', after)).stdout, /There is no recovery key yet/);
  const recoveryKeyFile = join(folder, 'recovery');
  writeFileSync(recoveryKeyFile, recovery.stdout.split('\n')[0] ?? '');
  // Made before the recovery key was: the copy of the keys beside it is renewed.
  const keys = join(folder, 'usb', `threshold-${stationId}.keys`);
  const moved = join(testKeyFolder(), '..', `${stationId}-elsewhere`);
  const own = readdirSync(testKeyFolder()).filter((name) => name.startsWith(stationId));
  mkdirSync(moved);
  t.after(() => rmSync(moved, { recursive: true, force: true }));
  for (const name of own) {
    copyFileSync(join(testKeyFolder(), name), join(moved, name));
    rmSync(join(testKeyFolder(), name));
  }
  const data = join(folder, 'new');
  const restore = (...more: string[]) =>
    threshold('restore', backup, '--data', data, '--json', ...more);
  const codeOf = (stdout: string): unknown => (JSON.parse(stdout) as { code: unknown }).code;
  assert.equal(codeOf((await restore()).stdout), 'keys-missing');
  assert.equal(codeOf((await restore('--keys', keys)).stdout), 'key-gone');
  const restored = await restore('--keys', keys, '--recovery-key-file', recoveryKeyFile);
  assert.equal(restored.code, 0, restored.stdout);
  const given = ['--data', data, '--passphrase-file', recoveryKeyFile];
  assert.match((await threshold('zone', 'show', ...given)).stdout, /20 % to 80 %/);
});

test('a copy of keys of another station is put nowhere', async (t) => {
  const [one, other] = [await backedUp(t), await backedUp(t)];
  const data = join(one.folder, 'new');
  const restored = await threshold('restore', one.backup, '--keys', other.keys, '--data', data);
  assert.equal(restored.code, 3);
  assert.ok(!readdirSync(data).includes('vault.db'));
  const there = readFileSync(join(one.data, 'vault.db'));
  const into = await other.run('restore', one.backup, '--keys', one.keys);
  assert.equal(into.code, 3);
  assert.deepEqual(readFileSync(join(one.data, 'vault.db')), there);
});

test('while a command has the store open, restore says what to do and changes nothing', async (t) => {
  const { data, run, backup } = await backedUp(t);
  const user = shareStore(data);
  assert.ok(user.ok);
  const before = readFileSync(join(data, 'threshold.db'));
  const refused = await run('restore', backup);
  user.value.release();
  assert.equal(refused.code, 4);
  assert.match(refused.stdout, /Close it first/);
  assert.deepEqual(readFileSync(join(data, 'threshold.db')), before);
});
