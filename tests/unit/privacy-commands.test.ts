import assert from 'node:assert/strict';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fail, ok } from '../../electron/contract/errors.ts';
import type { Removal } from '../../electron/contract/messages.ts';
import { parseCommandLine } from '../../electron/cli/command-line.ts';
import { dayFrom } from '../../electron/cli/day-argument.ts';
import { receiptInWords } from '../../electron/cli/receipt-in-words.ts';
import { writeNewFile } from '../../electron/cli/write-new-file.ts';
import { temporaryDir } from '../support/temporary.ts';

for (const argv of [
  ['people', 'export', 'ana', '--out', 'x.html'],
  ['people', 'withdraw', 'ana'],
  ['people', 'consent', 'ana', '--consent', 'signed'],
  ['people', 'pin', 'ana'],
  ['people', 'pin', 'ana', '--clear'],
  ['people', 'end', 'ana', '2027-01-31'],
  ['people', 'end', 'ana', 'never'],
  ['privacy', 'show'],
  ['privacy', 'set', '--templates', '30', '--photos', 'never'],
  ['privacy', 'run', '--trust-clock'],
  ['privacy', 'record', '--out', 'x.md'],
  ['privacy', 'assessment', '--format', 'html', '--language', 'de', '--out', 'x.html'],
]) {
  test(`"${argv.join(' ')}" is a command`, () => {
    assert.equal(parseCommandLine(argv).kind, 'run');
  });
}

for (const [argv, sentence] of [
  [['people', 'export', 'ana'], /--out is required/u],
  [['people', 'end', 'ana', 'soon'], /A day is given like 2026-11-25, or as "never", not "soon"/u],
  [['people', 'pin', 'ana', '8350'], /Expected 1 argument, got 2/u],
  [['people', 'withdraw', ' '], /An id has 1 to 64 letters/u],
  [['privacy', 'set'], /Set one of --templates, --photos, --events/u],
  [['privacy', 'set', '--photos', '0'], /--photos takes a whole number from 1 up/u],
  [
    ['privacy', 'record', '--language', 'fr', '--out', 'x'],
    /--language takes one of en, de, not "fr"/u,
  ],
  [['privacy', 'run', '--out', 'x'], /--out does not go with "privacy run"/u],
] as const) {
  test(`"${argv.join(' ')}" is told what is wrong`, () => {
    const parsed = parseCommandLine(argv);
    assert.match(parsed.kind === 'wrong' ? parsed.message : '', sentence);
  });
}

test('a day is its first moment here; one that no calendar has is refused', () => {
  assert.equal(dayFrom('2026-12-31'), new Date(2026, 11, 31).getTime());
  for (const none of ['2026-02-30', '2026-13-01', '2026-00-10', '31.12.2026', '2026-1-1', '']) {
    assert.throws(() => dayFrom(none), /A day is given like/u);
  }
});

const receipt: Removal = {
  ...{ id: 'ana', name: 'Ana', templates: 2, photos: 1, at: 0, seq: 7 },
  ...{ withdrawn: false, keyDestroyed: true, copiesRenewed: 1, copies: [] },
};

test('a receipt says what is gone, what stays and where it is written', () => {
  assert.equal(
    receiptInWords(receipt),
    `Removed Ana (ana). Erased: everything of theirs, with 2 templates and 1 kept photo.
Their key is destroyed, so backups made before cannot be read for them either.
Copies of the keys renewed: 1.
What stays: rows of the log with the id and times, until their own time is over.
Row 7 of the log, 1970-01-01T00:00:00.000Z.`,
  );
});

test('a receipt names the copies that could still open older backups, and a key that is still there', () => {
  const words = receiptInWords({
    ...receipt,
    ...{ withdrawn: true, keyDestroyed: false, copies: ['/media/stick/threshold.keys'] },
  });
  assert.match(words, /^Ana \(ana\) has withdrawn their consent\./u);
  assert.match(words, /could not be destroyed now/u);
  assert.match(words, /could still read older backups:\n {2}\/media\/stick\/threshold\.keys/u);
  assert.match(words, /What stays: id, name, consents and PIN/u);
});

test('a file is written for its owner, over none that is there, and none where nothing was made', async (t) => {
  const path = join(temporaryDir(t), 'x.html');
  const refused = await writeNewFile(path, () => fail('unknown-person'));
  assert.equal(!refused.ok && refused.error.code, 'unknown-person');
  assert.ok(!existsSync(path));
  const bytes = new TextEncoder().encode('once');
  assert.ok((await writeNewFile(path, () => ok({ bytes }))).ok);
  if (process.platform !== 'win32') assert.equal(statSync(path).mode & 0o777, 0o600);
  writeFileSync(path, 'mine');
  let made = 0;
  const again = await writeNewFile(path, () => (made++, ok({ bytes })));
  assert.match(again.ok ? '' : again.error.message, /there is such a file already/u);
  assert.equal(made, 0);
  assert.equal(readFileSync(path, 'utf8'), 'mine');
});
