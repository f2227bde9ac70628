import assert from 'node:assert/strict';
import { test } from 'node:test';
import { frameBytes, frameSchema } from '../../electron/contract/frame.ts';
import { fitOf } from '../../renderer/state/fit.ts';
import {
  frameColour,
  i420Bytes,
  i420Planes,
  shrunkSize,
  splitChroma,
} from '../../renderer/state/frame-layout.ts';

test('a packed I420 frame has the contract’s layout, odd sides included', () => {
  for (const [width, height] of [
    [640, 480],
    [641, 479],
    [17, 33],
  ] as const) {
    const bytes = i420Bytes(width, height);
    assert.equal(bytes, frameBytes({ format: 'I420', height, stride: width }));
    const [, u, v] = i420Planes(width, height);
    assert.ok(u && v);
    const chromaRows = Math.ceil(height / 2);
    assert.equal(u.offset, width * height);
    assert.equal(v.offset, u.offset + u.stride * chromaRows);
    assert.equal(v.offset + v.stride * chromaRows, bytes);
    const data = new Uint8Array(bytes);
    const frame = { format: 'I420', width, height, stride: width, ...frameColour(null), data };
    assert.ok(frameSchema.safeParse(frame).success);
  }
});

test('interleaved chroma is split into the two planes', () => {
  const planes = new Uint8Array(6);
  splitChroma(Uint8Array.from([1, 9, 2, 8, 3, 7]), planes);
  assert.deepEqual([...planes], [1, 2, 3, 9, 8, 7]);
});

test('only pictures wider than 640 px are shrunk, in their own shape', () => {
  assert.deepEqual(shrunkSize(640, 480), { width: 640, height: 480 });
  assert.deepEqual(shrunkSize(480, 2000), { width: 480, height: 2000 });
  assert.deepEqual(shrunkSize(1920, 1080), { width: 640, height: 360 });
});

test('colour that is not said is BT.601 in limited range', () => {
  assert.deepEqual(frameColour(null), { matrix: 'bt601', fullRange: false });
  const space = { matrix: 'bt709', fullRange: true };
  assert.deepEqual(frameColour(space), { matrix: 'bt709', fullRange: true });
  assert.deepEqual(frameColour({ matrix: 'smpte170m', fullRange: null }), {
    matrix: 'bt601',
    fullRange: false,
  });
});

test('a picture fills its place unless that would cut off much', () => {
  const camera = { width: 640, height: 480 };
  assert.equal(fitOf({ width: 800, height: 600 }, camera), 'cover');
  assert.equal(fitOf({ width: 400, height: 460 }, camera), 'cover', 'sides may go');
  assert.equal(fitOf({ width: 300, height: 460 }, camera), 'contain', 'but not most of them');
  assert.equal(fitOf({ width: 900, height: 460 }, camera), 'contain', 'nobody loses a chin');
});
