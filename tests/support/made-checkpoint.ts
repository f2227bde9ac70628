import type { Checkpoint } from '../../native-models/training/checkpoint.ts';

/** Floats per array: a file large enough to be killed in the middle of. */
const length = 200_000;

/** A checkpoint whose every number says which step it is of. */
export function madeCheckpoint(step: number): Checkpoint {
  const filled = (value: number): Float32Array => new Float32Array(length).fill(value);
  return {
    fingerprint: 'of the test',
    step,
    seconds: step / 8,
    images: 32 * step,
    legs: [{ step: 0, end: 1000 }],
    weights: filled(step),
    average: filled(step + 0.25),
    firstMoment: filled(step + 0.5),
    secondMoment: filled(step + 0.75),
  };
}
