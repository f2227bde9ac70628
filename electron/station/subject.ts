import { fail, ok, type Result } from '../contract/errors.ts';
import type { Observation, ObservedFace } from '../contract/observation.ts';

/** What a picture must have before its face is used. */
export interface SubjectPolicy {
  /** Distance between the eyes, px. Below it the encoder would see an enlarged blur. */
  readonly minInterEye: number;
  /** A second face counts when it is at least this share of the largest one's width. */
  readonly rivalShare: number;
}

/**
 * The encoder's chip has its eyes about 50 px apart, so 20 px is enlarged two and a half times.
 * Faces half as wide as the subject's stand well behind them and are not taken for a second one.
 */
export const checkPolicy: SubjectPolicy = { minInterEye: 20, rivalShare: 0.5 };
/** A template is compared for years: stricter in both. */
export const enrolPolicy: SubjectPolicy = { minInterEye: 32, rivalShare: 0.3 };

/**
 * The one face a picture is about.
 * Errors: no-face, several-faces, face-too-small, face-cut-off.
 */
export function pickSubject(seen: Observation, policy: SubjectPolicy): Result<ObservedFace> {
  const [largest, ...others] = seen.faces;
  if (!largest) return fail('no-face');
  const rivalWidth = policy.rivalShare * largest.box.width;
  if (others.some((face) => face.box.width >= rivalWidth)) return fail('several-faces');
  if (largest.interEye < policy.minInterEye) return fail('face-too-small');
  if (!largest.landmarks.every(([x, y]) => within(x, y, seen.image))) return fail('face-cut-off');
  return ok(largest);
}

function within(x: number, y: number, image: { width: number; height: number }): boolean {
  return x >= 0 && y >= 0 && x < image.width && y < image.height;
}
