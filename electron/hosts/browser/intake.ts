import { atWorkLimits } from './limits.ts';

export interface IntakeOptions {
  /** Never rejects. */
  work(message: Buffer): Promise<void>;
  /** Called where the source shall send no more for now, and where it may go on. */
  hold(): void;
  goOn(): void;
}

/**
 * Lets a bounded number of messages in at a time, in order. The source is held meanwhile; what it
 * had sent already waits here, which is never more than it reads at once.
 */
export class Intake {
  readonly #options: IntakeOptions;
  readonly #waiting: Buffer[] = [];
  #requests = 0;
  #bytes = 0;

  constructor(options: IntakeOptions) {
    this.#options = options;
  }

  take(message: Buffer): void {
    this.#waiting.push(message);
    this.#next();
  }

  /** Forgets what waits. */
  clear(): void {
    this.#waiting.length = 0;
  }

  #next(): void {
    while (this.#hasRoom()) {
      const message = this.#waiting.shift();
      if (message === undefined) return this.#options.goOn();
      void this.#start(message);
    }
    this.#options.hold();
  }

  async #start(message: Buffer): Promise<void> {
    const { byteLength } = message;
    this.#requests += 1;
    this.#bytes += byteLength;
    await this.#options.work(message);
    this.#requests -= 1;
    this.#bytes -= byteLength;
    this.#next();
  }

  #hasRoom(): boolean {
    return this.#requests < atWorkLimits.requests && this.#bytes < atWorkLimits.bytes;
  }
}
