import type { Point } from '../contract/observation.ts';
import { centroid } from './similarity.ts';

/** The 68 points of the iBUG 300-W annotation, numbered from 0, image-left before image-right. */
export const landmarkCount = 68;
/** The first points are the jaw's, the least certain ones. */
export const jawPoints = 17;

/** Runs of points, [first, end). */
export const leftEye = [36, 42] as const;
export const rightEye = [42, 48] as const;
const noseTip = 30;
const leftMouthCorner = 48;
const rightMouthCorner = 54;

/** For each point, the one that it becomes in the mirror image. */
export const mirroredLandmark: readonly number[] = mirroredLandmarks();

/** Image-left eye, image-right eye, nose tip, image-left and image-right mouth corner. */
export function fivePoints(landmarks: readonly Point[]): Point[] {
  return [
    eyeCentre(landmarks, leftEye),
    eyeCentre(landmarks, rightEye),
    landmarks[noseTip]!,
    landmarks[leftMouthCorner]!,
    landmarks[rightMouthCorner]!,
  ];
}

export function eyeCentre(
  landmarks: readonly Point[],
  [first, end]: readonly [number, number],
): Point {
  return centroid(landmarks.slice(first, end));
}

/** Jaw 0–16, brows 17–26, nose bridge 27–30, nose base 31–35, eyes 36–47, lips 48–59, 60–67. */
function mirroredLandmarks(): number[] {
  const swaps: (readonly [number, number])[] = [
    ...outsideIn(0, 16),
    ...outsideIn(17, 26),
    ...outsideIn(31, 35),
    ...outsideIn(48, 54),
    ...outsideIn(55, 59),
    ...outsideIn(60, 64),
    ...outsideIn(65, 67),
    [36, 45],
    [37, 44],
    [38, 43],
    [39, 42],
    [40, 47],
    [41, 46],
  ];
  const mirrored = Array.from({ length: landmarkCount }, (_, index) => index);
  for (const [one, other] of swaps) {
    mirrored[one] = other;
    mirrored[other] = one;
  }
  return mirrored;
}

/** (first, last), (first + 1, last − 1), … */
function outsideIn(first: number, last: number): (readonly [number, number])[] {
  return Array.from({ length: (last - first + 1) >> 1 }, (_, step) => [first + step, last - step]);
}
