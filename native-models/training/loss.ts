import { squaredDistance } from './squared-distance.ts';

/**
 * Triplet loss (FaceNet: Schroff, Kalenichenko, Philbin 2015, equation 3). An anchor A is to be
 * closer to every photo P of the same person than to any photo N of another, by a margin α:
 *
 *     J = Σ max(‖f(A) − f(P)‖² − ‖f(A) − f(N)‖² + α, 0)
 *
 * Where a triplet costs something, its gradient is
 *
 *     ∂J/∂f(A) = 2 (f(N) − f(P))     ∂J/∂f(P) = 2 (f(P) − f(A))     ∂J/∂f(N) = 2 (f(A) − f(N))
 *
 * Both are divided by the number of triplets that cost something: as they become few, each still
 * counts in full (Hermans, Beyer, Leibe 2017, "In Defense of the Triplet Loss", section 3.2).
 */
export interface Loss {
  /** Mean cost of the triplets that cost something; 0 where none does. */
  readonly loss: number;
  readonly active: number;
  readonly triplets: number;
  /** ∂J/∂f, one row per encoding. */
  readonly slope: Float32Array;
}

/** Anchor, positive, negative, anchor, positive, … as rows of the batch. */
export type Triplets = Uint32Array;

/** `encodings`: rows of `length` components, unit vectors. `margin`: α, in squared distances. */
export function tripletLoss(
  encodings: Float32Array,
  length: number,
  triplets: Triplets,
  margin: number,
): Loss {
  const slope = new Float32Array(encodings.length);
  let sum = 0;
  let active = 0;
  for (let at = 0; at < triplets.length; at += 3) {
    const anchor = triplets[at]! * length;
    const positive = triplets[at + 1]! * length;
    const negative = triplets[at + 2]! * length;
    const cost =
      squaredDistance(encodings, anchor, positive, length) -
      squaredDistance(encodings, anchor, negative, length) +
      margin;
    if (!(cost > 0)) continue;
    sum += cost;
    active++;
    addSlope(encodings, slope, length, anchor, positive, negative);
  }
  if (active > 0) for (let index = 0; index < slope.length; index++) slope[index]! /= active;
  return { loss: active > 0 ? sum / active : 0, active, triplets: triplets.length / 3, slope };
}

function addSlope(
  encodings: Float32Array,
  slope: Float32Array,
  length: number,
  anchor: number,
  positive: number,
  negative: number,
): void {
  for (let k = 0; k < length; k++) {
    const a = encodings[anchor + k]!;
    const p = encodings[positive + k]!;
    const n = encodings[negative + k]!;
    slope[anchor + k]! += 2 * (n - p);
    slope[positive + k]! += 2 * (p - a);
    slope[negative + k]! += 2 * (a - n);
  }
}
