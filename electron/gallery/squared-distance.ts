import { dissimilarityOf } from '../contract/dissimilarity.ts';

/** Allowed departure of an encoding's squared length from 1; float32 rounding stays far below. */
const unitTolerance = 1e-3;

const distance = dissimilarityOf({ kind: 'distance' });

/** Squared L2 distance of two encodings of one length. */
export function squaredDistance(a: Float32Array, b: Float32Array): number {
  return distance(a, b);
}

/** NaN fails too: every comparison with it is false. */
export function isUnitEncoding(encoding: Float32Array): boolean {
  let sum = 0;
  for (let i = 0; i < encoding.length; i++) sum += encoding[i]! * encoding[i]!;
  return Math.abs(sum - 1) <= unitTolerance;
}
