/** Comparisons by dissimilarity, with whether they are one person's and what each counts. */
export interface ScoredComparisons {
  /** The larger, the less alike. */
  readonly dissimilarities: ArrayLike<number>;
  /** 1 where a comparison is one person's. */
  readonly same: ArrayLike<number>;
  /** Sum to 1. */
  readonly counts: ArrayLike<number>;
}

/** P(one person) = σ(bias − slope·dissimilarity). */
export interface FittedCalibration {
  readonly slope: number;
  readonly bias: number;
}

const mostSteps = 100;
const leastGain = 1e-12;
const mostHalvings = 40;
/**
 * Pulls the slope towards 0 so that it is finite where the two kinds are told apart without a
 * single error; where they are not, it moves the probabilities by less than 1e-3.
 */
const decay = 1e-8;

/**
 * Slope and bias that make probabilities of dissimilarities (Platt 1999, "Probabilistic outputs for
 * support vector machines"): the logistic regression of `same` on one number, by Newton's steps.
 * With genuine and impostor comparisons counting ½ each it is the probability where both are
 * equally likely beforehand. Null where dissimilarity does not fall with likeness.
 */
export function fitCalibration(scored: ScoredComparisons): FittedCalibration | null {
  let [slope, bias] = [0, 0];
  let loss = lossAt(scored, slope, bias);
  for (let step = 0; step < mostSteps; step++) {
    const [moveSlope, moveBias] = newton(scored, slope, bias);
    let [length, next] = [1, loss];
    for (let halvings = 0; halvings < mostHalvings; halvings++, length /= 2) {
      next = lossAt(scored, slope - length * moveSlope, bias - length * moveBias);
      if (next < loss) break;
    }
    if (!(next < loss)) break;
    const gain = loss - next;
    slope -= length * moveSlope;
    bias -= length * moveBias;
    loss = next;
    if (gain < leastGain) break;
  }
  return slope > 0 && Number.isFinite(slope) && Number.isFinite(bias) ? { slope, bias } : null;
}

export function probabilityOf({ slope, bias }: FittedCalibration, dissimilarity: number): number {
  return 1 / (1 + Math.exp(slope * dissimilarity - bias));
}

/** One bin of a reliability curve: what was promised, and what came true. */
export interface ReliabilityBin {
  /** Mean probability given. */
  readonly promised: number;
  /** Share that is one person's. */
  readonly observed: number;
  /** Of all comparisons, by what they count, 0..1. */
  readonly share: number;
}

export interface Reliability {
  /** Mean squared error of the probabilities, 0 (perfect) to 1; always saying ½ has 0.25. */
  readonly brier: number;
  /** The part of it that better calibration would take away, within these bins (Murphy 1973). */
  readonly miscalibration: number;
  /** Bins of equal width that hold anything, by rising probability. */
  readonly curve: readonly ReliabilityBin[];
}

const bins = 10;

/** How well probabilities keep what they promise. */
export function reliability(
  probabilities: ArrayLike<number>,
  same: ArrayLike<number>,
  counts: ArrayLike<number>,
): Reliability {
  const tallies = Array.from({ length: bins }, () => ({ promised: 0, observed: 0, share: 0 }));
  let brier = 0;
  for (let at = 0; at < probabilities.length; at++) {
    const [probability, count] = [probabilities[at]!, counts[at]!];
    const tally = tallies[Math.min(bins - 1, Math.floor(probability * bins))]!;
    tally.promised += count * probability;
    tally.observed += count * same[at]!;
    tally.share += count;
    brier += count * (probability - same[at]!) ** 2;
  }
  const curve = tallies
    .filter(({ share }) => share > 0)
    .map(({ promised, observed, share }) => {
      return { promised: promised / share, observed: observed / share, share };
    });
  const miscalibration = curve.reduce(
    (sum, { promised, observed, share }) => sum + share * (promised - observed) ** 2,
    0,
  );
  return { brier, miscalibration, curve };
}

/** Cross-entropy of the probabilities, and the decay's cost. */
function lossAt(
  { dissimilarities, same, counts }: ScoredComparisons,
  slope: number,
  bias: number,
): number {
  let loss = 0.5 * decay * slope * slope;
  for (let at = 0; at < same.length; at++) {
    const z = bias - slope * dissimilarities[at]!;
    loss += counts[at]! * (Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z))) - same[at]! * z);
  }
  return loss;
}

/** Newton's move of slope and bias: the 2 × 2 system solved. */
function newton(
  { dissimilarities, same, counts }: ScoredComparisons,
  slope: number,
  bias: number,
): [number, number] {
  let [bySlope, byBias] = [decay * slope, 0];
  let [slopeSlope, slopeBias, biasBias] = [decay, 0, 0];
  for (let at = 0; at < same.length; at++) {
    const dissimilarity = dissimilarities[at]!;
    const probability = 1 / (1 + Math.exp(slope * dissimilarity - bias));
    const error = counts[at]! * (probability - same[at]!);
    const weight = counts[at]! * probability * (1 - probability);
    bySlope -= error * dissimilarity;
    byBias += error;
    slopeSlope += weight * dissimilarity * dissimilarity;
    slopeBias -= weight * dissimilarity;
    biasBias += weight;
  }
  const determinant = slopeSlope * biasBias - slopeBias * slopeBias;
  if (!(determinant > 0)) return [0, 0];
  return [
    (biasBias * bySlope - slopeBias * byBias) / determinant,
    (slopeSlope * byBias - slopeBias * bySlope) / determinant,
  ];
}
