import assert from 'node:assert/strict';
import { existsSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { makeFolder } from '../../electron/hosts/make-folder.ts';
import { temporaryDir } from '../support/temporary.ts';

test('a folder is made with all it lies in, for its owner only', (t) => {
  const path = join(temporaryDir(t), 'a', 'b');
  makeFolder(path);
  makeFolder(path);
  assert.ok(statSync(path).isDirectory());
  if (process.platform !== 'win32') assert.equal(statSync(path).mode & 0o777, 0o700);
});

test('a place where no folder can be made is an error at once', (t) => {
  if (!existsSync('/proc/self')) return t.skip('no /proc on this system');
  assert.throws(() => makeFolder('/proc/none/of/these'), { code: 'ENOENT' });
});

test('a file in the way is an error, as is one above', (t) => {
  const file = join(temporaryDir(t), 'file');
  writeFileSync(file, '');
  assert.throws(() => makeFolder(file), { code: 'EEXIST' });
  assert.throws(() => makeFolder(join(file, 'below')));
});
