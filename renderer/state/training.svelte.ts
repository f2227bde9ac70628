import type { ErrorCode, Result } from '../../electron/contract/errors.ts';
import type { Transport } from '../../electron/contract/transport.ts';
import type { TrainingRequest, TrainingView } from '../../electron/contract/training.ts';

/** What the page asks the station to do. */
export type TrainingDeed = 'start' | 'stop' | 'adopt' | 'discard' | 'back';

/** Something that the station did not do, and why. */
export interface RefusedDeed {
  readonly deed: TrainingDeed;
  readonly code: ErrorCode;
}

/**
 * The longest that a run under way goes unasked, ms. Notices tell of it sooner; one may be lost, and
 * time left runs down without any.
 */
const pollMs = 2000;

/** What can be trained, the run under way, and what came of it. */
export class TrainingState {
  readonly #transport: Transport;
  #view = $state.raw<TrainingView | null>(null);
  #error = $state.raw<ErrorCode | null>(null);
  #refused = $state.raw<RefusedDeed | null>(null);
  #busy = $state.raw<TrainingDeed | null>(null);
  #asked = 0;
  #asking = false;
  #again = false;
  #watching = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** Null until the first answer. */
  get view(): TrainingView | null {
    return this.#view;
  }

  /** Why the newest answer could not be had. */
  get error(): ErrorCode | null {
    return this.#error;
  }

  /** The last deed, where the station refused it. */
  get refused(): RefusedDeed | null {
    return this.#refused;
  }

  /** What the station is doing for this window right now. */
  get busy(): TrainingDeed | null {
    return this.#busy;
  }

  /** True from the start of a run to its end, whoever started it. */
  get underWay(): boolean {
    const state = this.#view?.run?.state;
    return state === 'running' || state === 'stopping';
  }

  /** Follows what is trained until the returned function is called. */
  watch(): () => void {
    this.#watching = true;
    void this.refresh();
    return () => {
      this.#watching = false;
      clearTimeout(this.#timer);
    };
  }

  /** Asks once at a time: what comes up meanwhile is asked for afterwards, however often. */
  async refresh(): Promise<void> {
    if (this.#asking) {
      this.#again = true;
      return;
    }
    this.#asking = true;
    const asked = ++this.#asked;
    const answer = await this.#transport.request('training.get', {});
    this.#asking = false;
    // What a deed answered meanwhile is newer.
    if (asked === this.#asked) this.#take(answer);
    this.#follow();
    if (!this.#again) return;
    this.#again = false;
    await this.refresh();
  }

  start(request: TrainingRequest): Promise<void> {
    return this.#do('start', () => this.#transport.request('training.start', request));
  }

  stop(): Promise<void> {
    return this.#do('stop', () => this.#transport.request('training.stop', {}));
  }

  /** Only a challenger that is measurably better is taken: see `contestSchema`. */
  adopt(): Promise<void> {
    return this.#do('adopt', () => this.#transport.request('training.adopt', {}));
  }

  discard(): Promise<void> {
    return this.#do('discard', () => this.#transport.request('training.discard', {}));
  }

  back(): Promise<void> {
    return this.#do('back', () => this.#transport.request('training.back', {}));
  }

  async #do(deed: TrainingDeed, ask: () => Promise<Result<TrainingView>>): Promise<void> {
    if (this.#busy !== null) return;
    this.#busy = deed;
    this.#refused = null;
    const answer = await ask();
    this.#busy = null;
    this.#asked += 1;
    if (answer.ok) this.#take(answer);
    else this.#refused = { deed, code: answer.error.code };
    this.#follow();
  }

  #take(answer: Result<TrainingView>): void {
    this.#error = answer.ok ? null : answer.error.code;
    if (answer.ok) this.#view = answer.value;
  }

  #follow(): void {
    clearTimeout(this.#timer);
    if (!this.#watching || !this.underWay) return;
    this.#timer = setTimeout(() => void this.refresh(), pollMs);
  }
}
