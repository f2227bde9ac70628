import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { withLock } from '../../build/bootstrap/lock.mjs';

describe('the set-up lock', () => {
  let folder = '';
  let file = '';

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'threshold-lock-'));
    file = join(folder, 'set-up', 'lock');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('lets one at a time do its work, and leaves nothing behind', async () => {
    let inside = 0;
    let most = 0;
    let waited = 0;
    const work = async (): Promise<void> => {
      inside += 1;
      most = Math.max(most, inside);
      await new Promise((resolve) => setTimeout(resolve, 20));
      inside -= 1;
    };
    await Promise.all([1, 2, 3].map(() => withLock(file, work, () => void (waited += 1))));
    assert.equal(most, 1);
    assert.equal(waited, 2);
    assert.deepEqual(readdirSync(join(folder, 'set-up')), []);
  });

  it('is given back when the work fails', async () => {
    const fails = withLock(file, () => Promise.reject(new Error('no')));
    await assert.rejects(fails, /no/);
    assert.equal(existsSync(file), false);
  });

  it('is taken over from a process that died', async () => {
    const { pid } = spawnSync(process.execPath, ['--version']);
    await leave(`${pid}\n`);
    assert.equal(await withLock(file, async () => 'done'), 'done');
  });

  it('is taken over from a process that shows no sign of life', async () => {
    await leave(`${process.pid}\n`);
    const longAgo = new Date(Date.now() - 10 * 60_000);
    utimesSync(file, longAgo, longAgo);
    assert.equal(await withLock(file, async () => 'done'), 'done');
  });

  async function leave(holder: string): Promise<void> {
    await withLock(file, async () => undefined);
    writeFileSync(file, holder);
  }
});
