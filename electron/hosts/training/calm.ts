/** Calls at once, then at most once in a while: what comes between is one call at its end. */
export class Calm {
  readonly #call: () => void;
  readonly #pauseMs: number;
  #timer: NodeJS.Timeout | null = null;
  #wanted = false;

  constructor(call: () => void, pauseMs: number) {
    this.#call = call;
    this.#pauseMs = pauseMs;
  }

  /** Something changed. */
  ask(): void {
    if (this.#timer !== null) {
      this.#wanted = true;
      return;
    }
    this.now();
  }

  /** Something changed that nobody should wait for. */
  now(): void {
    this.close();
    this.#call();
    this.#timer = setTimeout(() => this.#passed(), this.#pauseMs);
    this.#timer.unref();
  }

  /** Calls no more until it is asked again. */
  close(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#wanted = false;
  }

  #passed(): void {
    this.#timer = null;
    if (this.#wanted) this.now();
  }
}
