import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { putKeysBack } from '../../electron/hosts/backup/put-keys-back.ts';
import { BackupStation } from '../support/backup-station.ts';
import { threshold } from '../support/command.ts';
import { openTestKeys } from '../support/keys.ts';
import { temporaryDir } from '../support/temporary.ts';

/** Opens what lies in a data folder with its own keys. */
async function opened(t: TestContext, data: string) {
  const keys = await openTestKeys(t, data);
  const vault = keys.current();
  assert.ok(vault.ok, vault.ok ? '' : vault.error.message);
  const made = new BackupStation(data, vault.value);
  const close = (): void => {
    made.close();
    keys.close();
  };
  t.after(close);
  return { made, vault: vault.value, close };
}

/** A station with Ana, and Ben who was enrolled after the copy of its keys was made. Nobody has it open. */
async function station(t: TestContext) {
  const folder = temporaryDir(t);
  const [data, copy] = [join(folder, 'data'), join(folder, 'station.keys')];
  const { made, vault, close } = await opened(t, data);
  made.enrol('ana');
  assert.ok(vault.copyTo(copy).ok);
  made.enrol('ben');
  close();
  return { data, copy, vaultPath: join(data, 'vault.db') };
}

describe('putting back a copy of the keys', () => {
  it('opens a station whose keys are gone, says who cannot be read, and is in the log', async (t) => {
    const { data, copy, vaultPath } = await station(t);
    rmSync(vaultPath);
    const lost = await threshold('people', 'list', '--data', data, '--json');
    assert.equal((JSON.parse(lost.stdout) as { code: string }).code, 'keys-missing');
    const adopted = await threshold('keys', 'adopt', copy, '--data', data);
    assert.equal(adopted.code, 0, adopted.stdout + adopted.stderr);
    assert.match(adopted.stdout, /Of 2 enrolled, 1 cannot be read.*: ben\. Remove/);
    const { made } = await opened(t, data);
    assert.deepEqual(made.people(), { ana: 'Name of ana' });
    const newest = made.db.prepare('SELECT detail FROM events ORDER BY seq DESC LIMIT 1').pluck();
    assert.equal(newest.get(), 'copy of the keys put in place');
    assert.ok(made.log.end());
  });

  it('keeps damaged ones beside it', async (t) => {
    const { data, copy, vaultPath } = await station(t);
    writeFileSync(vaultPath, 'x'.repeat(9000));
    assert.deepEqual(putKeysBack(copy, data), {
      ok: true,
      value: { changed: true, people: 2, unreadable: ['ben'] },
    });
    assert.equal(readFileSync(`${vaultPath}.replaced`, 'utf8'), 'x'.repeat(9000));
  });

  it('changes nothing where the keys are whole: destroyed ones must not come back', async (t) => {
    const { data, copy, vaultPath } = await station(t);
    const before = readFileSync(vaultPath);
    assert.deepEqual(putKeysBack(copy, data), {
      ok: true,
      value: { changed: false, people: 2, unreadable: [] },
    });
    assert.deepEqual(readFileSync(vaultPath), before);
  });

  it('refuses a copy of another station, one that is none, and one that is not there', async (t) => {
    const [{ data, copy, vaultPath }, other] = [await station(t), await station(t)];
    const codeOf = (path: string): string => {
      const put = putKeysBack(path, data);
      return put.ok ? '' : put.error.code;
    };
    assert.equal(codeOf(other.copy), 'backup-foreign', 'beside whole keys');
    rmSync(vaultPath);
    assert.equal(codeOf(other.copy), 'keys-missing');
    const none = `${copy}.none`;
    assert.equal(codeOf(none), 'file-not-found');
    writeFileSync(none, 'no keys at all');
    assert.equal(codeOf(none), 'keys-damaged');
    assert.ok(!existsSync(vaultPath), 'nothing was put in place');
    assert.ok(!readdirSync(data).some((name) => name.includes('adopted')));
  });
});
