import type { SpreadRule } from '../../contract/pooled.ts';

/**
 * What was measured of an encoder and a comparator on a reference set, as a pack's manifest keeps
 * it. Distances are the comparator's, 0 to 4.
 */
export interface ReferenceScores {
  /** The reference set, and how it was used. */
  readonly reference: string;
  /** ISO 8601. */
  readonly date: string;
  readonly people: number;
  readonly photos: number;
  /** Comparisons of two photos of different people. */
  readonly impostorComparisons: number;
  /** Comparisons of two photos of one person. */
  readonly genuineComparisons: number;
  /** How the spread of pooled encodings stretches their distance. */
  readonly spread: SpreadRule;
  /** By rising FMR. */
  readonly quantiles: readonly ScoreQuantile[];
  readonly histogram: ScoreCounts;
}

/** One row of the table that thresholds are read from. */
export interface ScoreQuantile {
  /** False match rate: share of the impostor comparisons below `distance`. */
  readonly fmr: number;
  /** Its upper 95 % bound, one-sided. */
  readonly fmrUpper95: number;
  readonly distance: number;
  /** False non-match rate: share of the genuine comparisons at or above `distance`. */
  readonly fnmr: number;
}

/** Comparisons by distance, in bins of one width from 0 up; empty bins at the end are left out. */
export interface ScoreCounts {
  readonly binWidth: number;
  readonly genuine: readonly number[];
  readonly impostor: readonly number[];
}
