import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseCommandLine } from '../../electron/cli/command-line.ts';

const encoder = ['train', 'encoder', '--data', 'people', '--out', 'pack'];

function wrong(...argv: string[]): string {
  const parsed = parseCommandLine(argv);
  assert.equal(parsed.kind, 'wrong', argv.join(' '));
  return parsed.kind === 'wrong' ? parsed.message : '';
}

function folderOf(...argv: string[]): string | undefined {
  const parsed = parseCommandLine(argv);
  assert.ok(parsed.kind === 'run', argv.join(' '));
  return parsed.dataDir;
}

test('training commands with what they need are understood', () => {
  const lines = [
    encoder,
    [...encoder, '--minutes', '20', '--size', '112', '--width', '1.5', '--workers', '2'],
    [...encoder, '--epochs', '3', '--margin', '0.3', '--mining', 'batch-hard', '--seed', '7'],
    [...encoder, '--resume', '--pack', 'core', '--json'],
    ['train', 'head'],
    ['train', 'head', '--adopt', '--seed', '2'],
    ['train', 'logistic', '--adopt'],
    ['train', 'back'],
  ];
  for (const line of lines) assert.equal(parseCommandLine(line).kind, 'run', line.join(' '));
});

test('for an encoder --data is the folder of people, and --station the station’s', () => {
  assert.equal(folderOf(...encoder), undefined);
  assert.equal(folderOf(...encoder, '--station', 's'), 's');
  assert.equal(folderOf('train', 'head', '--data', 'd'), 'd');
  assert.match(wrong('train', 'head', '--station', 's'), /--station does not go with "train head"/);
  assert.match(wrong(...encoder, '--station', ''), /--station names a folder/);
});

test('wrong wishes are told with what would be right', () => {
  assert.match(
    wrong('train', 'encoder', '--out', 'pack'),
    /--data is required: the folder of people/,
  );
  assert.match(wrong('train', 'encoder', '--data', 'people'), /--out is required/);
  assert.match(wrong(...encoder, '--size', '65'), /--size takes one of 64, 80, 96, 112, 128/);
  assert.match(
    wrong(...encoder, '--mining', 'gold'),
    /--mining takes one of semi-hard, batch-hard/,
  );
  assert.match(wrong(...encoder, '--margin', '3'), /--margin takes a number from 0.01 to 2/);
  assert.match(wrong(...encoder, '--width', 'NaN'), /--width takes a number from 0 to 4/);
  assert.match(wrong(...encoder, '--minutes', ' '), /--minutes takes a number/);
  assert.match(wrong(...encoder, '--minutes', '1', '--epochs', '1'), /cannot both/);
  assert.match(wrong(...encoder, '--epochs', '0'), /--epochs takes a whole number/);
  assert.match(wrong(...encoder, '--workers', '65'), /--workers takes at most 64/);
  assert.match(wrong(...encoder, '--seed', '1e12'), /--seed takes at most/);
  assert.match(wrong(...encoder, '--adopt'), /--adopt does not go with/);
  assert.match(wrong(...encoder, 'more'), /Expected 0 arguments/);
  assert.match(wrong('train'), /There is no command "train"/);
});
