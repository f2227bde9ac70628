import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseCommandLine } from '../../electron/cli/command-line.ts';

function kindOf(...argv: string[]): string {
  return parseCommandLine(argv).kind;
}

test('commands with what they need are understood', () => {
  const lines = [
    ['enrol', '--name', 'Ana', '--consent', 'in writing', 'a.jpg', 'b.jpg'],
    ['enrol', '--name', 'Ana', '--consent', 'in writing', '--id', '7', 'a.jpg'],
    ['identify', 'a.jpg', '--json', '--data', 'd'],
    ['verify', '--id', '7', 'a.jpg'],
    ['compare', 'a.jpg', 'b.jpg'],
    ['people', 'list'],
    ['people', 'remove', '7'],
    ['events', 'list', '--limit', '5'],
    ['doctor'],
    ['bench', 'pipeline'],
  ];
  for (const line of lines) assert.equal(kindOf(...line), 'run', line.join(' '));
});

test('wrong usage is told apart before anything is opened', () => {
  const lines = [
    [],
    ['fly'],
    ['enrol', '--name', 'Ana', 'a.jpg'],
    ['enrol', '--name', 'Ana', '--consent', ' ', 'a.jpg'],
    ['enrol', '--name', '', '--consent', 'x', 'a.jpg'],
    ['enrol', '--name', '\u200b', '--consent', 'x', 'a.jpg'],
    ['enrol', '--name', 'Ana\u202e', '--consent', 'x', 'a.jpg'],
    ['enrol', '--name', 'Ana', '--consent', 'x', '--id', '7 ', 'a.jpg'],
    ['enrol', '--name', 'Ana', '--consent', 'x'],
    ['enrol', '--name', 'Ana', '--consent', 'x', '--id', '../7', 'a.jpg'],
    ['identify'],
    ['identify', 'a.jpg', 'b.jpg'],
    ['identify', '--id', '7', 'a.jpg'],
    ['verify', 'a.jpg'],
    ['compare', 'a.jpg'],
    ['people'],
    ['people', 'remove'],
    ['events', 'list', '--limit', 'many'],
    ['events', 'list', '--limit', '0'],
    ['doctor', 'now'],
    ['identify', '--colour', 'a.jpg'],
    ['identify', '--data', '', 'a.jpg'],
    ['identify', '--json=true', 'a.jpg'],
  ];
  for (const line of lines) assert.equal(kindOf(...line), 'wrong', line.join(' '));
});

test('help is no mistake', () => {
  assert.equal(kindOf('--help'), 'help');
  assert.equal(kindOf('help'), 'help');
});
