import type { FaceQuality } from '../contract/observation.ts';

/**
 * Unified quality score, 0..1: e to the minus of what each fault costs. A cost of 1 makes the odds
 * of a false non-match about e times as high as with a face without faults. `interEye` in px.
 *
 * The costs were fitted, and rounded, to 7,841 genuine comparisons of Labeled Faces in the Wild
 * with the core encoder (2026-11-24), the gravest ones to 932 comparisons with photos that were
 * blurred, darkened or shrunk on purpose. What was tried and predicted nothing has no cost: bright
 * faces that are not overexposed, low and high contrast.
 */
export function unifiedOf(measured: Omit<FaceQuality, 'unified'>, interEye: number): number {
  return Math.exp(-(poseCost(measured) + lightCost(measured) + detailCost(measured, interEye)));
}

/** Landmarks even out much of a yaw and all of a roll that they find; pitch hides what tells most. */
function poseCost({ yaw, pitch, roll }: Measured): number {
  const tilt = Math.max(0, Math.abs(roll) - freeRoll) / 30;
  return 0.2 * (yaw / 30) ** 2 + 0.9 * (pitch / 30) ** 2 + 1.3 * tilt;
}

function lightCost(measured: Measured): number {
  const { brightness, brightnessLeft, brightnessRight, underExposed, overExposed } = measured;
  const brighter = Math.max(brightnessLeft, brightnessRight);
  const evenness = brighter > 0 ? Math.min(brightnessLeft, brightnessRight) / brighter : 0;
  return (
    3 * short(brightness, goodBrightness) +
    3 * underExposed +
    5 * overExposed +
    short(evenness, goodEvenness)
  );
}

function detailCost({ sharpness, inFrame, eyesVisible }: Measured, interEye: number): number {
  return (
    0.5 * short(sharpness, goodSharpness) +
    3 * short(sharpness, poorSharpness) +
    Math.max(0, Math.log(goodInterEye / interEye)) +
    3 * (1 - eyesVisible) +
    2 * (1 - inFrame)
  );
}

type Measured = Omit<FaceQuality, 'unified'>;

/** Degrees that a head held straight leans. */
const freeRoll = 5;
/** From here on, more does not help. */
const goodBrightness = 0.45;
const goodEvenness = 0.8;
const goodSharpness = 0.8;
/** Below it each step costs more. */
const poorSharpness = 0.4;
/** About as far apart as in the encoder's chip, px. */
const goodInterEye = 42;

/** By how much a measure falls short of what is good. */
function short(value: number, good: number): number {
  return Math.max(0, good - value);
}
