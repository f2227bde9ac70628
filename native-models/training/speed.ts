import { performance } from 'node:perf_hooks';

/**
 * Steps over which the speed is taken: it is to follow a machine that becomes busy, and not to jump
 * at each measuring in between.
 */
const stepsCounted = 400;

/** How long a run has taken, those parts before a resume included, and how fast it is of late. */
export class Speed {
  readonly #offset: number;
  readonly #start = performance.now();
  /** Of the latest steps. The first one does not count: it waits for the threads to start. */
  readonly #ends: number[] = [];

  /** `before`: seconds that the run took before it was gone on with. */
  constructor(before: number) {
    this.#offset = before;
  }

  get seconds(): number {
    return this.#offset + (performance.now() - this.#start) / 1000;
  }

  /** To be told at the end of each step. */
  stepped(): void {
    this.#ends.push(this.seconds);
    if (this.#ends.length > stepsCounted + 1) this.#ends.shift();
  }

  /** With all that is done between steps. Null before the second step is over. */
  get secondsPerStep(): number | null {
    const steps = this.#ends.length - 1;
    return steps < 1 ? null : (this.#ends.at(-1)! - this.#ends[0]!) / steps;
  }
}

/** Says when something is due again. */
export class Every {
  #seconds: number;
  #last: number;

  constructor(seconds: number, now: number) {
    this.#seconds = seconds;
    this.#last = now;
  }

  isDue(now: number): boolean {
    return now - this.#last >= this.#seconds;
  }

  /** It was done; `seconds`: until it is due again, where that changes. */
  done(now: number, seconds: number = this.#seconds): void {
    this.#last = now;
    this.#seconds = seconds;
  }
}
