import { refuse, type StationError } from '../contract/errors.ts';
import type { FaceQuality } from '../contract/observation.ts';

/** How good a face must be. Units and signs as in `FaceQuality`; angles are bounds on both sides. */
export interface QualityLimits {
  readonly maxYaw: number;
  readonly maxPitch: number;
  readonly maxRoll: number;
  /** Of the brighter half of the face. */
  readonly minBrightness: number;
  /** Of the darker half of the face. */
  readonly maxBrightness: number;
  readonly maxUnderExposed: number;
  readonly maxOverExposed: number;
  /** The darker half's brightness over the brighter half's. */
  readonly minEvenness: number;
  readonly minDynamicRange: number;
  readonly minSharpness: number;
  readonly minEyesVisible: number;
  readonly minInFrame: number;
}

/**
 * What the encoder cannot use at all: the comparison decides about the rest. Together they refuse 3
 * of 6,408 faces of Labeled Faces in the Wild (2026-11-24), all three in black glasses or looking
 * down.
 */
export const checkLimits: QualityLimits = {
  maxYaw: 75,
  maxPitch: 48,
  maxRoll: 50,
  minBrightness: 0.1,
  maxBrightness: 0.93,
  maxUnderExposed: 0.6,
  maxOverExposed: 0.4,
  minEvenness: 0.15,
  minDynamicRange: 0.08,
  minSharpness: 0.02,
  minEyesVisible: 0.1,
  minInFrame: 0.6,
};

/**
 * A template is compared for years, so it is taken from a calm, frontal picture. None of 512 photos
 * of 64 synthetic people is refused; of the same 6,408 faces, taken by the press, 20 % are, seven in
 * eight of them because they look elsewhere.
 */
export const enrolLimits: QualityLimits = {
  maxYaw: 20,
  maxPitch: 20,
  maxRoll: 20,
  minBrightness: 0.2,
  maxBrightness: 0.88,
  maxUnderExposed: 0.3,
  maxOverExposed: 0.12,
  minEvenness: 0.5,
  minDynamicRange: 0.17,
  minSharpness: 0.15,
  minEyesVisible: 0.6,
  minInFrame: 0.9,
};

/** Why a face is not good enough, the fault that is best mended first; null where it is. */
export function qualityFault(quality: FaceQuality, limits: QualityLimits): StationError | null {
  return (
    poseFault(quality, limits) ??
    lightFault(quality, limits) ??
    // Written so that NaN is a fault.
    (quality.sharpness >= limits.minSharpness
      ? null
      : refuse('face-blurred', 'hold-still').error) ??
    (quality.eyesVisible >= limits.minEyesVisible ? null : refuse('eyes-hidden', 'show-eyes').error)
  );
}

/** A face turned towards the image's right is turned to the person's own left. */
function poseFault({ yaw, pitch, roll }: FaceQuality, limits: QualityLimits): StationError | null {
  if (!(Math.abs(yaw) <= limits.maxYaw)) {
    return refuse('face-turned', yaw > 0 ? 'turn-right' : 'turn-left').error;
  }
  if (!(Math.abs(pitch) <= limits.maxPitch)) {
    return refuse('face-raised-or-lowered', pitch > 0 ? 'chin-down' : 'chin-up').error;
  }
  if (!(Math.abs(roll) <= limits.maxRoll)) return refuse('face-tilted', 'level-head').error;
  return null;
}

/** The half on the image's left is the person's own right one. */
function lightFault(quality: FaceQuality, limits: QualityLimits): StationError | null {
  const { brightnessLeft, brightnessRight, underExposed, overExposed } = quality;
  const darker = Math.min(brightnessLeft, brightnessRight);
  const brighter = Math.max(brightnessLeft, brightnessRight);
  if (!(brighter >= limits.minBrightness)) return refuse('face-too-dark', 'more-light').error;
  if (!(darker <= limits.maxBrightness && overExposed <= limits.maxOverExposed)) {
    return refuse('face-too-bright', 'less-light').error;
  }
  if (!(darker >= limits.minEvenness * brighter)) {
    const onRight = brightnessLeft < brightnessRight;
    return refuse('uneven-light', onRight ? 'light-right' : 'light-left').error;
  }
  if (!(underExposed <= limits.maxUnderExposed)) {
    return refuse('face-too-dark', 'more-light').error;
  }
  if (!(quality.dynamicRange >= limits.minDynamicRange)) {
    return refuse('low-contrast', 'wipe-lens').error;
  }
  return null;
}
