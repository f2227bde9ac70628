import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseCommandLine } from '../../electron/cli/command-line.ts';

/** What is wrong with a command line; null for nothing. */
function wrongWith(...argv: string[]): string | null {
  const parsed = parseCommandLine(argv);
  return parsed.kind === 'wrong' ? parsed.message : null;
}

test('a user has a name and a role, and no password on the command line', () => {
  assert.equal(wrongWith('users', 'add', 'ana', '--role', 'enroller'), null);
  assert.match(wrongWith('users', 'add', 'ana') ?? '', /--role is required/);
  assert.match(wrongWith('users', 'add', 'ana', '--role', 'boss') ?? '', /A role is one of admin/);
  assert.match(wrongWith('users', 'add', 'ana', 'secret', '--role', 'auditor') ?? '', /Expected 1/);
  assert.match(wrongWith('users', 'add', ':kiosk', '--role', 'auditor') ?? '', /A user's name has/);
  assert.match(
    wrongWith('users', 'password', 'ana', '--role', 'auditor') ?? '',
    /does not go with/,
  );
  assert.match(wrongWith('users', 'role', 'ana') ?? '', /Expected 2/);
  assert.match(wrongWith('users', 'role', 'ana', 'nobody') ?? '', /A role is one of/);
  for (const verb of ['disable', 'enable', 'remove']) {
    assert.equal(wrongWith('users', verb, 'ana'), null);
    assert.match(wrongWith('users', verb) ?? '', /Expected 1/);
  }
});

test('the passphrase of the station goes with every command, in a file', () => {
  const parsed = parseCommandLine(['people', 'list', '--passphrase-file', 'p']);
  assert.equal(parsed.kind === 'run' && parsed.passphraseFile, 'p');
  assert.match(wrongWith('people', 'list', '--passphrase-file=') ?? '', /names a file/);
});
