/** Squared distance at the far end: strangers' encodings lie below it nearly always. */
const farthest = 0.5;

/**
 * Where a squared distance lies on the drawn scale, 0 to 1. Its root is drawn, the distance proper:
 * squares would crowd every match, and the threshold, into the first fifth. The scale is the same
 * for every check, unless a threshold so large that it would stand near the end stretches it.
 */
export function scalePosition(distance: number, threshold: number): number {
  const end = Math.max(farthest, 2 * threshold);
  return Math.min(1, Math.sqrt(Math.max(0, distance) / end));
}
