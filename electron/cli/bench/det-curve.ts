import { clopperPearson } from '../../station/clopper-pearson.ts';
import type { Comparisons } from '../../station/spread/comparisons.ts';
import { supportsFmr, thresholdAtFmr, type Separation } from './separation.ts';

/** A threshold, and what it costs on both sides. */
export interface DetPoint {
  readonly threshold: number;
  readonly fmr: number;
  readonly fnmr: number;
  /** 95 % bounds of the FNMR: people resampled, and no narrower than the comparisons allow. */
  readonly fnmrLower95: number;
  readonly fnmrUpper95: number;
}

/** Points of the curve for each power of ten of the FMR. */
const pointsPerDecade = 8;
const fmrRange = { least: 1e-9, most: 0.5 } as const;

/** The detection error trade-off (ISO/IEC 19795-1), by rising FMR, as far down as is supported. */
export function detCurve(
  comparisons: Comparisons,
  separation: Separation,
  random: () => number,
): DetPoint[] {
  const decades = Math.log10(fmrRange.most / fmrRange.least);
  const rates = Array.from(
    { length: Math.ceil(decades * pointsPerDecade) + 1 },
    (_, step) => fmrRange.most * 10 ** (-step / pointsPerDecade),
  );
  const thresholds = rates
    .filter((fmr) => supportsFmr(separation, fmr))
    .map((fmr) => thresholdAtFmr(separation, fmr))
    .toReversed();
  const distinct = [...new Set(thresholds)];
  const bands = fnmrBands(comparisons, distinct, random);
  return distinct.map((threshold, index) => ({
    threshold,
    fmr: separation.impostor.shareBelow(threshold),
    fnmr: 1 - separation.genuine.shareBelow(threshold),
    fnmrLower95: bands[index]!.lower,
    fnmrUpper95: bands[index]!.upper,
  }));
}

interface Band {
  readonly lower: number;
  readonly upper: number;
}

/** Resamples for a 95 % interval: the 12th and the 13th from each end are its bounds. */
const resamples = 500;

/**
 * Genuine comparisons of one person succeed or fail together, so people are drawn with
 * replacement, not comparisons (Efron's bootstrap; ISO/IEC 19795-1 on correlated comparisons).
 */
function fnmrBands(
  comparisons: Comparisons,
  thresholds: readonly number[],
  random: () => number,
): Band[] {
  const tallies = rejectionsByPerson(comparisons, thresholds);
  const drawn = Array.from({ length: resamples }, () =>
    resampledRates(tallies, thresholds, random),
  );
  return thresholds.map((_, index) => {
    const rates = drawn.map((rate) => rate[index]!).sort((one, other) => one - other);
    const rejected = tallies.reduce((sum, tally) => sum + tally.rejected[index]!, 0);
    const total = tallies.reduce((sum, tally) => sum + tally.total, 0);
    // Where nobody was rejected every resample is 0: the exact interval knows better.
    const { lower95, upper95 } = clopperPearson(rejected, total);
    const edge = Math.floor(0.025 * resamples);
    return {
      lower: Math.min(lower95, rates[edge] ?? 0),
      upper: Math.max(upper95, rates[resamples - 1 - edge] ?? 1),
    };
  });
}

interface PersonTally {
  total: number;
  /** Genuine comparisons rejected at each threshold. */
  readonly rejected: Float64Array;
}

function rejectionsByPerson(
  comparisons: Comparisons,
  thresholds: readonly number[],
): PersonTally[] {
  const tallies: PersonTally[] = Array.from({ length: comparisons.people }, () => ({
    total: 0,
    rejected: new Float64Array(thresholds.length),
  }));
  comparisons.genuine((person, distance) => {
    const tally = tallies[person]!;
    tally.total++;
    for (let at = 0; at < thresholds.length; at++) {
      if (distance !== null && distance < thresholds[at]!) break;
      tally.rejected[at]!++;
    }
  });
  return tallies.filter(({ total }) => total > 0);
}

function resampledRates(
  tallies: readonly PersonTally[],
  thresholds: readonly number[],
  random: () => number,
): Float64Array {
  const rates = new Float64Array(thresholds.length);
  let total = 0;
  for (let draw = 0; draw < tallies.length; draw++) {
    const tally = tallies[Math.floor(random() * tallies.length)]!;
    total += tally.total;
    for (let at = 0; at < rates.length; at++) rates[at]! += tally.rejected[at]!;
  }
  return rates.map((rejected) => (total > 0 ? rejected / total : 0));
}
