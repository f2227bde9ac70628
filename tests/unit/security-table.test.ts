import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { root } from '../../build/root.ts';

// The threat model names a test for every defence. This keeps that promise true.

interface Row {
  readonly line: number;
  readonly attack: string;
  readonly proof: string;
}

/** Rows of the tables whose last column is "shown by". */
function rows(): Row[] {
  let inTable = false;
  return readFileSync(join(root, 'SECURITY.md'), 'utf8')
    .split('\n')
    .flatMap((text, index) => {
      const cells = text.split('|').map((cell) => cell.trim());
      if (!text.startsWith('|')) inTable = false;
      else if (cells.at(-2) === 'shown by') inTable = true;
      else if (inTable && !/^[\s|:-]+$/.test(text)) {
        return [{ line: index + 1, attack: cells[1] ?? '', proof: cells.at(-2) ?? '' }];
      }
      return [];
    });
}

test('every attack of the threat model names a test that exists, or says that it is not defended', () => {
  const all = rows();
  assert.ok(all.length >= 40, `${all.length} rows`);
  for (const { line, attack, proof } of all) {
    assert.notEqual(attack, '', `line ${line}`);
    if (proof.startsWith('**not defended**')) continue;
    const tests = [...proof.matchAll(/`([^`]+\.test\.ts)`: “([^”]+)”/g)];
    assert.ok(tests.length > 0, `line ${line} names no test: ${proof}`);
    for (const [, file = '', title = ''] of tests) {
      const path = join(root, 'tests', file);
      assert.ok(existsSync(path), `line ${line}: there is no ${file}`);
      const source = readFileSync(path, 'utf8').replaceAll("\\'", "'");
      assert.ok(source.includes(title), `line ${line}: ${file} has no test “${title}”`);
    }
  }
});

test('the threat model says in words what is not defended', () => {
  const open = rows().filter(({ proof }) => proof.startsWith('**not defended**'));
  assert.ok(open.length > 0);
  for (const { line, proof } of open) {
    assert.ok(proof.length > '**not defended**'.length + 20, `line ${line} gives no reason`);
  }
});
