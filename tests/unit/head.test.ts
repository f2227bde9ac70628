import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { headSha256, LinearHead, openHead } from '../../native-models/head.ts';
import { mapRows, slopeOfHead } from '../../native-models/training/head-slope.ts';
import { seeded } from '../../electron/station/seeded.ts';
import { anyDirection } from '../support/made-site.ts';
import { temporaryDir } from '../support/temporary.ts';

const length = 6;

function anyMatrix(random: () => number, away = 0.3): Float32Array {
  return Float32Array.from(
    { length: length ** 2 },
    (_, at) => (at % (length + 1) === 0 ? 1 : 0) + away * (random() - 0.5),
  );
}

test('a head gives unit encodings, and what it did can be undone', () => {
  const random = seeded(1);
  const head = new LinearHead(anyMatrix(random));
  for (let round = 0; round < 20; round++) {
    const encoding = anyDirection(length, random);
    const mapped = head.apply(encoding);
    assert.ok(Math.abs(Math.hypot(...mapped) - 1) < 1e-6);
    const back = head.undo(mapped);
    for (const [at, value] of back.entries()) assert.ok(Math.abs(value - encoding[at]!) < 1e-5);
  }
});

test('the identity changes nothing', () => {
  const encoding = Float32Array.of(0.6, 0, 0.8, 0, 0, 0);
  assert.deepEqual(LinearHead.identity(length).apply(encoding), encoding);
});

test('a head that is not square, not finite or cannot be undone is refused', () => {
  const random = seeded(2);
  const flat = anyMatrix(random).map((value, at) => (at < length ? 0 : value));
  const twice = anyMatrix(random);
  twice.copyWithin(0, length, 2 * length);
  const hardly = anyMatrix(random).map((value, at) => (at < length ? value * 1e-6 : value));
  for (const matrix of [new Float32Array(5), anyMatrix(random).fill(NaN), flat, twice, hardly]) {
    assert.throws(() => new LinearHead(matrix), RangeError);
  }
});

test('an encoding that is none stays none: it never becomes somebody', () => {
  const head = new LinearHead(anyMatrix(seeded(3)));
  assert.ok(head.apply(new Float32Array(length).fill(NaN)).every(Number.isNaN));
  assert.ok(head.apply(new Float32Array(length)).every(Number.isNaN));
  assert.throws(() => head.apply(new Float32Array(length + 1)), RangeError);
});

test('the file of a head holds it bit for bit; another file is refused by its name', async (t) => {
  const dir = temporaryDir(t);
  const matrix = anyMatrix(seeded(4));
  const bytes = new LinearHead(matrix).toBytes();
  const entry = { file: 'head.bin', bytes: bytes.byteLength, sha256: headSha256(bytes) };
  const head = { ...entry, base: 'a'.repeat(64), baseScores: null };
  writeFileSync(join(dir, 'head.bin'), bytes);
  const opened = await openHead({ head, encodingLength: length }, dir);
  assert.deepEqual(opened?.matrix, matrix);
  assert.equal(await openHead({ encodingLength: length }, dir), null);
  const unfit = { file: 'head.bin', fault: 'unfit' };
  await assert.rejects(openHead({ head, encodingLength: length + 1 }, dir), unfit);
  writeFileSync(join(dir, 'head.bin'), bytes.fill(0, 0, 4));
  const damaged = { file: 'head.bin', fault: 'damaged' };
  await assert.rejects(openHead({ head, encodingLength: length }, dir), damaged);
});

test('the slope of a head is what moving each of its numbers says', () => {
  const random = seeded(5);
  const rows = Float32Array.from([1, 2, 3].flatMap(() => [...anyDirection(length, random)]));
  const weights = Float32Array.from(rows, () => random() - 0.5);
  const matrix = anyMatrix(random);
  // J = Σ weights · u: its slope with respect to the units is the weights.
  const cost = (values: Float32Array): number =>
    mapRows(rows, values, length).units.reduce((sum, unit, at) => sum + unit * weights[at]!, 0);
  const slope = slopeOfHead(rows, mapRows(rows, matrix, length), weights, length);
  const step = 1e-2;
  for (let at = 0; at < matrix.length; at++) {
    const moved = (by: number): Float32Array =>
      matrix.map((value, index) => (index === at ? value + by : value));
    const measured = (cost(moved(step)) - cost(moved(-step))) / (2 * step);
    assert.ok(Math.abs(measured - slope[at]!) < 1e-3, `${at}: ${measured} and ${slope[at]}`);
  }
});
