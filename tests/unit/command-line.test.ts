import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseCommandLine } from '../../electron/cli/command-line.ts';
import { commands } from '../../electron/cli/commands.ts';
import { usage } from '../../electron/cli/usage.ts';

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
    ['bench', 'train', '--peer', '--size', '96', '--rounds', '3'],
    ['models', 'list'],
    ['models', 'fetch', 'zoo'],
    ['models', 'fetch', 'zoo', '--from', 'd'],
    ['models', 'add', 'd', '--manifest', 'm.json'],
    ['models', 'check', 'd'],
    ['models', 'use', 'zoo'],
    ['models', 'measure', 'zoo', '--images', 'd'],
    ['people', 'add', '7', '--keep-photos', 'a.jpg'],
    ['risk', 'show'],
    ['risk', 'set', '--mode', 'verify', '--dial', 'strict'],
    ['recognition'],
    ['bench', 'accuracy', '--images', 'd', '--pairs', 'f'],
    ['bench', 'identify', '--images', 'd', '--gallery', '10'],
    ['bench', 'discard', '--images', 'd', '--pairs', 'f'],
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
    ['models'],
    ['models', 'fetch'],
    ['models', 'fetch', 'zoo', 'core'],
    ['models', 'list', 'all'],
    ['models', 'use', 'zoo', '--from', 'd'],
    ['models', 'use', 'zoo', '--keep-photos'],
    ['models', 'measure', 'zoo'],
    ['people', 'list', '--distinct-from', '7'],
    ['bench', 'accuracy', '--images', 'd'],
  ];
  for (const line of lines) assert.equal(kindOf(...line), 'wrong', line.join(' '));
});

test('help is no mistake', () => {
  assert.equal(kindOf('--help'), 'help');
  assert.equal(kindOf('help'), 'help');
});

test('the usage names every command, and no other', () => {
  for (const { words } of commands) assert.match(usage, new RegExp(`^  ${words}\\b`, 'm'), words);
  const named = Array.from(usage.matchAll(/^  ([a-z]+(?: [a-z]+)?)/gm), ([, words = '']) => words);
  for (const words of named) {
    assert.ok(
      commands.some((command) => words.startsWith(command.words)),
      words,
    );
  }
});
