import type { Result, StationError } from '../contract/errors.ts';

interface Call {
  readonly settle: (result: Result<unknown>) => void;
  /** How long the call may take once it is the oldest, ms. */
  readonly limitMs: number;
}

/**
 * Calls under way in a process that works on one at a time. Only the oldest is being worked on,
 * so only its time runs: those behind it cannot make a healthy process look hung.
 */
export class PendingCalls {
  readonly #onOverdue: (limitMs: number) => void;
  /** By id, oldest first. */
  readonly #calls = new Map<number, Call>();
  #watched: { readonly id: number; readonly timer: NodeJS.Timeout } | null = null;

  /** `onOverdue` is called when the oldest call was not answered within its limit. */
  constructor(onOverdue: (limitMs: number) => void) {
    this.#onOverdue = onOverdue;
  }

  add(id: number, call: Call): void {
    this.#calls.set(id, call);
    this.#watchOldest();
  }

  /** Answers a call, once. Unknown ids are ignored. */
  settle(id: number, result: Result<unknown>): void {
    const call = this.#calls.get(id);
    this.#calls.delete(id);
    this.#watchOldest();
    call?.settle(result);
  }

  rejectAll(error: StationError): void {
    const calls = [...this.#calls.values()];
    this.#calls.clear();
    this.#watchOldest();
    for (const { settle } of calls) settle({ ok: false, error });
  }

  #watchOldest(): void {
    const [oldest] = this.#calls;
    if (oldest?.[0] === this.#watched?.id) return;
    clearTimeout(this.#watched?.timer);
    this.#watched = null;
    if (!oldest) return;
    const [id, { limitMs }] = oldest;
    this.#watched = { id, timer: setTimeout(() => this.#onOverdue(limitMs), limitMs) };
  }
}
