import type { Box, Point } from '../contract/observation.ts';
import { eyeCentre, leftEye, rightEye } from './landmark-layout.ts';
import type { Similarity } from './similarity.ts';

/** Side of the square crop that the landmark net takes, px. */
export const landmarkCropSize = 112;

/** The crop (as crop px → image px) about a detector's box, upright. */
export function cropOfBox({ x, y, width, height }: Box): Similarity {
  const side = Math.max(width, height) * boxMargin;
  return squareCrop([x + width / 2, y + height / 2 + boxDrop * side], side, 1, 0);
}

/** The crop about known landmarks, turned so that the line between the eyes lies level. */
export function cropOfLandmarks(landmarks: readonly Point[]): Similarity {
  const [leftX, leftY] = eyeCentre(landmarks, leftEye);
  const [rightX, rightY] = eyeCentre(landmarks, rightEye);
  const distance = Math.hypot(rightX - leftX, rightY - leftY) || 1;
  const cos = (rightX - leftX) / distance;
  const sin = (rightY - leftY) / distance;
  const across = extent(landmarks.map(([x, y]) => cos * x + sin * y));
  const down = extent(landmarks.map(([x, y]) => cos * y - sin * x));
  const side = Math.max(across.length, down.length) * landmarkMargin;
  const centre: Point = [
    cos * across.middle - sin * down.middle,
    sin * across.middle + cos * down.middle,
  ];
  return squareCrop(centre, side, cos, sin);
}

/** Crop side over the longer side of the detector's box, and how far the crop's centre lies below
 * the box's, share of the crop side. Measured: see the manifest's notes. */
const boxMargin = 1.1;
const boxDrop = 0.05;
/** Crop side over the longer extent of the landmarks. Measured: see the manifest's notes. */
const landmarkMargin = 1.3;

function squareCrop([x, y]: Point, side: number, cos: number, sin: number): Similarity {
  const a = (cos * side) / landmarkCropSize;
  const b = (sin * side) / landmarkCropSize;
  const half = landmarkCropSize / 2;
  return { a, b, tx: x - a * half + b * half, ty: y - b * half - a * half };
}

function extent(values: readonly number[]): { middle: number; length: number } {
  const least = Math.min(...values);
  const most = Math.max(...values);
  return { middle: (least + most) / 2, length: most - least };
}
