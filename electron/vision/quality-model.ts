import type { Point } from '../contract/observation.ts';

/** A point of the face model: cm, x to the image's right, y down, z towards the camera. */
export type ModelPoint = readonly [x: number, y: number, z: number];

/**
 * An average head, looking straight ahead: vertices of MediaPipe's canonical face model (Google,
 * Apache-2.0), rounded to 0.1 mm. Its eye centres lie 6.3 cm apart.
 */
const half = {
  outerEye: [4.45, -2.66, 3.17],
  innerEye: [1.86, -2.59, 3.76],
  mouthCorner: [2.46, 4.34, 4.28],
} as const satisfies Record<string, ModelPoint>;
const noseBridge: ModelPoint = [0, -2.47, 5.79];
const noseTip: ModelPoint = [0, 1.13, 7.48];
const noseBase: ModelPoint = [0, 2.09, 6.06];
const upperLip: ModelPoint = [0, 3.41, 5.98];

/** Middle between an eye's corners. */
const eye: ModelPoint = [3.15, -2.62, 3.47];

/** Image-left eye, image-right eye, nose tip, image-left and image-right mouth corner. */
export const fiveModel: readonly ModelPoint[] = [
  mirrored(eye),
  eye,
  noseTip,
  mirrored(half.mouthCorner),
  half.mouthCorner,
];

/** Numbers of iBUG 300-W, and where each lies. Jaw and lower lip are left out: they move. */
export const ibugModel: readonly (readonly [index: number, at: ModelPoint])[] = [
  [27, noseBridge],
  [30, noseTip],
  [33, noseBase],
  [36, mirrored(half.outerEye)],
  [39, mirrored(half.innerEye)],
  [42, half.innerEye],
  [45, half.outerEye],
  [48, mirrored(half.mouthCorner)],
  [51, upperLip],
  [54, half.mouthCorner],
];

/** The five points as a camera straight ahead sees them, cm. */
export const fiveFrontal: readonly Point[] = fiveModel.map(([x, y]) => [x, y]);

/** Distance between the model's eye centres, cm. */
export const modelInterEye = 2 * eye[0];

function mirrored([x, y, z]: ModelPoint): ModelPoint {
  return [-x, y, z];
}
