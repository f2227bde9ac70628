import type { Augmentation } from './augmentation.ts';
import type { KeptValue, Parameter, Statistic } from './network.ts';

/** All a worker gets when it starts. Every array lies in memory that all threads share. */
export interface WorkerData {
  readonly arranging: Uint8Array | null;
  readonly forward: Uint8Array;
  readonly backward: Uint8Array;
  readonly parameters: readonly Parameter[];
  readonly statistics: readonly Statistic[];
  readonly arranged: readonly KeptValue[];
  readonly kept: readonly KeptValue[];
  /** Side of the network's input, px. */
  readonly chip: number;
  readonly encodingLength: number;
  /** Views per run. */
  readonly chunk: number;
  readonly augmentation: Augmentation;
  readonly crops: { readonly pixels: Uint8Array; readonly size: number; readonly inner: number };
  /** Laid out as `layoutOf(parameters)` says. */
  readonly weights: Float32Array;
  /** What each view of a batch looks like: of the one at hand, and of the next one. */
  readonly images: readonly [Float32Array, Float32Array];
  /** Of the whole batch: each view's encoding, and ∂J/∂encoding. */
  readonly encodings: Float32Array;
  readonly slope: Float32Array;
  /** All that is arranged, one after the other. */
  readonly arrangedValues: Float32Array;
  /** Of each run of the batch: all that is kept between the ways, one after the other. */
  readonly keptValues: Float32Array;
  /** One flat gradient, and one set of statistics, for each run that is not yet added up. */
  readonly gradients: readonly Float32Array[];
  readonly chunkStatistics: readonly Float32Array[];
}

/** `chunk`: which run of the batch; `side`: which of the images; `slot`: where the gradient goes. */
export type WorkerTask =
  /** Makes views, from that one of the batch on. */
  | {
      readonly kind: 'views';
      readonly side: Side;
      readonly first: number;
      readonly crops: Uint32Array;
      readonly seeds: Uint32Array;
      /** Of the augmentation, 0..1. */
      readonly strength: number;
    }
  /** Arranges the weights as they are now. */
  | { readonly kind: 'arrange' }
  /** Encodes the run's images. */
  | { readonly kind: 'forward'; readonly side: Side; readonly chunk: number }
  /** From the images and slopes of the run to its gradient. */
  | {
      readonly kind: 'backward';
      readonly side: Side;
      readonly chunk: number;
      readonly slot: number;
    }
  /** Takes the statistics of photos as they are: as many as a run has. */
  | { readonly kind: 'statistics'; readonly slot: number; readonly crops: Uint32Array }
  /** Takes an encoder for use; null lets go of it. */
  | { readonly kind: 'encoder'; readonly model: Uint8Array | null }
  /** Encodes photos as the station does: the mean of a chip's and its mirror image's encoding. */
  | { readonly kind: 'encode'; readonly crops: Uint32Array }
  /** What the encoder for use makes of each chip and of its mirror image. */
  | { readonly kind: 'describe'; readonly crops: Uint32Array };

export type Side = 0 | 1;

export type WorkerReply =
  | { readonly ok: true; readonly encodings?: Float32Array }
  | { readonly ok: false; readonly message: string };
