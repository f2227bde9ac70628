const secondMs = 1000;

/** Whole seconds that pass one by one. */
export class Countdown {
  #seconds = $state.raw(0);
  #timer: ReturnType<typeof setInterval> | undefined;

  /** How many are left; 0 when there is nothing to wait for. */
  get seconds(): number {
    return this.#seconds;
  }

  start(seconds: number): void {
    this.stop();
    this.#seconds = Math.max(0, Math.ceil(seconds));
    if (this.#seconds > 0) this.#timer = setInterval(() => this.#pass(), secondMs);
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#seconds = 0;
  }

  #pass(): void {
    this.#seconds -= 1;
    if (this.#seconds <= 0) this.stop();
  }
}
