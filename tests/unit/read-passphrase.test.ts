import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { readPassphrase } from '../../electron/hosts/keys/read-passphrase.ts';
import { temporaryDir } from '../support/temporary.ts';

describe('the passphrase of a station without a window', () => {
  it('is the file’s, else the environment’s, and leaves the environment', (t) => {
    const file = join(temporaryDir(t), 'passphrase');
    writeFileSync(file, ' of the file \r\n');
    process.env['THRESHOLD_PASSPHRASE'] = 'of the environment';
    assert.deepEqual(readPassphrase(undefined), { ok: true, value: 'of the environment' });
    assert.equal(process.env['THRESHOLD_PASSPHRASE'], undefined);
    process.env['THRESHOLD_PASSPHRASE'] = 'of the environment';
    assert.deepEqual(readPassphrase(file), { ok: true, value: ' of the file ' });
    assert.equal(process.env['THRESHOLD_PASSPHRASE'], undefined);
    assert.deepEqual(readPassphrase(undefined), { ok: true, value: undefined });
  });

  it('is not taken from a file that has none', (t) => {
    const folder = temporaryDir(t);
    const [empty, long] = [join(folder, 'empty'), join(folder, 'long')];
    writeFileSync(empty, '\n');
    writeFileSync(long, 'x'.repeat(10_000));
    const codes = [empty, long, join(folder, 'nowhere'), folder].map((file) => {
      const read = readPassphrase(file);
      return read.ok ? 'ok' : read.error.code;
    });
    const expected = ['invalid-request', 'invalid-request', 'file-not-found', 'file-unreadable'];
    assert.deepEqual(codes, expected);
  });
});
