import type { Point } from '../contract/observation.ts';
import type { Pyramid } from './pyramid.ts';
import { fiveFrontal, modelInterEye } from './quality-model.ts';
import { fitSimilarity, invertSimilarity, scaleOf, type Similarity } from './similarity.ts';
import { warpToPlanes } from './warp.ts';

/** Side of the chip, px. */
export const chipSize = 96;
/** Its eyes are 40 px apart, as fine as the encoders see a face: theirs are 35 to 50 px apart. */
export const pxPerCm = 40 / modelInterEye;
/** Where the head model's origin, half-way down the nose, lies in the chip: it shows brows and chin. */
const originX = chipSize / 2;
const originY = chipSize / 2 - 1.2 * pxPerCm;

/** A face upright and in one size, in shades of grey. */
export interface FaceChip {
  /** chipSize × chipSize, 0..255. Beyond the image's edge: what lies at the edge of that row. */
  readonly luma: Float32Array;
  /** Whether that pixel lies in the image; null where all do. */
  readonly inside: Uint8Array | null;
  readonly toImage: Similarity;
  /** Distance between the eyes in the image as the fit sees it, px. */
  readonly interEye: number;
}

/** @throws RangeError when the landmarks all coincide. */
export function cutFaceChip(image: Pyramid, landmarks: readonly Point[]): FaceChip {
  const template = fiveFrontal.map(chipPointOf);
  const toImage = invertSimilarity(fitSimilarity(landmarks, template));
  const area = chipSize * chipSize;
  const planes = new Float32Array(3 * area);
  warpToPlanes(image, toImage, chipSize, planes);
  const luma = planes.subarray(0, area);
  for (let at = 0; at < area; at++) {
    luma[at] =
      lumaRed * planes[at]! + lumaGreen * planes[at + area]! + lumaBlue * planes[at + 2 * area]!;
  }
  const inside = insideOf(image, toImage);
  if (inside) continueRows(luma, inside);
  const interEye = scaleOf(toImage) * pxPerCm * modelInterEye;
  return { luma, inside, toImage, interEye };
}

/** From the head model's plane, cm, to chip px. */
export function chipPointOf([x, y]: Point): Point {
  return [originX + x * pxPerCm, originY + y * pxPerCm];
}

/** ITU-R BT.601-7 §2.5.1. */
const lumaRed = 0.299;
const lumaGreen = 0.587;
const lumaBlue = 0.114;

/** Null where the whole chip lies in the image. */
function insideOf({ width, height }: Pyramid, toImage: Similarity): Uint8Array | null {
  const { a, b, tx, ty } = toImage;
  const isIn = (x: number, y: number): boolean => {
    const [u, v] = [a * x - b * y + tx, b * x + a * y + ty];
    return u >= 0 && v >= 0 && u <= width && v <= height;
  };
  if ([0, chipSize].every((x) => [0, chipSize].every((y) => isIn(x, y)))) return null;
  const inside = new Uint8Array(chipSize * chipSize);
  for (let at = 0; at < inside.length; at++) {
    const [x, y] = [(at % chipSize) + 0.5, Math.floor(at / chipSize) + 0.5];
    inside[at] = isIn(x, y) ? 1 : 0;
  }
  return inside;
}

/** The image's edge must not count as an edge of the face. */
function continueRows(luma: Float32Array, inside: Uint8Array): void {
  for (let start = 0; start < luma.length; start += chipSize) {
    const row = inside.subarray(start, start + chipSize);
    const [first, last] = [row.indexOf(1), row.lastIndexOf(1)];
    if (first < 0) continue;
    luma.fill(luma[start + first]!, start, start + first);
    luma.fill(luma[start + last]!, start + last + 1, start + chipSize);
  }
}
