/**
 * Lets a value through only once it has been the same for `holdMs`, so that words on the screen do
 * not flicker with every frame.
 */
export class Steady<T> {
  readonly #holdMs: number;
  #shown: T;
  #waiting: T;
  #since = Number.NEGATIVE_INFINITY;

  constructor(initial: T, holdMs: number) {
    this.#shown = initial;
    this.#waiting = initial;
    this.#holdMs = holdMs;
  }

  /** Takes the newest value at `now`, ms, and returns the one to show. */
  take(value: T, now: number): T {
    if (value !== this.#waiting) {
      this.#waiting = value;
      this.#since = now;
    }
    if (now - this.#since >= this.#holdMs) this.#shown = this.#waiting;
    return this.#shown;
  }

  reset(value: T): T {
    this.#shown = value;
    this.#waiting = value;
    return value;
  }
}
