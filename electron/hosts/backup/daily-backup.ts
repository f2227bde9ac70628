import type { Result } from '../../contract/errors.ts';
import type { Clock } from '../../station/interfaces.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** How often it is looked whether the day is over, ms. */
const lookMs = hourMs / 4;
/** The first look after a start, ms: nobody should wait for a backup then. */
const firstLookMs = 60_000;
/** How long one that failed is left alone, ms: a full disk must not fill the log, too. */
const retryMs = 6 * hourMs;

export interface DailyParts {
  /** When the automatic backups were made that there are, ms. */
  readonly times: () => Result<readonly number[]>;
  readonly make: () => Promise<Result<unknown>>;
  readonly clock: Pick<Clock, 'now'>;
  readonly log: (line: string) => void;
}

/** Makes a backup once a day, for as long as a window runs. */
export class DailyBackup {
  readonly #parts: DailyParts;
  #triedAt: number | null = null;
  #timer: NodeJS.Timeout | undefined;

  constructor(parts: DailyParts) {
    this.#parts = parts;
  }

  start(): void {
    this.#after(firstLookMs);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  /** Makes one where it is time; says whether it did. */
  async look(): Promise<boolean> {
    if (!this.#isDue()) return false;
    this.#triedAt = this.#parts.clock.now();
    return (await this.#parts.make()).ok;
  }

  /** A clock that went back makes the last one lie in the future: that is no reason to wait. */
  #isDue(): boolean {
    const now = this.#parts.clock.now();
    if (this.#triedAt !== null && Math.abs(now - this.#triedAt) < retryMs) return false;
    const times = this.#parts.times();
    return times.ok && times.value.every((madeAt) => Math.abs(now - madeAt) >= dayMs);
  }

  #after(ms: number): void {
    this.#timer = setTimeout(() => {
      const report = (cause: unknown) => this.#parts.log(`daily backup: ${String(cause)}`);
      void this.look()
        .catch(report)
        .then(() => {
          // Not where it was stopped meanwhile.
          if (this.#timer !== undefined) this.#after(lookMs);
        });
    }, ms);
    this.#timer.unref();
  }
}
