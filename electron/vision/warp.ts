import type { RgbImage } from './image.ts';
import type { Pyramid } from './pyramid.ts';
import { scaleOf, type Similarity } from './similarity.ts';

/**
 * Samples a square chip out of an image into three planes (R, G, B, each size × size, 0…255).
 *
 * `toImage` maps chip positions to image positions, both with (0, 0) at the top-left corner of the
 * top-left pixel. Each chip pixel is one bilinear sample of the halving whose pixels are nearest
 * the chip's in size; positions outside the image are black, as in the chips that dlib's encoder
 * was trained on.
 */
export function warpToPlanes(
  pyramid: Pyramid,
  toImage: Similarity,
  size: number,
  planes: Float32Array,
): void {
  const level = levelFor(scaleOf(toImage));
  const shrink = 1 / 2 ** level;
  const toLevel = {
    a: toImage.a * shrink,
    b: toImage.b * shrink,
    tx: toImage.tx * shrink,
    ty: toImage.ty * shrink,
  };
  sample(pyramid.level(level), toLevel, size, planes);
}

/** Chip px may cover this many px of the sampled halving, along a side: beyond, one is skipped. */
const maxStep = 1.5;

/** Least level at which a step of `scale` image px is at most `maxStep`. */
function levelFor(scale: number): number {
  let level = 0;
  while (scale > maxStep * 2 ** level && level < maxLevel) level++;
  return level;
}

/** A chip px that covers 2^16 image px sees no face. */
const maxLevel = 16;

/** One bilinear sample at each pixel's centre. */
function sample(
  { width, height, data }: RgbImage,
  { a, b, tx, ty }: Similarity,
  size: number,
  planes: Float32Array,
): void {
  const area = size * size;
  const stride = 3 * width;
  let out = 0;
  for (let row = 0; row < size; row++) {
    let x = a * 0.5 - b * (row + 0.5) + tx - 0.5;
    let y = b * 0.5 + a * (row + 0.5) + ty - 0.5;
    for (let column = 0; column < size; column++, out++, x += a, y += b) {
      const left = Math.floor(x);
      const top = Math.floor(y);
      if (left < 0 || top < 0 || left >= width - 1 || top >= height - 1) {
        sampleAtEdge(data, width, height, x, y, planes, out, area);
        continue;
      }
      const fx = x - left;
      const fy = y - top;
      const w11 = fx * fy;
      const w01 = fx - w11;
      const w10 = fy - w11;
      const w00 = 1 - fx - w10;
      const at = top * stride + 3 * left;
      const below = at + stride;
      planes[out] =
        w00 * data[at]! + w01 * data[at + 3]! + w10 * data[below]! + w11 * data[below + 3]!;
      planes[out + area] =
        w00 * data[at + 1]! + w01 * data[at + 4]! + w10 * data[below + 1]! + w11 * data[below + 4]!;
      planes[out + 2 * area] =
        w00 * data[at + 2]! + w01 * data[at + 5]! + w10 * data[below + 2]! + w11 * data[below + 5]!;
    }
  }
}

/** Within half a pixel of the edge the edge pixel counts; beyond it all is black. */
function sampleAtEdge(
  data: Uint8Array,
  width: number,
  height: number,
  x: number,
  y: number,
  planes: Float32Array,
  out: number,
  area: number,
): void {
  const inside = x >= -0.5 && y >= -0.5 && x <= width - 0.5 && y <= height - 0.5;
  const left = Math.min(Math.max(Math.floor(x), 0), width - 1);
  const top = Math.min(Math.max(Math.floor(y), 0), height - 1);
  const nextColumn = left + 1 < width ? 3 : 0;
  const nextRow = top + 1 < height ? 3 * width : 0;
  const fx = Math.min(Math.max(x - left, 0), 1);
  const fy = Math.min(Math.max(y - top, 0), 1);
  for (let channel = 0; channel < 3; channel++) {
    const at = 3 * (top * width + left) + channel;
    const upper = data[at]! * (1 - fx) + data[at + nextColumn]! * fx;
    const lower = data[at + nextRow]! * (1 - fx) + data[at + nextRow + nextColumn]! * fx;
    planes[out + channel * area] = inside ? upper * (1 - fy) + lower * fy : 0;
  }
}
