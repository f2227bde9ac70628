import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import type { StationEvent } from '../../electron/contract/messages.ts';
import { threshold } from '../support/command.ts';
import { temporaryDir } from '../support/temporary.ts';

const password = 'drei rote Äpfel';

test('the command line makes users, in the name of the system’s user, and shows no password', async (t) => {
  const folder = temporaryDir(t);
  const data = join(folder, 'data');
  const file = join(folder, 'password');
  writeFileSync(file, `${password}\n`);
  const run = (...argv: string[]) => threshold(...argv, '--data', data);
  const add = (...argv: string[]) => run('users', 'add', ...argv, '--password-file', file);

  const first = await add('ana', '--role', 'administrator', '--json');
  assert.equal(first.code, 0, first.stderr);
  assert.match(first.stderr, /weaker than a keychain or a passphrase/);
  const again = await add('Ana', '--role', 'auditor', '--json');
  assert.deepEqual([again.code, JSON.parse(again.stdout).code], [3, 'user-exists']);
  const last = await run('users', 'disable', 'ana');
  assert.deepEqual([last.code, /only administrator/.test(last.stdout)], [3, true]);

  writeFileSync(file, 'password123');
  const weak = await run('users', 'password', 'ana', '--password-file', file, '--json');
  assert.deepEqual([weak.code, JSON.parse(weak.stdout).code], [3, 'password-weak']);

  const list = await run('users', 'list');
  assert.match(list.stdout, /^ana +administrator +never signed in\n$/);
  const log = await run('events', 'list', '--json');
  const rows = (JSON.parse(log.stdout) as StationEvent[]).filter(({ kind }) => kind === 'user');
  assert.deepEqual(
    rows.map(({ actor, detail }) => [actor, detail]),
    [[`os:${userInfo().username}`, 'ana: added, administrator']],
  );
  const said = [first, again, last, weak, list, log].map(({ stdout, stderr }) => stdout + stderr);
  for (const text of said) assert.ok(!text.includes(password));
});
