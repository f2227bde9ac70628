import type { Described } from './descriptor-start.ts';
import { describingModel, inferenceModel } from './inference.ts';
import { startedWeights, type Weights } from './initial-weights.ts';
import type { EncoderPlan, TrainableNetwork } from './network.ts';
import type { Random } from './random.ts';
import { buildTrainable } from './trainable.ts';

/** A kind of network: how it is built, begun with, and made into a model. */
export interface Architecture {
  /** The network in training form, for `chunk` images per run. */
  readonly build: (chunk: number) => TrainableNetwork;
  /**
   * An ONNX model of chips, as of `inferenceModel`, whose outputs for the photos learnt from the start
   * is computed from; null where the start needs none.
   */
  readonly describing: Uint8Array | null;
  /** `described`: of `describing`; null where that is. */
  readonly initialWeights: (random: Random, described: Described | null) => Promise<Weights>;
  /** An ONNX encoder: `chips` [batch, 3, size, size] in −1..1 to unit encodings. */
  readonly inferenceModel: (weights: Weights, statistics: Weights) => Uint8Array;
}

/** Encoders as planned. `block`: see `channelBlock`. */
export function plannedNetwork(plan: EncoderPlan, block: number): Architecture {
  const { size, descriptor } = plan;
  return {
    build: (chunk) => buildTrainable(plan, chunk, block),
    describing: descriptor === null ? null : describingModel(size, descriptor),
    initialWeights: (random, described) => startedWeights(plan, random, described),
    inferenceModel: (weights, statistics) => inferenceModel(plan, weights, statistics),
  };
}
