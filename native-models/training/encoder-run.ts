import type { Architecture } from './architecture.ts';
import { writeCheckpoint, type Checkpoint } from './checkpoint.ts';
import type { Engine } from './engine.ts';
import { verification, type Verification } from './evaluate.ts';
import type { Learner } from './learner.ts';
import type { Loss } from './loss.ts';
import type { Pace } from './pace.ts';
import type { Leg } from './schedule.ts';
import { Every, Speed } from './speed.ts';

/** One look at a run. */
export interface EncoderLook {
  readonly step: number;
  /** Of the whole run, 0..1. */
  readonly done: number;
  readonly seconds: number;
  readonly images: number;
  /** Null where nobody can say yet. */
  readonly imagesPerSecond: number | null;
  readonly secondsLeft: number | null;
  /** Means since the look before; `active`: share of the triplets looked at that cost something. */
  readonly loss: number;
  readonly active: number;
  /** On the people held out; null where this look measured nothing. */
  readonly verification: Verification | null;
}

export interface TrainedEncoder {
  /** The ONNX encoder. */
  readonly model: Uint8Array;
  /** On the people held out; null where there are too few of them. */
  readonly verification: Verification | null;
  readonly steps: number;
  readonly images: number;
  readonly seconds: number;
  readonly imagesPerSecond: number;
  /** When the end was foreseen, and as which step: all that the clock had a part in. */
  readonly legs: readonly Leg[];
}

export interface EncoderRunParts {
  readonly engine: Engine;
  readonly learner: Learner;
  readonly pace: Pace;
  readonly inferenceModel: Architecture['inferenceModel'];
  /** Views per step. */
  readonly views: number;
  /** Photos that the statistics are taken from: a multiple of the network's chunk. */
  readonly statisticsCrops: Uint32Array;
  /** What is measured on, and whom each shows. */
  readonly heldOut: { readonly crops: Uint32Array; readonly people: Uint32Array };
  readonly seed: number;
  readonly before: Pick<Checkpoint, 'fingerprint' | 'seconds' | 'images'>;
  readonly checkpointPath: string | null;
  readonly intervals: Intervals;
  readonly signal: AbortSignal;
  readonly report: (look: EncoderLook) => void;
}

/** How often a run is looked at, measured and saved, s. */
export interface Intervals {
  readonly looks: number;
  /** At least; and so seldom that it takes no more than `measuringShare` of the time. */
  readonly measures: number;
  /** What a kill may cost at most. */
  readonly saves: number;
}

export const defaultIntervals: Intervals = { looks: 1, measures: 15, saves: 30 };

const measuringShare = 0.05;

/** The loop around the learner: when it is over, looked at, measured and saved. */
export class EncoderRun {
  readonly #parts: EncoderRunParts;
  readonly #speed: Speed;
  #images: number;
  #since: Cost[] = [];
  /** What the look before told of. */
  #lookedAt: Cost[] = [];

  constructor(parts: EncoderRunParts) {
    this.#parts = parts;
    this.#speed = new Speed(parts.before.seconds);
    this.#images = parts.before.images;
  }

  /** Null where it was stopped. It is saved either way. */
  async toEnd(): Promise<TrainedEncoder | null> {
    const { pace, learner, signal, intervals } = this.#parts;
    const now = this.#speed.seconds;
    const look = new Every(intervals.looks, now);
    const measure = new Every(intervals.measures, now);
    const save = new Every(intervals.saves, now);
    while (!signal.aborted && !pace.isOver(learner.step, this.#speed.seconds)) {
      await this.#step();
      if (measure.isDue(this.#speed.seconds)) await this.#measure(measure, look);
      else if (look.isDue(this.#speed.seconds)) this.#look(look, null);
      if (save.isDue(this.#speed.seconds)) {
        await this.#save();
        save.done(this.#speed.seconds);
      }
    }
    await this.#save();
    return signal.aborted ? null : this.#finish(look);
  }

  async #step(): Promise<void> {
    const { pace, learner, views } = this.#parts;
    const { loss, active, triplets } = await learner.learn((step) => pace.doneAt(step));
    this.#since.push({ loss, active, triplets });
    this.#images += views;
    this.#speed.stepped();
    const { seconds, secondsPerStep } = this.#speed;
    if (secondsPerStep !== null) pace.look(learner.step, seconds, secondsPerStep);
  }

  async #measure(measure: Every, look: Every): Promise<void> {
    const start = this.#speed.seconds;
    const result = await this.#verify(await this.#model());
    const end = this.#speed.seconds;
    measure.done(end, Math.max(this.#parts.intervals.measures, (end - start) / measuringShare));
    this.#look(look, result);
  }

  async #finish(look: Every): Promise<TrainedEncoder> {
    const { learner, pace } = this.#parts;
    const { seconds } = this.#speed;
    const model = await this.#model();
    const verification = await this.#verify(model);
    this.#look(look, verification);
    const images = this.#images;
    const imagesPerSecond = seconds > 0 ? images / seconds : 0;
    return {
      model,
      verification,
      steps: learner.step,
      images,
      seconds,
      imagesPerSecond,
      legs: pace.legs,
    };
  }

  async #model(): Promise<Uint8Array> {
    const { learner, statisticsCrops, inferenceModel } = this.#parts;
    const { weights, statistics } = await learner.finished(statisticsCrops);
    return inferenceModel(weights, statistics);
  }

  async #verify(model: Uint8Array): Promise<Verification | null> {
    const { engine, heldOut, seed } = this.#parts;
    const encodings = await engine.encode(model, heldOut.crops);
    return verification(encodings, engine.encodingLength, heldOut.people, seed);
  }

  #look(every: Every, measured: Verification | null): void {
    const { learner, pace, views, report } = this.#parts;
    const { seconds, secondsPerStep } = this.#speed;
    // The last look may come right behind another, with no step between.
    const costs = this.#since.length > 0 ? this.#since : this.#lookedAt;
    const triplets = sum(costs, (cost) => cost.triplets);
    report({
      step: learner.step,
      done: pace.doneAt(learner.step),
      seconds,
      images: this.#images,
      imagesPerSecond: secondsPerStep === null ? null : views / secondsPerStep,
      secondsLeft: secondsPerStep === null ? null : pace.secondsLeft(learner.step, secondsPerStep),
      loss: sum(costs, ({ loss }) => loss) / Math.max(1, costs.length),
      active: sum(costs, ({ active }) => active) / Math.max(1, triplets),
      verification: measured,
    });
    this.#lookedAt = costs;
    this.#since = [];
    every.done(seconds);
  }

  async #save(): Promise<void> {
    const { checkpointPath, before, learner, pace } = this.#parts;
    if (checkpointPath === null) return;
    const { seconds } = this.#speed;
    const images = this.#images;
    const { fingerprint } = before;
    const { legs } = pace;
    await writeCheckpoint(checkpointPath, { ...learner.state, fingerprint, seconds, images, legs });
  }
}

type Cost = Omit<Loss, 'slope'>;

function sum(costs: readonly Cost[], of: (cost: Cost) => number): number {
  return costs.reduce((total, cost) => total + of(cost), 0);
}
