/**
 * What a logistic unit sees of two encodings, one number per component (DeepFace, Taigman et al.
 * 2014, section 4.1), never negative and 0 where they agree:
 * - `logistic`: |aₖ − bₖ|
 * - `chi2`: (aₖ − bₖ)² / (|aₖ| + |bₖ|), the paper's χ² for components of either sign.
 */
export type UnitKind = 'logistic' | 'chi2';

/** Two rows of `encodings`, and whether they are one person's. */
export interface RowPair {
  readonly one: number;
  readonly other: number;
  readonly same: boolean;
}

/** Pairs as a logistic unit is fitted to them. */
export interface PairFeatures {
  /** Components per pair. */
  readonly dims: number;
  /** Pair behind pair, `dims` numbers each. */
  readonly values: Float32Array;
  /** 1 where a pair is one person's. */
  readonly same: Uint8Array;
  /**
   * What each pair counts. Genuine and impostor pairs come to ½ each, so that the unit's
   * probabilities are those of a stranger and the right person being equally likely beforehand.
   */
  readonly counts: Float64Array;
}

/** @throws RangeError where a kind of pair is missing: then there is nothing to tell apart. */
export function pairFeatures(
  kind: UnitKind,
  encodings: readonly Float32Array[],
  pairs: readonly RowPair[],
): PairFeatures {
  const dims = encodings[0]?.length ?? 0;
  const values = new Float32Array(pairs.length * dims);
  const genuine = pairs.reduce((sum, { same }) => sum + Number(same), 0);
  if (genuine === 0 || genuine === pairs.length) {
    throw new RangeError('genuine and impostor pairs are needed');
  }
  pairs.forEach(({ one, other }, row) => {
    writeFeatures(kind, encodings[one]!, encodings[other]!, values, row * dims);
  });
  return {
    dims,
    values,
    same: Uint8Array.from(pairs, ({ same }) => Number(same)),
    counts: Float64Array.from(pairs, ({ same }) =>
      same ? 0.5 / genuine : 0.5 / (pairs.length - genuine),
    ),
  };
}

function writeFeatures(
  kind: UnitKind,
  a: Float32Array,
  b: Float32Array,
  into: Float32Array,
  offset: number,
): void {
  for (let at = 0; at < a.length; at++) {
    const difference = Math.abs(a[at]! - b[at]!);
    into[offset + at] = kind === 'logistic' ? difference : chiSquare(difference, a[at]!, b[at]!);
  }
}

/** Two components that are both 0 agree. */
function chiSquare(difference: number, a: number, b: number): number {
  return difference === 0 ? 0 : (difference * difference) / (Math.abs(a) + Math.abs(b));
}
