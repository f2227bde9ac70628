import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseCommandLine } from '../../electron/cli/command-line.ts';
import { maxDistinct } from '../../electron/contract/messages.ts';

const enrol = ['enrol', '--name', 'Ana', '--consent', 'in writing', 'a.jpg'];

function complaint(...argv: string[]): string | undefined {
  const parsed = parseCommandLine(argv);
  return parsed.kind === 'wrong' ? parsed.message : undefined;
}

test('an enrolment can keep the photos and call several people distinct', () => {
  const distinct = ['--distinct-from', '7', '--distinct-from', 'badge 8'];
  assert.equal(complaint(...enrol, '--keep-photos', ...distinct), undefined);
});

test('who is called distinct is told by an id, and not without end', () => {
  assert.match(complaint(...enrol, '--distinct-from', '../7') ?? '', /--distinct-from takes an id/);
  const many = Array.from({ length: maxDistinct + 1 }, (_, i) => ['--distinct-from', `p${i}`]);
  assert.match(complaint(...enrol, ...many.flat()) ?? '', /times at most/);
});

test('photos are added to one person by their id', () => {
  assert.equal(complaint('people', 'add', 'ana', 'a.jpg', 'b.jpg', '--keep-photos'), undefined);
  assert.match(complaint('people', 'add', 'ana') ?? '', /at least one photo/);
  assert.match(complaint('people', 'add') ?? '', /id of a person/);
  assert.match(complaint('people', 'add', '../7', 'a.jpg') ?? '', /An id is/);
  assert.match(complaint('people', 'add', 'ana', 'a.jpg', '--id', '7') ?? '', /--id does not go/);
});
