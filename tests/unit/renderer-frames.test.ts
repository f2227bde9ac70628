import assert from 'node:assert/strict';
import { test } from 'node:test';
import { frameBytes, frameSchema } from '../../electron/contract/frame.ts';
import { fitOf } from '../../renderer/state/fit.ts';
import {
  frameColour,
  i420Bytes,
  i420Frame,
  i420Planes,
  sentSize,
  splitChroma,
} from '../../renderer/state/frame-layout.ts';
import { rgbaToI420 } from '../../renderer/state/rgba-to-i420.ts';

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
    const frame = i420Frame({ width, height }, frameColour(null), new Uint8Array(bytes));
    assert.ok(frameSchema.safeParse(frame).success);
  }
});

test('interleaved chroma is split into the two planes', () => {
  const planes = new Uint8Array(6);
  splitChroma(Uint8Array.from([1, 9, 2, 8, 3, 7]), planes);
  assert.deepEqual([...planes], [1, 2, 3, 9, 8, 7]);
});

test('a picture is sent as it is, or shrunk in its own shape to fit a square of 640 px', () => {
  const sent = (width: number, height: number) => Object.values(sentSize({ width, height }));
  assert.deepEqual(sent(640, 480), [640, 480]);
  assert.deepEqual(sent(1920, 1080), [640, 360]);
  assert.deepEqual(sent(1080, 1920), [360, 640]);
  assert.deepEqual(sent(480, 5000), [61, 640]);
});

test('whatever the shape of a picture, the contract takes its frame', () => {
  for (const [width, height] of [
    [1, 1],
    [12, 9000],
    [9000, 12],
    [640, 15],
    [4097, 4097],
  ] as const) {
    const size = sentSize({ width, height });
    const data = new Uint8Array(i420Bytes(size.width, size.height));
    assert.ok(frameSchema.safeParse(i420Frame(size, frameColour(null), data)).success);
  }
});

/** The Y, U and V of a picture of this one colour. */
function i420Of(red: number, green: number, blue: number): number[] {
  const rgba = new Uint8ClampedArray([red, green, blue, 255]);
  const planes = new Uint8Array(3);
  rgbaToI420(rgba, 1, 1, planes);
  return [...planes];
}

test('colours become the full-range BT.601 values of the standard, clamped', () => {
  assert.deepEqual(i420Of(0, 0, 0), [0, 128, 128]);
  assert.deepEqual(i420Of(255, 255, 255), [255, 128, 128]);
  assert.deepEqual(i420Of(128, 128, 128), [128, 128, 128]);
  assert.deepEqual(i420Of(255, 0, 0), [76, 85, 255]);
  assert.deepEqual(i420Of(0, 255, 0), [150, 44, 21]);
  assert.deepEqual(i420Of(0, 0, 255), [29, 255, 107]);
});

test('each pixel keeps its luma, and each 2 × 2 block shares its mean chroma, odd sides included', () => {
  const [red, blue] = [
    [255, 0, 0, 255],
    [0, 0, 255, 255],
  ] as const;
  // Two rows of red, red, blue over one of blue, blue, red.
  const rgba = Uint8ClampedArray.from([red, red, blue, red, red, blue, blue, blue, red].flat());
  const planes = new Uint8Array(i420Bytes(3, 3));
  rgbaToI420(rgba, 3, 3, planes);
  assert.deepEqual([...planes.subarray(0, 9)], [76, 76, 29, 76, 76, 29, 29, 29, 76]);
  assert.deepEqual([...planes.subarray(9, 13)], [85, 255, 255, 85], 'U');
  assert.deepEqual([...planes.subarray(13)], [255, 107, 107, 255], 'V');
  rgbaToI420(Uint8ClampedArray.from([red, blue, blue, red].flat()), 2, 2, planes);
  // The mean of (255, 0, 0) and (0, 0, 255) is (127.5, 0, 127.5): U 170.2, V 181.2.
  assert.deepEqual([...planes.subarray(4, 6)], [170, 181]);
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
