/**
 * The network as data: a branch that is learnt from the pixels up, a linear map of a fixed description
 * of the pixels, or both. At least one is there. Nothing here is learnt.
 */
export interface EncoderPlan {
  /** Side of the square RGB chip, px: see `chipSizes` of the contract. */
  readonly size: number;
  /** Components of the unit encoding. */
  readonly encodingLength: number;
  readonly residual: ResidualPlan | null;
  readonly descriptor: DescriptorPlan | null;
}

/** Convolutions, learnt from random filters. All sizes are in px and channels. */
export interface ResidualPlan {
  /** What it sees is the chip with each square of so many px a side averaged into one. */
  readonly shrink: 1 | 2;
  /** Channels after the first convolution (3 × 3, stride 2). */
  readonly stem: number;
  /** Residual stages; each begins with stride 2. */
  readonly stages: readonly { readonly width: number; readonly blocks: number }[];
  /**
   * What the last linear map sees of the last stage: each channel's mean, or every value. All values
   * know where in the face they were, and cost weights instead of time.
   */
  readonly embed: 'pool' | 'flatten';
}

/** Gradients by direction, see ops/oriented-gradients.ts, and a linear map of them that is learnt. */
export interface DescriptorPlan {
  /** Directions of a gradient that are told apart, evenly around the circle. */
  readonly orientations: number;
  /** Squares in the middle of the chip, each looked at in cells of its own size. */
  readonly parts: readonly DescriptorPart[];
}

/** All in px of the chip. */
export interface DescriptorPart {
  readonly side: number;
  /** Side of a square cell; the next one begins half a cell further. Even. */
  readonly cell: number;
}

/** A learnt array. */
export interface Parameter {
  readonly name: string;
  readonly dims: readonly number[];
  /** Whether weight decay shrinks it (weights, not biases or scales). */
  readonly decay: boolean;
  /** Of the learning rate, the part it moves by; 0: it stays as it is, and has no gradient. */
  readonly rate: number;
}

/** What a batch normalisation keeps for use after training: its channels' means and variances. */
export interface Statistic {
  readonly name: string;
  readonly length: number;
}

/** What goes from one model to another. */
export interface KeptValue {
  readonly name: string;
  readonly dims: readonly number[];
}

/** A network in training form, as ONNX models whose weights are inputs. */
export interface TrainableNetwork {
  readonly plan: EncoderPlan;
  /** Images per run. */
  readonly chunk: number;
  readonly parameters: readonly Parameter[];
  readonly statistics: readonly Statistic[];
  /** Filters as the convolutions want them; none where there are no convolutions. */
  readonly arranged: readonly KeptValue[];
  /** From the forward to the backward model; some of the statistics may be among them. */
  readonly kept: readonly KeptValue[];
  /**
   * Inputs every parameter by its name; outputs all that is arranged. To be run when the parameters
   * have changed; not there where nothing is arranged.
   */
  readonly arranging: Uint8Array | null;
  /**
   * Inputs `images` [chunk, 3, size, size] in −1..1, every parameter and all arranged; outputs
   * `encodings` [chunk, encodingLength] of unit length, every statistic by its name, and all that is
   * kept. The statistics are the chunk's own.
   */
  readonly forward: Uint8Array;
  /**
   * The same inputs, all that was kept, and `slope` [chunk, encodingLength], ∂J/∂encodings; outputs
   * `d:NAME` for every parameter that is learnt, summed over the chunk.
   */
  readonly backward: Uint8Array;
}
