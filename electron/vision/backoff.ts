const firstDelayMs = 100;
const longestDelayMs = 10_000;
/** A process that lived this long was healthy: the next death is the first of a new series. */
const healthyMs = 30_000;

/** Delays between restarts: at once after a healthy life, then doubling. */
export class Backoff {
  #deaths = 0;
  #startedAt: number | null = null;

  /** The process became ready at `tick`, ms of a steady clock. */
  started(tick: number): void {
    this.#startedAt = tick;
  }

  /** The process died at `tick`. Returns the ms to wait before starting it again. */
  nextDelay(tick: number): number {
    const healthy = this.#startedAt !== null && tick - this.#startedAt >= healthyMs;
    this.#deaths = healthy ? 0 : this.#deaths;
    this.#startedAt = null;
    const delay =
      this.#deaths === 0
        ? 0
        : Math.min(longestDelayMs, firstDelayMs * 2 ** Math.min(this.#deaths - 1, 20));
    this.#deaths++;
    return delay;
  }
}
