/**
 * How two unit encodings a and b are compared. All give a dissimilarity from 0 (the same) to 4, so
 * that one search, one rule for pooled encodings and one way from risk to threshold serve them all:
 * - `distance`: squared L2, Σₖ (aₖ − bₖ)².
 * - `logistic`: Σₖ vₖ·|aₖ − bₖ|, the logistic unit's sum without its bias (DeepFace, Taigman et al.
 *   2014, section 4.1).
 * - `chi2`: Σₖ vₖ·(aₖ − bₖ)² / (|aₖ| + |bₖ|), the same paper's weighted χ², for components of either
 *   sign.
 */
export const comparatorKinds = ['distance', 'logistic', 'chi2'] as const;
export type ComparatorKind = (typeof comparatorKinds)[number];

/**
 * The learnt kinds have a weight per component, none negative and ‖v‖ = 2: with it a dissimilarity
 * of unit encodings is at most 4, and no difference ever makes two faces more alike.
 */
export type Comparator =
  | { readonly kind: 'distance' }
  | { readonly kind: Exclude<ComparatorKind, 'distance'>; readonly weights: Float32Array };

/** What the scores of a pack are of, by comparator, as its manifest says it. */
export const comparatorMeasures = {
  distance: 'squared L2 distance of unit encodings',
  logistic: 'weighted L1 distance of unit encodings',
  chi2: 'weighted chi-square distance of unit encodings',
} as const satisfies Readonly<Record<ComparatorKind, string>>;

/** The probability that two photos show one person: σ(bias − slope·dissimilarity). */
export interface Calibration {
  /** Above 0. */
  readonly slope: number;
  readonly bias: number;
}
