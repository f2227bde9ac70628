/** The network as data. All sizes are in px and components; nothing here is learnt. */
export interface EncoderPlan {
  /** Side of the square RGB chip, px: 64 to 112. */
  readonly size: number;
  /** Channels after the first convolution (3 × 3, stride 2). */
  readonly stem: number;
  /** Residual stages; each begins with stride 2. */
  readonly stages: readonly { readonly width: number; readonly blocks: number }[];
  /** Components of the unit encoding. */
  readonly encodingLength: number;
}

/** A learnt array. `decay`: whether weight decay shrinks it (weights, not biases or scales). */
export interface Parameter {
  readonly name: string;
  readonly dims: readonly number[];
  readonly decay: boolean;
}

/** What a batch normalisation keeps for use after training: its channels' means and variances. */
export interface Statistic {
  readonly name: string;
  readonly length: number;
}

/** A network in training form, as two ONNX models whose weights are inputs. */
export interface TrainableNetwork {
  readonly plan: EncoderPlan;
  /** Images per run. */
  readonly chunk: number;
  readonly parameters: readonly Parameter[];
  readonly statistics: readonly Statistic[];
  /**
   * Inputs `images` [chunk, 3, size, size] in −1..1 and every parameter by its name; output
   * `encodings` [chunk, encodingLength] of unit length. Batch statistics are the chunk's own.
   */
  readonly forward: Uint8Array;
  /**
   * The same inputs and `slope` [chunk, encodingLength], ∂J/∂encodings; outputs `d:NAME` for every
   * parameter, summed over the chunk, and every statistic by its name (of this chunk).
   */
  readonly backward: Uint8Array;
}
