import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RgbImage } from '../../electron/vision/image.ts';
import { halve, ImagePyramid } from '../../electron/vision/pyramid.ts';
import { drawToPlanes } from '../../electron/vision/resize.ts';
import { warpToPlanes } from '../../electron/vision/warp.ts';

/** Red as given per pixel; green 10 more, blue 20 more. */
function image(width: number, height: number, red: (x: number, y: number) => number): RgbImage {
  const data = new Uint8Array(3 * width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const value = red(x, y);
      data.set([value, value + 10, value + 20], 3 * (y * width + x));
    }
  }
  return { width, height, data };
}

function near(actual: Iterable<number>, expected: readonly number[], tolerance = 1e-3): void {
  const values = [...actual];
  assert.equal(values.length, expected.length);
  values.forEach((value, index) => {
    const wanted = expected[index]!;
    assert.ok(Math.abs(value - wanted) <= tolerance, `[${index}] ${value} is not ${wanted}`);
  });
}

test('halving takes the mean of each four, and counts an odd edge twice', () => {
  const halved = halve(image(3, 2, (x, y) => 10 * x + 100 * y));
  assert.deepEqual([halved.width, halved.height], [2, 1]);
  assert.deepEqual([...halved.data], [55, 65, 75, 70, 80, 90]);
});

test('a pyramid refuses an image whose bytes do not fit its size', () => {
  assert.throws(() => new ImagePyramid({ width: 2, height: 2, data: new Uint8Array(11) }));
  assert.throws(() => new ImagePyramid({ width: 0, height: 2, data: new Uint8Array(0) }));
});

test('drawing at scale 1 copies, planes apart, black around', () => {
  const planes = new Float32Array(3 * 4 * 3).fill(-1);
  const source = new ImagePyramid(image(2, 2, (x, y) => 1 + x + 2 * y));
  drawToPlanes(source, { scale: 1, left: 1, top: 1 }, { width: 4, height: 3 }, planes);
  near(planes.subarray(0, 12), [0, 0, 0, 0, 0, 1, 2, 0, 0, 3, 4, 0]);
  near(planes.subarray(24, 36), [0, 0, 0, 0, 0, 21, 22, 0, 0, 23, 24, 0]);
});

test('drawing smaller averages what each pixel covers', () => {
  const planes = new Float32Array(3 * 2);
  const ramp = new ImagePyramid(image(8, 4, (x) => 10 * x));
  drawToPlanes(ramp, { scale: 1 / 4, left: 0, top: 0 }, { width: 2, height: 1 }, planes);
  near(planes.subarray(0, 2), [15, 55]);
});

test('drawing larger interpolates between pixel centres', () => {
  const planes = new Float32Array(3 * 4);
  const step = new ImagePyramid(image(2, 1, (x) => 100 * x));
  drawToPlanes(step, { scale: 2, left: 0, top: 0 }, { width: 4, height: 1 }, planes);
  near(planes.subarray(0, 4), [0, 25, 75, 100]);
});

test('drawing keeps the brightness of a plain image at any scale', () => {
  const plain = new ImagePyramid(image(37, 23, () => 90));
  for (const scale of [0.11, 0.3, 0.77, 1, 1.9, 3.3]) {
    const size = { width: Math.floor(37 * scale), height: Math.floor(23 * scale) };
    const planes = new Float32Array(3 * size.width * size.height);
    drawToPlanes(plain, { scale, left: 0, top: 0 }, size, planes);
    near(
      planes.subarray(0, size.width * size.height),
      Array(size.width * size.height).fill(90),
      0.1,
    );
  }
});

test('drawing an image one pixel wide or high fills its place and nothing more', () => {
  for (const [width, height, scale] of [
    [1, 1, 8],
    [1, 8, 1],
    [8, 1, 1],
    [3, 50, 0.16],
  ] as const) {
    const planes = new Float32Array(3 * 8 * 8);
    const thin = new ImagePyramid(image(width, height, () => 50));
    drawToPlanes(thin, { scale, left: 0, top: 0 }, { width: 8, height: 8 }, planes);
    const drawn = [...planes.subarray(0, 64)];
    assert.ok(drawn.every((value) => value === 0 || Math.abs(value - 50) < 1e-3));
    assert.ok(drawn.some((value) => value > 0));
  }
});

const identity = { a: 1, b: 0, tx: 0, ty: 0 };

test('warping by the identity copies', () => {
  const planes = new Float32Array(3 * 9);
  warpToPlanes(new ImagePyramid(image(3, 3, (x, y) => x + 3 * y)), identity, 3, planes);
  near(planes.subarray(0, 9), [0, 1, 2, 3, 4, 5, 6, 7, 8]);
  near(planes.subarray(9, 18), [10, 11, 12, 13, 14, 15, 16, 17, 18]);
});

test('warping by a quarter turn turns', () => {
  const planes = new Float32Array(3 * 4);
  const turn = { a: 0, b: 1, tx: 2, ty: 0 };
  warpToPlanes(new ImagePyramid(image(2, 2, (x, y) => x + 2 * y)), turn, 2, planes);
  near(planes.subarray(0, 4), [1, 3, 0, 2]);
});

test('warping by half a pixel interpolates; beyond the image all is black', () => {
  const planes = new Float32Array(3 * 9);
  const shift = { a: 1, b: 0, tx: 0.5, ty: 0 };
  warpToPlanes(new ImagePyramid(image(3, 3, (x) => 50 + 100 * x)), shift, 3, planes);
  near(planes.subarray(0, 3), [100, 200, 250]);
  warpToPlanes(new ImagePyramid(image(3, 3, () => 50)), { ...identity, tx: 2 }, 3, planes);
  near(planes.subarray(0, 3), [50, 0, 0]);
});

test('warping to a small chip skips no pixel', () => {
  const planes = new Float32Array(3 * 4);
  const stripes = new ImagePyramid(image(32, 32, (x) => (x % 2) * 200));
  warpToPlanes(stripes, { a: 16, b: 0, tx: 0, ty: 0 }, 2, planes);
  near(planes.subarray(0, 4), [100, 100, 100, 100]);
});
