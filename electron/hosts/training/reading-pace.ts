import type { TrainingProgress } from '../../contract/training.ts';

/** Nobody sees more looks than this, ms. */
const pauseMs = 250;
/** Photos whose times say nothing yet of the rest. */
const tooFew = 8;

/** How far a row of photos is, and how long it will take, from those that took any time. */
export class ReadingPace {
  readonly #stage: TrainingProgress['stage'];
  readonly #tick: () => number;
  readonly #start: number;
  #latest = -Infinity;

  /** `tick`: ms of a steady clock. */
  constructor(tick: () => number, stage: TrainingProgress['stage'] = 'reading') {
    this.#tick = tick;
    this.#stage = stage;
    this.#start = tick();
  }

  /**
   * `fresh` of the `done` photos took time, the others were known. Null where it is too soon for
   * another look. No time left is given for the whole run: nobody knows yet what comes after.
   */
  look(done: number, of: number, fresh: number): TrainingProgress | null {
    const now = this.#tick();
    if (done < of && now < this.#latest + pauseMs) return null;
    this.#latest = now;
    const seconds = (now - this.#start) / 1000;
    const perSecond = fresh >= tooFew && seconds > 0 ? fresh / seconds : null;
    return {
      stage: this.#stage,
      done: of === 0 ? 1 : Math.min(1, done / of),
      secondsLeft: null,
      imagesPerSecond: perSecond,
      point: null,
    };
  }
}
