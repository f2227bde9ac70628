/** A genuine comparison: the lower quality of its two faces, and the distance. */
export interface JudgedPair {
  readonly quality: number;
  readonly distance: number;
}

export interface DiscardPoint {
  /** Share of the comparisons left out, those of the lowest quality first. */
  readonly discarded: number;
  /** FNMR of the rest. */
  readonly fnmr: number;
  /** The same if quality had named exactly the comparisons that fail. */
  readonly ideal: number;
}

export interface DiscardCurve {
  readonly points: readonly DiscardPoint[];
  /** Mean FNMR over the discarded shares; lower is better. */
  readonly area: number;
  readonly idealArea: number;
  /** The same if quality said nothing: the FNMR stays what it is. */
  readonly blindArea: number;
}

/** Nobody discards more than every other comparison. */
const discardedAtMost = 0.5;

/**
 * Error-versus-discard curve at a fixed threshold (ISO/IEC 29794-1; Grother and Tabassi, 2007).
 * Null without comparisons.
 */
export function discardCurve(pairs: readonly JudgedPair[], threshold: number): DiscardCurve | null {
  if (pairs.length === 0) return null;
  const sorted = pairs.toSorted((one, other) => one.quality - other.quality);
  const failing = sorted.map(({ distance }) => !(distance < threshold));
  const failures = failing.filter(Boolean).length;
  const points: DiscardPoint[] = [];
  let left = failures;
  for (let gone = 0; gone <= discardedAtMost * pairs.length; gone++) {
    if (gone > 0 && failing[gone - 1]) left--;
    const rest = pairs.length - gone;
    const ideal = Math.max(0, failures - gone) / rest;
    points.push({ discarded: gone / pairs.length, fnmr: left / rest, ideal });
  }
  return {
    points,
    area: mean(points.map(({ fnmr }) => fnmr)),
    idealArea: mean(points.map(({ ideal }) => ideal)),
    blindArea: failures / pairs.length,
  };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
