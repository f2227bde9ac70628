import type { Augmentation } from './augmentation.ts';

/** How triplets are chosen: see mining.ts. */
export type MiningName = 'semi-hard' | 'batch-hard';

/** How an encoder is learnt; all that decides about it but the network, the data and the seed. */
export interface Recipe {
  /** People in a batch, and photos of each. */
  readonly people: number;
  readonly photos: number;
  /** Share of a batch that shows people with one photo only: each is two views of that photo. */
  readonly singles: number;
  readonly mining: MiningName;
  /** α, in squared distances of unit encodings, 0..4. */
  readonly margin: number;
  /** Highest learning rate of AdamW, and the steps of the way up to it. */
  readonly learningRate: number;
  readonly warmUp: number;
  readonly weightDecay: number;
  /** Longest gradient, see `clipLength`. */
  readonly longestGradient: number;
  /** Memory of the average of the weights that becomes the model, per step; 0: the last weights. */
  readonly averageKeep: number;
  readonly augmentation: Augmentation;
  /** Share of the run over which the augmentation grows from nothing to full: easy photos first. */
  readonly augmentationRise: number;
}

/**
 * The values rest on FaceNet (Schroff et al. 2015: α = 0.2, semi-hard) and AdamW's usual range for
 * batch-normalised residual networks; those that were measured here say so. Views differ about as much
 * as photos do whose faces were aligned: descriptors know where in the chip something is, and have
 * nothing to learn from more than that. α = 0.3: a closed-form start keeps smaller margins from the
 * outset (LFW, 64,000 views: 90.3 % of the pairs of people held out right; α = 0.2, 110,000: 89.5).
 */
export const defaultRecipe: Recipe = {
  people: 64,
  photos: 4,
  singles: 0.125,
  mining: 'semi-hard',
  margin: 0.3,
  learningRate: 2e-3,
  warmUp: 50,
  weightDecay: 0.05,
  longestGradient: 5,
  averageKeep: 0.998,
  augmentation: {
    mirror: 0.5,
    shift: 0.015,
    scale: 0.04,
    turn: 3,
    brightness: 0.07,
    contrast: 0.2,
    gamma: 0.2,
    tint: 0.03,
    sideLight: 0.1,
    grey: 0.1,
    blur: { share: 0.2, least: 0.5 },
    occlusion: { share: 0, most: 0 },
  },
  augmentationRise: 0.1,
};
