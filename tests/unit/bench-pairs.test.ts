import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parsePairs } from '../../electron/cli/bench/lfw-pairs.ts';

function refusalOf(text: string): string {
  const parsed = parsePairs(text);
  assert.equal(parsed.ok, false);
  assert.equal(!parsed.ok && parsed.error.code, 'invalid-request');
  return parsed.ok ? '' : parsed.error.message;
}

test('a list with folds: genuine pairs have three fields, impostor pairs four', () => {
  const parsed = parsePairs('2\t1\nAna\t1\t12\nAna\t2\tBen\t3\nCy\t1\t2\nCy\t3\tDan\t4\n');
  assert.deepEqual(parsed.ok && parsed.value, {
    folds: 2,
    pairs: [
      { one: 'Ana/Ana_0001', other: 'Ana/Ana_0012', same: true, fold: 0 },
      { one: 'Ana/Ana_0002', other: 'Ben/Ben_0003', same: false, fold: 0 },
      { one: 'Cy/Cy_0001', other: 'Cy/Cy_0002', same: true, fold: 1 },
      { one: 'Cy/Cy_0003', other: 'Dan/Dan_0004', same: false, fold: 1 },
    ],
  });
});

test('a list that names only the number of pairs is dealt into ten folds, each kind by itself', () => {
  const genuine = Array.from({ length: 20 }, (_, at) => `Ana ${at + 1} ${at + 2}`);
  const impostor = Array.from({ length: 20 }, (_, at) => `Ana ${at + 1} Ben ${at + 1}`);
  const parsed = parsePairs(['20', ...genuine, ...impostor].join('\n'));
  assert.ok(parsed.ok);
  const { folds, pairs } = parsed.value;
  assert.equal(folds, 10);
  for (let fold = 0; fold < 10; fold++) {
    const kinds = pairs.filter((pair) => pair.fold === fold).map(({ same }) => same);
    assert.deepEqual(kinds, [true, true, false, false]);
  }
});

test('spaces, Windows line ends, a byte order mark and empty lines at the end do not matter', () => {
  const plain = parsePairs('1\t1\nA_B-c.\t1\t2\nA_B-c.\t2\tÉva\t3\n');
  const odd = parsePairs('\uFEFF1 1\r\nA_B-c.  1 2\r\nA_B-c. \t2 Éva 3\r\n\r\n');
  assert.ok(plain.ok);
  assert.deepEqual(odd, plain);
});

test('numbers of photos are padded to four digits, and longer ones are kept', () => {
  const parsed = parsePairs('1 1\nAna 007 12345\nAna 1 Ben 2');
  assert.equal(parsed.ok && parsed.value.pairs[0]?.one, 'Ana/Ana_0007');
  assert.equal(parsed.ok && parsed.value.pairs[0]?.other, 'Ana/Ana_12345');
});

test('a line that is no pair is refused with its number, empty lines counted', () => {
  assert.match(refusalOf('1 1\n\nAna 1\nAna 1 Ben 2'), /line 3 .* neither "name i j"/);
  assert.match(refusalOf('1 1\nAna 1 2\nAna 1 Ben 2 3'), /line 3 .* neither "name i j"/);
});

test('a number that is none is refused with the number of its line', () => {
  for (const number of ['x', '0', '-1', '1.5', '1e2']) {
    assert.match(refusalOf(`1 1\nAna ${number} 2\nAna 1 Ben 2`), /line 2 .* number of a photo/);
  }
});

test('a photo against itself, and one person called two, are refused', () => {
  assert.match(refusalOf('1 1\nAna 1 01\nAna 1 Ben 2'), /line 2 .* with itself/);
  assert.match(refusalOf('1 1\nAna 1 2\nAna 1 Ana 2'), /line 3 .* one person two people/);
});

test('a list that is cut off or goes on too long is refused with both numbers', () => {
  assert.match(refusalOf('1 1\nAna 1 2'), /promises 2 pairs, but there are 1/);
  assert.match(refusalOf('1\nAna 1 2\nAna 1 Ben 2\nAna 1 Ben 3'), /promises 2 pairs, .* 3/);
});

test('an empty list, and a first line that is none, are refused', () => {
  assert.match(refusalOf('\n \n'), /empty/);
  assert.match(refusalOf('Ana 1 2\nAna 1 Ben 2'), /line 1 /);
});
