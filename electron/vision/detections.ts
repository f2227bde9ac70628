import type { Box, Point } from '../contract/observation.ts';

export interface Detection {
  readonly box: Box;
  /** 0..1 */
  readonly score: number;
  /** Five, as in `ObservedFace`, where the detector gives them. */
  readonly points?: readonly Point[];
}

/**
 * Greedy non-maximum suppression. From the best score down, a detection is kept unless it and a
 * kept one share more than `maxShare` of the smaller of the two (0..1). Best first.
 */
export function suppressOverlaps(detections: readonly Detection[], maxShare: number): Detection[] {
  const kept: Detection[] = [];
  for (const candidate of [...detections].sort((one, other) => other.score - one.score)) {
    if (kept.every((winner) => shareOf(winner.box, candidate.box) <= maxShare)) {
      kept.push(candidate);
    }
  }
  return kept;
}

/** Intersection over the smaller box, 0..1: unlike that over the union, it sees a face in a face. */
export function shareOf(one: Box, other: Box): number {
  const width = Math.min(one.x + one.width, other.x + other.width) - Math.max(one.x, other.x);
  const height = Math.min(one.y + one.height, other.y + other.height) - Math.max(one.y, other.y);
  if (width <= 0 || height <= 0) return 0;
  return (width * height) / Math.min(areaOf(one), areaOf(other));
}

/** Intersection over union, 0..1. */
export function overlapOf(one: Box, other: Box): number {
  const shared = shareOf(one, other) * Math.min(areaOf(one), areaOf(other));
  return shared / (areaOf(one) + areaOf(other) - shared);
}

export function areaOf({ width, height }: Box): number {
  return width * height;
}

export function sigmoid(logit: number): number {
  return 1 / (1 + Math.exp(-logit));
}

/** The logit of a probability: comparing logits spares an exponential per cell. */
export function logit(probability: number): number {
  return Math.log(probability / (1 - probability));
}
