import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Frame } from '../../electron/contract/frame.ts';
import { frameToRgb, i420ToHalfRgb } from '../../electron/vision/frame-pixels.ts';
import { FrameReader } from '../../electron/vision/frame-pyramid.ts';
import { halve } from '../../electron/vision/pyramid.ts';

/** A frame of one colour, its rows `stride` bytes long; the padding holds rubbish. */
function i420(
  [y, u, v]: readonly [number, number, number],
  { width = 4, height = 2, stride = width }: { width?: number; height?: number; stride?: number },
): Frame {
  const chromaStride = Math.ceil(stride / 2);
  const chromaHeight = Math.ceil(height / 2);
  const data = new Uint8Array(stride * height + 2 * chromaStride * chromaHeight).fill(77);
  const fill = (start: number, rowLength: number, rows: number, wide: number, value: number) => {
    for (let row = 0; row < rows; row++) {
      data.fill(value, start + row * rowLength, start + row * rowLength + wide);
    }
  };
  const uPlane = stride * height;
  const vPlane = uPlane + chromaStride * chromaHeight;
  fill(0, stride, height, width, y);
  fill(uPlane, chromaStride, chromaHeight, Math.ceil(width / 2), u);
  fill(vPlane, chromaStride, chromaHeight, Math.ceil(width / 2), v);
  return { format: 'I420', width, height, stride, data };
}

function coloured(frame: Frame, expected: readonly [number, number, number]): void {
  const { data, width, height } = frameToRgb(frame);
  assert.equal(data.length, 3 * width * height);
  data.forEach((value, index) => {
    assert.ok(Math.abs(value - expected[index % 3]!) <= 1, `${index}: ${value}`);
  });
}

// Code values of the primaries: ITU-R BT.601-7 and BT.709-6, 8 bits, limited range.
test('limited-range BT.601 is the default', () => {
  coloured(i420([16, 128, 128], {}), [0, 0, 0]);
  coloured(i420([235, 128, 128], {}), [255, 255, 255]);
  coloured(i420([81, 90, 240], {}), [255, 0, 0]);
  coloured(i420([145, 54, 34], {}), [0, 255, 0]);
  coloured(i420([41, 240, 110], {}), [0, 0, 255]);
});

test('BT.709 has other primaries', () => {
  coloured({ ...i420([63, 102, 240], {}), matrix: 'bt709' }, [255, 0, 0]);
  coloured({ ...i420([173, 42, 26], {}), matrix: 'bt709' }, [0, 255, 0]);
  coloured({ ...i420([32, 240, 118], {}), matrix: 'bt709' }, [0, 0, 255]);
});

test('full range uses all of 0…255', () => {
  coloured({ ...i420([0, 128, 128], {}), fullRange: true }, [0, 0, 0]);
  coloured({ ...i420([128, 128, 128], {}), fullRange: true }, [128, 128, 128]);
  coloured({ ...i420([76, 85, 255], {}), fullRange: true }, [255, 0, 0]);
});

test('values beyond black and white are clamped, not wrapped', () => {
  coloured(i420([0, 128, 128], {}), [0, 0, 0]);
  coloured(i420([255, 128, 128], {}), [255, 255, 255]);
});

test('odd sizes and padded rows are read by their stride', () => {
  coloured(i420([81, 90, 240], { width: 5, height: 3, stride: 9 }), [255, 0, 0]);
  coloured(i420([145, 54, 34], { width: 1, height: 1, stride: 3 }), [0, 255, 0]);
});

test('each chroma sample serves its own four pixels', () => {
  const frame = i420([128, 128, 128], { width: 4, height: 2 });
  frame.data[9] = 240;
  const { data } = frameToRgb(frame);
  const blue = (column: number, row: number) => data[3 * (4 * row + column) + 2]!;
  assert.deepEqual([blue(2, 0), blue(3, 0), blue(2, 1), blue(3, 1)], Array(4).fill(255));
  assert.deepEqual([blue(0, 0), blue(1, 0), blue(0, 1), blue(1, 1)], Array(4).fill(130));
});

test('of RGBA the colours stay and the alpha goes, row by row', () => {
  const data = Uint8Array.from([1, 2, 3, 0, 4, 5, 6, 0, 99, 99, 7, 8, 9, 0, 10, 11, 12, 0, 99, 99]);
  const rgb = frameToRgb({ format: 'RGBA', width: 2, height: 2, stride: 10, data });
  assert.deepEqual([...rgb.data], [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
});

test('a frame with too few bytes is refused', () => {
  const frame = i420([16, 128, 128], { width: 64, height: 64 });
  assert.throws(() => frameToRgb({ ...frame, data: frame.data.subarray(1) }), RangeError);
  const rgba = { format: 'RGBA', width: 2, height: 2, stride: 8 } as const;
  assert.throws(() => frameToRgb({ ...rgba, data: new Uint8Array(15) }), RangeError);
});

test('a buffer of the right length is used again', () => {
  const frame = i420([16, 128, 128], {});
  const first = frameToRgb(frame);
  assert.equal(frameToRgb(frame, first.data).data, first.data);
  assert.notEqual(frameToRgb(frame, new Uint8Array(1)).data, first.data);
});

/** A picture of smooth shades and hard edges, away from the clamps. */
function shaded(width: number, height: number, stride = width): Frame {
  const frame = i420([128, 128, 128], { width, height, stride });
  frame.data.forEach((_, index) => {
    frame.data[index] = 118 + 15 * Math.sin(index / 7) + ((index >> 4) % 2) * 10;
  });
  return frame;
}

test('at half the size a frame is what it would be if it were converted first', () => {
  for (const frame of [shaded(16, 8), shaded(5, 3, 9), shaded(1, 1, 3), shaded(17, 4, 20)]) {
    for (const look of [{}, { matrix: 'bt709' as const }, { fullRange: true }]) {
      const half = i420ToHalfRgb({ ...frame, ...look });
      const wanted = halve(frameToRgb({ ...frame, ...look }));
      assert.deepEqual([half.width, half.height], [wanted.width, wanted.height]);
      half.data.forEach((value, index) => {
        assert.ok(Math.abs(value - wanted.data[index]!) <= 1, `${index}: ${value}`);
      });
    }
  }
});

test('half the size, too, is clamped, and refused with too few bytes', () => {
  const half = (yuv: readonly [number, number, number]) => [...i420ToHalfRgb(i420(yuv, {})).data];
  assert.deepEqual(half([255, 128, 128]).slice(0, 3), [255, 255, 255]);
  assert.deepEqual(half([0, 128, 128]).slice(0, 3), [0, 0, 0]);
  const frame = i420([16, 128, 128], {});
  assert.throws(() => i420ToHalfRgb({ ...frame, data: frame.data.subarray(1) }), RangeError);
});

test('a reader gives every level of frames of either format, of changing sizes', () => {
  const reader = new FrameReader();
  const rgba = { format: 'RGBA', width: 6, height: 4, stride: 24 } as const;
  for (const frame of [
    shaded(16, 8),
    { ...rgba, data: new Uint8Array(96).fill(9) },
    shaded(5, 3, 9),
  ]) {
    const pyramid = reader.read(frame);
    assert.deepEqual([pyramid.width, pyramid.height], [frame.width, frame.height]);
    const two = pyramid.level(2);
    assert.deepEqual(pyramid.level(0), frameToRgb(frame));
    assert.deepEqual(two, halve(pyramid.level(1)));
    assert.equal(pyramid.level(1), pyramid.level(1));
  }
});
