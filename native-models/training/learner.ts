import type { Checkpoint } from './checkpoint.ts';
import type { Engine } from './engine.ts';
import { partsOf } from './layout.ts';
import type { Loss } from './loss.ts';
import type { Objective } from './objective.ts';
import { adamW, addToAverage, clipLength, type Moments } from './optimiser.ts';
import type { Recipe } from './recipe.ts';
import type { Batch, Sampler } from './sampler.ts';
import { averageKeep, learningRateShare } from './schedule.ts';

export interface LearnerParts {
  readonly engine: Engine;
  readonly sampler: Sampler;
  readonly objective: Objective;
  readonly recipe: Recipe;
  /** Where it is begun or gone on with; the arrays become the learner's. */
  readonly state: Pick<Checkpoint, 'step' | 'weights' | 'average' | 'firstMoment' | 'secondMoment'>;
}

/** AdamW's memories: 0.9 as in the paper; 0.99 follows slopes whose size changes with the mining. */
const keep = { keepFirst: 0.9, keepSecond: 0.99 } as const;

/** So many steps in a row without a usable gradient are no accident. */
const mostFailedSteps = 10;

/** What is learnt, and how one batch changes it. */
export class Learner {
  readonly #parts: LearnerParts;
  readonly #moments: Moments;
  readonly #average: Float32Array;
  #step: number;
  #failed = 0;
  #next: { readonly batch: Batch; readonly strength: number } | null = null;

  constructor(parts: LearnerParts) {
    const { state, engine } = parts;
    this.#parts = parts;
    this.#step = state.step;
    this.#average = state.average;
    this.#moments = { first: state.firstMoment, second: state.secondMoment };
    engine.weights.set(state.weights);
  }

  /** Steps taken so far. */
  get step(): number {
    return this.#step;
  }

  get state(): LearnerParts['state'] {
    return {
      step: this.#step,
      weights: this.#parts.engine.weights,
      average: this.#average,
      firstMoment: this.#moments.first,
      secondMoment: this.#moments.second,
    };
  }

  /**
   * Learns from the next batch. `doneAt`: how much of the run is done before a step, 0..1.
   * @throws Error when batch after batch gives no usable gradient
   */
  async learn(doneAt: (step: number) => number): Promise<Loss> {
    const { engine, objective } = this.#parts;
    const step = this.#step;
    const { batch, strength } = this.#next ?? this.#batchOf(step, doneAt(step));
    const encodings = await engine.forward(batch, strength);
    // The other threads make the next views while this one looks for triplets.
    this.#next = this.#batchOf(step + 1, doneAt(step + 1));
    engine.prepare(this.#next.batch, this.#next.strength);
    const loss = objective(encodings, batch.people);
    const gradient = await engine.backward(loss.slope);
    this.#apply(gradient, doneAt(step));
    this.#step++;
    return loss;
  }

  /**
   * The weights to use, and the statistics of those photos under them. `crops`: a multiple of the
   * network's chunk.
   */
  async finished(crops: Uint32Array): Promise<{
    readonly weights: ReadonlyMap<string, Float32Array>;
    readonly statistics: ReadonlyMap<string, Float32Array>;
  }> {
    const { engine } = this.#parts;
    const learning = engine.weights.slice();
    engine.weights.set(this.#average);
    try {
      const statistics = await engine.statistics(crops);
      return { weights: partsOf(engine.layout, this.#average.slice()), statistics };
    } finally {
      engine.weights.set(learning);
    }
  }

  /** `done`: of the run. */
  #batchOf(step: number, done: number): { readonly batch: Batch; readonly strength: number } {
    const { sampler, recipe } = this.#parts;
    const rise = recipe.augmentationRise;
    return { batch: sampler.batch(step), strength: rise > 0 ? Math.min(1, done / rise) : 1 };
  }

  /** A gradient that is no number would make all weights none: it is left out. */
  #apply(gradient: Float32Array, done: number): void {
    const { engine, recipe } = this.#parts;
    const length = clipLength(gradient, recipe.longestGradient);
    if (Number.isFinite(length)) {
      this.#failed = 0;
      const share = learningRateShare(this.#step, recipe.warmUp, done);
      adamW(engine.weights, gradient, this.#moments, engine.layout.segments, {
        step: this.#step + 1,
        learningRate: recipe.learningRate * share,
        weightDecay: recipe.weightDecay,
        ...keep,
      });
    } else if (++this.#failed >= mostFailedSteps) {
      throw new Error(
        `no usable gradient in ${mostFailedSteps} steps: the learning rate is too high`,
      );
    }
    addToAverage(this.#average, engine.weights, averageKeep(this.#step, recipe.averageKeep));
  }
}
