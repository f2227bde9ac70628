/** One array after the other in a flat vector of weights. */
export interface Segment {
  readonly offset: number;
  readonly length: number;
  /** Whether weight decay shrinks it. */
  readonly decay: boolean;
  /** Of the learning rate, the part it moves by. */
  readonly rate: number;
}

/** What AdamW remembers of past gradients, one number per weight each. */
export interface Moments {
  readonly first: Float32Array;
  readonly second: Float32Array;
}

export function freshMoments(length: number): Moments {
  return { first: new Float32Array(length), second: new Float32Array(length) };
}

export interface AdamStep {
  /** From 1 up. */
  readonly step: number;
  readonly learningRate: number;
  /** Per step, times the learning rate. */
  readonly weightDecay: number;
  /** How much of the past each moment keeps: 0.9 and 0.999 in the paper. */
  readonly keepFirst: number;
  readonly keepSecond: number;
}

/** Keeps a weight that never had a gradient from being divided by nothing (Kingma, Ba 2015). */
const epsilon = 1e-8;

/**
 * AdamW (Loshchilov, Hutter 2019, algorithm 2), in place. With gradient g:
 *
 *     m ← β₁m + (1 − β₁)g     v ← β₂v + (1 − β₂)g²
 *     w ← w − η (m/(1 − β₁ᵗ) / (√(v/(1 − β₂ᵗ)) + ε) + λw)
 *
 * η is the learning rate times the segment's `rate`. The decay λ is not part of the gradient: it
 * shrinks every weight alike, however large its slopes.
 */
export function adamW(
  weights: Float32Array,
  gradient: Float32Array,
  { first, second }: Moments,
  segments: readonly Segment[],
  { step, learningRate, weightDecay, keepFirst, keepSecond }: AdamStep,
): void {
  const firstScale = 1 / (1 - keepFirst ** step);
  const secondScale = 1 / (1 - keepSecond ** step);
  for (const { offset, length, decay, rate } of segments) {
    const most = learningRate * rate;
    const keep = decay ? 1 - most * weightDecay : 1;
    for (let at = offset; at < offset + length; at++) {
      const slope = gradient[at]!;
      const m = keepFirst * first[at]! + (1 - keepFirst) * slope;
      const v = keepSecond * second[at]! + (1 - keepSecond) * slope * slope;
      first[at] = m;
      second[at] = v;
      const move = (m * firstScale) / (Math.sqrt(v * secondScale) + epsilon);
      weights[at] = weights[at]! * keep - most * move;
    }
  }
}

/**
 * Shrinks a gradient that is longer than `longest` to that length (Pascanu, Mikolov, Bengio 2013):
 * one odd batch must not undo many. Returns the length it had.
 */
export function clipLength(gradient: Float32Array, longest: number): number {
  let squares = 0;
  for (let at = 0; at < gradient.length; at++) squares += gradient[at]! * gradient[at]!;
  const length = Math.sqrt(squares);
  if (length > longest) {
    const scale = longest / length;
    for (let at = 0; at < gradient.length; at++) gradient[at]! *= scale;
  }
  return length;
}

/** average ← keep · average + (1 − keep) · weights (Polyak, Juditsky 1992, with a fading memory). */
export function addToAverage(average: Float32Array, weights: Float32Array, keep: number): void {
  for (let at = 0; at < average.length; at++) {
    average[at] = keep * average[at]! + (1 - keep) * weights[at]!;
  }
}
