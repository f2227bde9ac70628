import { doneAt, type Leg } from './schedule.ts';

/** How long to train: by the clock, by epochs, or to a step; what came before a resume counts. */
export type Limit =
  | { readonly kind: 'minutes'; readonly minutes: number }
  | { readonly kind: 'epochs'; readonly epochs: number }
  | { readonly kind: 'steps'; readonly steps: number };

/** Steps after which the speed is first known well enough, and between looks at the clock. */
const firstLook = 10;
const stepsBetweenLooks = 25;

/** A new end is set only where it differs by this share of the old one: else runs could not be told. */
const worthChanging = 0.03;

/** A run by the clock that could not foresee its end is over after this much more. */
const mostOverrun = 1.05;

/**
 * How far a run is, 0..1, and when it ends. By steps or epochs the clock does not matter, so that
 * the same seed gives the same model. By the clock the end is a step as well, foreseen from the
 * speed: its `legs` then say all that the clock had a part in.
 */
export class Pace {
  readonly #limitSeconds: number | null;
  readonly #legs: Leg[];
  #nextLook: number;

  /** `legs`: of the run that is gone on with, else none. `step`: the first one now. */
  constructor(limit: Limit, batchesPerEpoch: number, legs: readonly Leg[] = [], step = 0) {
    this.#legs = [...legs];
    this.#limitSeconds = limit.kind === 'minutes' ? 60 * limit.minutes : null;
    this.#nextLook = step + firstLook;
    if (limit.kind === 'minutes') return;
    const end =
      limit.kind === 'steps' ? limit.steps : Math.max(1, Math.ceil(limit.epochs * batchesPerEpoch));
    if (this.#end !== end) this.#legs.push({ step, end });
  }

  get legs(): readonly Leg[] {
    return this.#legs;
  }

  /** Share of the run before that step, 0..1. */
  doneAt(step: number): number {
    return doneAt(this.#legs, step);
  }

  isOver(step: number, seconds: number): boolean {
    if (this.#end !== null && step >= this.#end) return true;
    return this.#limitSeconds !== null && seconds >= this.#limitSeconds * mostOverrun;
  }

  /** `secondsPerStep`: of late. Null where nobody can say. */
  secondsLeft(step: number, secondsPerStep: number): number | null {
    return this.#end === null ? null : Math.max(0, this.#end - step) * secondsPerStep;
  }

  /** To be told after each step, whose number is `step` now; `seconds`: of the whole run so far. */
  look(step: number, seconds: number, secondsPerStep: number): void {
    if (this.#limitSeconds === null || step < this.#nextLook) return;
    this.#nextLook = step + stepsBetweenLooks;
    const left = Math.max(0, this.#limitSeconds - seconds) / secondsPerStep;
    const end = step + Math.max(1, Math.round(left));
    const known = this.#end;
    if (known === null || Math.abs(end - known) > worthChanging * known) {
      this.#legs.push({ step, end });
    }
  }

  get #end(): number | null {
    return this.#legs.at(-1)?.end ?? null;
  }
}
