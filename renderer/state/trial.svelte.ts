import type { ErrorCode, Result, StationError } from '../../electron/contract/errors.ts';
import { Countdown } from './countdown.svelte.ts';

/** Wait where the station asks for one and does not say how long, s. */
const unknownWait = 5;

/** Attempts at something that takes a secret, one at a time, with the wait after wrong ones. */
export class Trial {
  readonly #wait = new Countdown();
  #busy = $state.raw(false);
  #error = $state.raw<StationError | null>(null);

  get busy(): boolean {
    return this.#busy;
  }

  /** Why the last attempt failed; null once its wait is over. */
  get error(): ErrorCode | null {
    const code = this.#error?.code ?? null;
    return code === 'sign-in-wait' && this.wait === 0 ? null : code;
  }

  /** Seconds before the next attempt can succeed. */
  get wait(): number {
    return this.#wait.seconds;
  }

  /** Whether an attempt can be made now. */
  get ready(): boolean {
    return !this.#busy && this.wait === 0;
  }

  /** Null where the attempt failed, or could not be made. */
  async run<T>(work: () => Promise<Result<T>>): Promise<{ readonly value: T } | null> {
    if (!this.ready) return null;
    this.#busy = true;
    this.#error = null;
    const answer = await work();
    this.#busy = false;
    if (answer.ok) return { value: answer.value };
    this.#error = answer.error;
    if (answer.error.code === 'sign-in-wait') this.#wait.start(secondsOf(answer.error));
    return null;
  }

  forget(): void {
    this.#error = null;
  }
}

/** The seconds that the station's sentence names: the code alone does not carry them. */
function secondsOf({ message }: StationError): number {
  const named = /\d+/u.exec(message);
  return named ? Number(named[0]) : unknownWait;
}
