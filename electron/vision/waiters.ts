/** Calls that wait for the process to start, each for a limited time. */
export class Waiters {
  readonly #wake = new Set<() => void>();

  /** Resolves at the next `wakeAll`, or after `limitMs`. */
  wait(limitMs: number): Promise<void> {
    return new Promise((resolve) => {
      const wake = (): void => {
        clearTimeout(timer);
        this.#wake.delete(wake);
        resolve();
      };
      const timer = setTimeout(wake, limitMs);
      this.#wake.add(wake);
    });
  }

  wakeAll(): void {
    for (const wake of [...this.#wake]) wake();
  }
}
