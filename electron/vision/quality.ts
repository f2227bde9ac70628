import type { Box, FaceQuality, Point } from '../contract/observation.ts';
import type { Pyramid } from './pyramid.ts';
import { cutFaceChip } from './quality-chip.ts';
import { eyesVisibleIn } from './quality-eyes.ts';
import { lightOn } from './quality-light.ts';
import { poseOf } from './quality-pose.ts';
import { shareInFrame } from './quality-frame.ts';
import { sharpnessOf } from './quality-sharpness.ts';
import { unifiedOf } from './quality-unified.ts';

/** What is known of a face when its quality is asked for. Positions in image px. */
export interface FaceToMeasure {
  readonly box: Box;
  /** Image-left eye, image-right eye, nose tip, image-left mouth corner, image-right one. */
  readonly landmarks: readonly Point[];
  /** All 68 points of iBUG 300-W, where the pack has a model for them. */
  readonly points68: readonly Point[] | null;
}

/**
 * Quality of one face, from one small upright chip of it: the same cost for a near face and a far.
 * @throws RangeError when the landmarks all coincide.
 */
export function measureQuality(image: Pyramid, face: FaceToMeasure): FaceQuality {
  const chip = cutFaceChip(image, face.landmarks);
  const measured = {
    ...poseOf(face.landmarks, face.points68),
    sharpness: sharpnessOf(chip),
    ...lightOn(chip),
    inFrame: shareInFrame(image, chip.toImage),
    eyesVisible: eyesVisibleIn(chip, face),
  };
  return { ...measured, unified: unifiedOf(measured, chip.interEye) };
}
