import { InferenceSession, Tensor } from 'onnxruntime-node';
import { inferenceModel } from '../../../native-models/training/inference.ts';
import { initialWeights, type Weights } from '../../../native-models/training/initial-weights.ts';
import { layoutOf, partsOf, sizeOf, type Layout } from '../../../native-models/training/layout.ts';
import type {
  EncoderPlan,
  KeptValue,
  TrainableNetwork,
} from '../../../native-models/training/network.ts';
import { adamW, freshMoments, type Moments } from '../../../native-models/training/optimiser.ts';
import { randomOf, type Random } from '../../../native-models/training/random.ts';
import { sessionOptions } from '../../../native-models/training/session-options.ts';
import { buildTrainable } from '../../../native-models/training/trainable.ts';

export interface StepShape {
  readonly plan: EncoderPlan;
  /** Of the processor: see `channelBlock`. */
  readonly block: number;
  /** Images per run, and runs per batch. */
  readonly chunk: number;
  readonly chunks: number;
}

type Feeds = Record<string, Tensor>;
type Sessions = Readonly<
  Record<'arranging' | 'forward' | 'backward' | 'finished', InferenceSession>
>;

/**
 * A training step on one thread, with nothing around it: all of a batch forward, a slope that is given,
 * backward, AdamW. Beside it the same network as a finished model.
 */
export class TrainingStep {
  readonly #shape: StepShape;
  readonly #sessions: Sessions;
  readonly #layout: Layout;
  readonly #weights: Float32Array;
  readonly #gradient: Float32Array;
  readonly #sum: Float32Array;
  readonly #moments: Moments;
  readonly #feeds: Readonly<Record<'weights' | 'arranged' | 'gradient', Feeds>>;
  readonly #runs: readonly {
    readonly images: Tensor;
    readonly slope: Tensor;
    readonly kept: Feeds;
  }[];
  #steps = 0;

  constructor(shape: StepShape, network: TrainableNetwork, sessions: Sessions) {
    this.#shape = shape;
    this.#sessions = sessions;
    const { parameters, kept } = network;
    const { plan, chunk, chunks } = shape;
    this.#layout = layoutOf(parameters);
    this.#weights = new Float32Array(this.#layout.length);
    this.#gradient = this.#weights.slice();
    this.#sum = this.#weights.slice();
    this.#moments = freshMoments(this.#layout.length);
    const initial = startOf(plan);
    for (const { name, offset } of this.#layout.segments) {
      this.#weights.set(initial.get(name)!, offset);
    }
    const tensors = (flat: Float32Array, prefix: string): Feeds => {
      const parts = partsOf(this.#layout, flat);
      return Object.fromEntries(
        parameters.map(({ name, dims }) => [
          prefix + name,
          new Tensor('float32', parts.get(name)!, dims),
        ]),
      );
    };
    this.#feeds = {
      weights: tensors(this.#weights, ''),
      arranged: emptyTensors(network.arranged),
      gradient: tensors(this.#gradient, 'd:'),
    };
    const random = randomOf(seed, 1);
    this.#runs = Array.from({ length: chunks }, () => ({
      images: noise([chunk, 3, plan.size, plan.size], random),
      slope: noise([chunk, plan.encodingLength], random),
      kept: emptyTensors(kept),
    }));
  }

  get images(): number {
    return this.#shape.chunk * this.#shape.chunks;
  }

  /** The batch through the model with weights as initializers. */
  async forwardOfFinished(): Promise<void> {
    for (const { images } of this.#runs) await this.#sessions.finished.run({ chips: images });
  }

  /** The cost whose slope is given: Σ slope · encoding, before the step. */
  async step(): Promise<number> {
    const { arranged, gradient } = this.#feeds;
    await this.#sessions.arranging.run(this.#feeds.weights, arranged);
    const weights = { ...this.#feeds.weights, ...arranged };
    let cost = 0;
    for (const { images, slope, kept } of this.#runs) {
      const { encodings } = await this.#sessions.forward.run(
        { images, ...weights },
        { encodings: emptyLike(slope), ...kept },
      );
      cost += dot(encodings!.data as Float32Array, slope.data as Float32Array);
    }
    this.#sum.fill(0);
    for (const { images, slope, kept } of this.#runs) {
      await this.#sessions.backward.run({ images, slope, ...kept, ...weights }, gradient);
      addTo(this.#sum, this.#gradient);
    }
    this.#steps++;
    const { segments } = this.#layout;
    adamW(this.#weights, this.#sum, this.#moments, segments, { step: this.#steps, ...ofStep });
    return cost;
  }

  async close(): Promise<void> {
    for (const session of Object.values(this.#sessions)) await session.release();
  }
}

export async function openTrainingStep(shape: StepShape): Promise<TrainingStep> {
  const { plan, block, chunk } = shape;
  const network = buildTrainable(plan, chunk, block);
  const plain = new Map(
    network.statistics.map(({ name, length }) => [name, new Float32Array(length).fill(1)]),
  );
  const open = (model: Uint8Array) => InferenceSession.create(model, sessionOptions);
  return new TrainingStep(shape, network, {
    arranging: await open(network.arranging!),
    forward: await open(network.forward),
    backward: await open(network.backward),
    finished: await open(inferenceModel(plan, startOf(plan), plain)),
  });
}

/** Any will do. */
const seed = 4;
const ofStep = {
  learningRate: 1e-3,
  weightDecay: 0.05,
  keepFirst: 0.9,
  keepSecond: 0.999,
} as const;

function startOf(plan: EncoderPlan): Weights {
  return initialWeights(plan, randomOf(seed));
}

function emptyTensors(values: readonly KeptValue[]): Feeds {
  return Object.fromEntries(
    values.map(({ name, dims }) => [
      name,
      new Tensor('float32', new Float32Array(sizeOf(dims)), dims),
    ]),
  );
}

/** −1..1. */
function noise(dims: readonly number[], random: Random): Tensor {
  const values = Float32Array.from({ length: sizeOf(dims) }, () => 2 * random() - 1);
  return new Tensor('float32', values, dims);
}

function emptyLike({ dims }: Tensor): Tensor {
  return new Tensor('float32', new Float32Array(sizeOf(dims)), dims);
}

function addTo(sum: Float32Array, part: Float32Array): void {
  for (let at = 0; at < sum.length; at++) sum[at]! += part[at]!;
}

function dot(one: Float32Array, other: Float32Array): number {
  return one.reduce((sum, value, at) => sum + value * other[at]!, 0);
}
