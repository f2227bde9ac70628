import assert from 'node:assert/strict';
import { test } from 'node:test';
import { directions, errorCodes } from '../../electron/contract/errors.ts';
import { chooseWords } from '../../renderer/text/choose-words.ts';
import { de } from '../../renderer/text/de.ts';
import { en } from '../../renderer/text/en.ts';
import { Formats } from '../../renderer/text/formats.ts';
import { directionOf } from '../../renderer/text/live-codes.ts';
import { pseudoText } from '../../renderer/text/pseudo.ts';

/** Every text with its path; functions are called with sample values. */
function texts(node: unknown, path = ''): [string, string][] {
  if (typeof node === 'string') return [[path, node]];
  if (typeof node === 'function') {
    const template = node as (...values: unknown[]) => string;
    return [[path, template(...Array.from({ length: template.length }, () => 2))]];
  }
  return Object.entries(node as object).flatMap(([key, value]) => texts(value, `${path}.${key}`));
}

test('each language says the same things as English', () => {
  const keys = (text: unknown) => texts(text).map(([path]) => path);
  assert.deepEqual(keys(de), keys(en));
  assert.deepEqual(keys(pseudoText(en)), keys(en));
});

test('no text is empty, shouts, or has spaces at its ends', () => {
  for (const [path, text] of [...texts(en), ...texts(de)]) {
    assert.notEqual(text, '', path);
    assert.equal(text, text.trim(), path);
    assert.doesNotMatch(text, /!/, path);
  }
});

test('every error code has a sentence in every language', () => {
  for (const code of errorCodes) {
    assert.match(en.errors[code], /\.$/);
    assert.match(de.errors[code], /\.$/);
    assert.notEqual(de.errors[code], en.errors[code]);
  }
});

test('no sentence of the window names a command or a folder of the source tree', () => {
  for (const { errors } of [en, de]) {
    for (const sentence of Object.values(errors)) {
      assert.doesNotMatch(sentence, /npm |\.cache|doctor|--from|"models /);
    }
  }
});

test('every refusal of a live frame has something to do about it, in every language', () => {
  for (const direction of directions) {
    for (const text of [en, de]) assert.ok(text.directions[direction].length <= 48, direction);
  }
  assert.equal(directionOf('face-turned', 'turn-left'), 'turn-left');
  assert.equal(directionOf('face-too-small', undefined), 'come-closer');
  assert.equal(directionOf('store-full', undefined), null);
  assert.equal(directionOf(undefined, undefined), null);
});

test('left and right are said as such, and as the person’s own', () => {
  for (const turn of ['move', 'turn', 'light'] as const) {
    assert.match(en.directions[`${turn}-left`], /your left/);
    assert.match(en.directions[`${turn}-right`], /your right/);
    assert.match(de.directions[`${turn}-left`], /link/);
    assert.match(de.directions[`${turn}-right`], /recht/);
  }
});

test('the pseudo-locale marks every text and shows where it ends', () => {
  for (const [path, text] of texts(pseudoText(en))) assert.match(text, /^\[.*~\]$/s, path);
});

test('the wanted language wins, then the first of the person’s that there is, then English', () => {
  assert.equal(chooseWords('de', ['en-GB']).text, de);
  assert.equal(chooseWords(null, ['fr-FR', 'de-AT', 'en']).lang, 'de-AT');
  assert.equal(chooseWords(null, ['fr-FR']).text, en);
  assert.equal(chooseWords('not a language', []).text, en);
  assert.equal(chooseWords('pseudo-rtl', []).dir, 'rtl');
});

test('dates name the month in words, and today and yesterday by name', () => {
  const formats = new Formats('en-GB');
  const noon = new Date(2026, 2, 4, 12).getTime();
  const day = 24 * 60 * 60 * 1000;
  assert.equal(formats.date(noon), '4 Mar 2026');
  assert.equal(formats.day(noon, noon), 'Today');
  assert.equal(formats.day(noon - day, noon), 'Yesterday');
  assert.equal(formats.day(noon - 2 * day, noon), '2 Mar 2026');
  assert.equal(new Formats('de').day(noon - day, noon), 'Gestern');
});
