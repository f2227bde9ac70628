import { fail, ok, refuse, type Direction, type Result } from '../contract/errors.ts';
import type { Box, Observation, ObservedFace } from '../contract/observation.ts';
import { checkLimits, enrolLimits, qualityFault, type QualityLimits } from './quality-policy.ts';

/** What a picture must have before its face is used. */
export interface SubjectPolicy {
  /** Distance between the eyes, px. Below it the encoder would see an enlarged blur. */
  readonly minInterEye: number;
  /** Whether a second face makes the picture useless, or is only told about by `companionOf`. */
  readonly rivals: 'refuse' | 'report';
  /** A second face is a rival when it is at least this share of the subject's width. */
  readonly rivalShare: number;
  readonly quality: QualityLimits;
}

/**
 * A camera's frame. The encoder's chip has its eyes about 50 px apart, so 20 px is enlarged two
 * and a half times.
 */
export const checkPolicy: SubjectPolicy = {
  minInterEye: 20,
  rivals: 'report',
  rivalShare: 0.5,
  quality: checkLimits,
};
/**
 * A photo that somebody chose: no next frame tells which of two faces is meant. Faces half as wide
 * as the subject's stand well behind them and are not taken for a second one.
 */
export const photoPolicy: SubjectPolicy = { ...checkPolicy, rivals: 'refuse' };
/** A template is compared for years: stricter in all. */
export const enrolPolicy: SubjectPolicy = {
  minInterEye: 32,
  rivals: 'refuse',
  rivalShare: 0.3,
  quality: enrolLimits,
};

/**
 * The one face a picture is about, if it is good enough; otherwise what is best mended first.
 * Errors: no-face, several-faces, face-too-small, face-cut-off and those of `qualityFault`.
 */
export function pickSubject(seen: Observation, policy: SubjectPolicy): Result<ObservedFace> {
  const subject = subjectOf(seen);
  if (!subject) return refuse('no-face', 'look-at-camera');
  if (policy.rivals === 'refuse' && rivalsOf(seen, subject, policy.rivalShare).length > 0) {
    return refuse('several-faces', 'one-at-a-time');
  }
  if (!(sizeOf(subject) >= policy.minInterEye)) return refuse('face-too-small', 'come-closer');
  const { quality } = subject;
  if (!quality) return fail('internal', 'a subject whose quality was not measured');
  if (!isWhole(subject, seen.image) || !(quality.inFrame >= policy.quality.minInFrame)) {
    return refuse('face-cut-off', wayBack(subject, seen.image));
  }
  const fault = qualityFault(quality, policy.quality);
  return fault ? { ok: false, error: fault } : ok(subject);
}

/**
 * The largest face that follows close behind the subject: big enough to be within arm's reach of
 * them, and beside or behind them. Null where nobody does.
 */
export function companionOf(seen: Observation): ObservedFace | null {
  const subject = subjectOf(seen);
  if (!subject) return null;
  const near = rivalsOf(seen, subject, companionShare).filter((face) => isBeside(subject, face));
  return near.toSorted((one, other) => other.box.width - one.box.width)[0] ?? null;
}

/**
 * At a metre from the camera, somebody two steps (60 cm) behind shows a face 1 / 1.6 as wide;
 * one of half the width may as well stand a metre behind, which is a queue.
 */
const companionShare = 0.55;
/** Gap between the faces, in widths of the subject's: wider, and there is room for a third person. */
const companionGap = 1.5;

/** Distance between the eyes over that from the eyes to the mouth in a face seen from the front. */
const eyesOverEyesToMouth = 0.87;

/**
 * The distance between the eyes, px, that the face would have from the front: turned to the side
 * it shrinks, while that from the eyes to the mouth stays.
 */
function sizeOf({ interEye, landmarks }: ObservedFace): number {
  const [left, right, , mouthLeft, mouthRight] = landmarks;
  if (!left || !right || !mouthLeft || !mouthRight) return interEye;
  const x = (left[0] + right[0] - mouthLeft[0] - mouthRight[0]) / 2;
  const y = (left[1] + right[1] - mouthLeft[1] - mouthRight[1]) / 2;
  return Math.max(interEye, eyesOverEyesToMouth * Math.hypot(x, y));
}

function subjectOf(seen: Observation): ObservedFace | null {
  return seen.subject === null ? null : (seen.faces[seen.subject] ?? null);
}

function rivalsOf(seen: Observation, subject: ObservedFace, share: number): ObservedFace[] {
  return seen.faces.filter(
    (face) => face !== subject && face.box.width >= share * subject.box.width,
  );
}

function isBeside(subject: ObservedFace, other: ObservedFace): boolean {
  const reach = companionGap * subject.box.width;
  const [one, two] = [subject.box, other.box];
  return (
    two.x <= one.x + one.width + reach &&
    two.x + two.width >= one.x - reach &&
    two.y <= one.y + one.height + reach &&
    two.y + two.height >= one.y - reach
  );
}

type Size = Observation['image'];

function isWhole({ landmarks }: ObservedFace, { width, height }: Size): boolean {
  return landmarks.every(([x, y]) => x >= 0 && y >= 0 && x < width && y < height);
}

/**
 * Which way a face that crosses the picture's edge has to move: the person's own left is the
 * picture's right. Across two opposite edges there is only one way, back.
 */
function wayBack(face: ObservedFace, { width, height }: Size): Direction {
  const reach = outlineOf(face);
  const over = {
    'move-left': -reach.x,
    'move-right': reach.x + reach.width - width,
    'move-down': -reach.y,
    'move-up': reach.y + reach.height - height,
  };
  const across = over['move-left'] > 0 && over['move-right'] > 0;
  const down = over['move-up'] > 0 && over['move-down'] > 0;
  if (across || down) return 'step-back';
  const ways = Object.keys(over) as (keyof typeof over)[];
  const way = ways.reduce((most, next) => (over[next] > over[most] ? next : most));
  return over[way] > 0 ? way : 'step-back';
}

/**
 * From the hairline to the chin, in distances between the eyes: the average head by which the
 * share in the picture is measured (`vision/quality-frame.ts`). A detector's box may end where the
 * picture does, so it does not tell.
 */
const headBelowEyes = 0.5;
const headHalfWidth = 1.1;
const headHalfHeight = 1.35;

function outlineOf({ landmarks, interEye }: ObservedFace): Box {
  const [[left, one], [right, other]] = [landmarks[0]!, landmarks[1]!];
  const x = (left + right) / 2;
  const y = (one + other) / 2 + headBelowEyes * interEye;
  return {
    x: x - headHalfWidth * interEye,
    y: y - headHalfHeight * interEye,
    width: 2 * headHalfWidth * interEye,
    height: 2 * headHalfHeight * interEye,
  };
}
