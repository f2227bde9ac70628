import assert from 'node:assert/strict';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { parseCommandLine } from '../../electron/cli/command-line.ts';
import { threshold } from '../support/command.ts';
import { newRecoveryKey } from '../../electron/vault/recovery-key.ts';
import { testKeyFolder } from '../support/keys.ts';
import { temporaryDir } from '../support/temporary.ts';

describe('the commands about keys', () => {
  it('say what is wrong with their words before anything is done', () => {
    const wrong: [string[], RegExp][] = [
      [['keys', 'protect'], /--with is required/],
      [['keys', 'protect', '--with', 'luck'], /keychain, passphrase, file/],
      [['keys', 'protect', '--with', 'passphrase'], /--new-passphrase-file FILE/],
      [['keys', 'protect', '--with', 'file', '--new-passphrase-file', 'x'], /goes with/],
      [['keys', 'rotate', 'now'], /Expected 0 arguments/],
      [['keys', 'kept', 'ABCD'], /Expected 0 arguments/],
      [['keys', 'adopt'], /Expected 1 argument/],
      [['keys', 'show', '--with', 'file'], /--with does not go with "keys show"/],
    ];
    for (const [argv, expected] of wrong) {
      const parsed = parseCommandLine(argv);
      assert.equal(parsed.kind, 'wrong', argv.join(' '));
      assert.match(parsed.kind === 'wrong' ? parsed.message : '', expected);
    }
  });

  it('put a station under a passphrase, and open it again by that or by the recovery key', async (t) => {
    const folder = temporaryDir(t);
    const data = join(folder, 'data');
    const run = (...argv: string[]) => threshold('--data', data, '--json', ...argv);
    const recovery = await run('keys', 'recovery');
    assert.equal(recovery.code, 0);
    assert.match(recovery.stderr, /weaker/);
    const { recoveryKey } = JSON.parse(recovery.stdout) as { recoveryKey: string };
    assert.equal(readdirSync(testKeyFolder()).length, 1);

    // Somebody types what they wrote down; another key is not the station's, and nothing is noted.
    const recoveryFile = join(folder, 'recovery');
    const kept = async (typed: string) => {
      writeFileSync(recoveryFile, typed);
      const said = await run('keys', 'kept', '--recovery-key-file', recoveryFile);
      return JSON.parse(said.stdout) as { code?: string; recoveryKeptAt?: number | null };
    };
    assert.equal((await kept(newRecoveryKey())).code, 'recovery-wrong');
    const shown = JSON.parse((await run('keys', 'show')).stdout) as { recoveryKeptAt: unknown };
    assert.equal(shown.recoveryKeptAt, null);
    assert.ok((await kept(recoveryKey.toLowerCase())).recoveryKeptAt);

    const passphraseFile = join(folder, 'passphrase');
    writeFileSync(passphraseFile, 'several words do well\n');
    const wish = ['--with', 'passphrase', '--new-passphrase-file', passphraseFile];
    const changed = await run('keys', 'protect', ...wish);
    assert.equal(changed.code, 0, changed.stdout);
    assert.deepEqual(readdirSync(testKeyFolder()), []);

    const locked = await run('people', 'list');
    assert.equal((JSON.parse(locked.stdout) as { code: string }).code, 'station-locked');
    for (const file of [passphraseFile, recoveryFile]) {
      const open = await run('keys', 'show', '--passphrase-file', file);
      const { slots } = JSON.parse(open.stdout) as { slots: { kind: string }[] };
      assert.deepEqual(
        slots.map(({ kind }) => kind),
        ['passphrase', 'recovery'],
      );
    }
  });
});
