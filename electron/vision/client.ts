import { fail, ok, type Result, type StationError } from '../contract/errors.ts';
import type { Photo } from '../contract/messages.ts';
import type { Observation } from '../contract/observation.ts';
import { Backoff } from './backoff.ts';
import type { SpawnVision, VisionPort } from './port.ts';
import type { BareTimes } from './pipeline.ts';
import { parseVisionMessage, type VisionMessage } from './protocol.ts';

/** How long a call waits for a process that is starting, in ms. */
const readyLimitMs = 8000;
/** How long one picture may take, in ms, before the process counts as hung and is ended. */
const answerLimitMs = 20_000;

interface Pending {
  readonly settle: (result: Result<unknown>) => void;
  readonly timer: NodeJS.Timeout;
}

type Process =
  | { readonly state: 'starting' | 'ready'; readonly port: VisionPort }
  | { readonly state: 'waiting'; readonly timer: NodeJS.Timeout }
  | { readonly state: 'failed'; readonly error: StationError }
  | { readonly state: 'closed' };

export interface VisionClientOptions {
  readonly spawn: SpawnVision;
  readonly args: readonly string[];
  /** Called when the process became ready, was lost, or cannot start. */
  readonly onChange: (error: StationError | null) => void;
}

/**
 * The vision process as the station sees it: started at once, restarted with back-off when it
 * dies. What was under way then is answered `vision-restarting`; what comes while it starts waits.
 */
export class VisionClient {
  readonly #options: VisionClientOptions;
  readonly #backoff = new Backoff();
  readonly #pending = new Map<number, Pending>();
  #waiters: (() => void)[] = [];
  #process: Process = { state: 'closed' };
  #nextId = 1;

  constructor(options: VisionClientOptions) {
    this.#options = options;
    this.#start();
  }

  /** Faces in one picture. Errors: image, model and vision codes. */
  observe(photo: Photo, encode: 'largest' | 'none'): Promise<Result<Observation>> {
    return this.#call<Observation>({ kind: 'observe', photo, encode });
  }

  /** Times of the models alone on the inputs of the latest `observe`. Errors: vision codes. */
  bare(): Promise<Result<BareTimes>> {
    return this.#call<BareTimes>({ kind: 'bare' });
  }

  /** Waits until the process can take pictures. Errors: model and vision codes. */
  async ready(): Promise<Result<void>> {
    if (this.#process.state === 'failed') this.#start();
    if (this.#process.state !== 'ready') await this.#startedOrLate();
    if (this.#process.state === 'ready') return ok(undefined);
    if (this.#process.state === 'failed') return { ok: false, error: this.#process.error };
    return fail('vision-unavailable');
  }

  close(): void {
    const process = this.#process;
    this.#process = { state: 'closed' };
    if (process.state === 'waiting') clearTimeout(process.timer);
    if ('port' in process) process.port.kill();
    this.#rejectPending();
    this.#wakeWaiters();
  }

  async #call<T>(request: object): Promise<Result<T>> {
    const ready = await this.ready();
    if (!ready.ok) return ready;
    const process = this.#process;
    if (process.state !== 'ready') return fail('vision-restarting');
    const id = this.#nextId++;
    return new Promise((resolve) => {
      const timer = setTimeout(() => process.port.kill(), answerLimitMs);
      // The child answers a request with the type that goes with its kind.
      const settle = (result: Result<unknown>): void => resolve(result as Result<T>);
      this.#pending.set(id, { settle, timer });
      process.port.send({ ...request, id });
    });
  }

  #start(): void {
    const port = this.#options.spawn(this.#options.args);
    this.#process = { state: 'starting', port };
    port.onMessage((message) => this.#receive(port, parseVisionMessage(message)));
    port.onExit((reason) => this.#exited(port, reason));
  }

  #receive(port: VisionPort, message: VisionMessage | null): void {
    if (!message || !('port' in this.#process) || this.#process.port !== port) return;
    if (message.kind === 'ready') {
      this.#process = { state: 'ready', port };
      this.#backoff.started(performance.now());
      this.#options.onChange(null);
      this.#wakeWaiters();
    } else if (message.kind === 'failed') {
      // Starting again would fail again: the next call tries, not a timer.
      this.#process = { state: 'failed', error: message.error };
      port.kill();
      this.#options.onChange(message.error);
      this.#wakeWaiters();
    } else {
      this.#settle(message.id, message.result);
    }
  }

  #exited(port: VisionPort, reason: string): void {
    if (!('port' in this.#process) || this.#process.port !== port) return;
    const delay = this.#backoff.nextDelay(performance.now());
    const timer = setTimeout(() => this.#start(), delay);
    this.#process = { state: 'waiting', timer };
    this.#options.onChange({ ...fail('vision-restarting', reason).error });
    this.#rejectPending();
  }

  #settle(id: number, result: Result<unknown>): void {
    const pending = this.#pending.get(id);
    if (!pending) return;
    clearTimeout(pending.timer);
    this.#pending.delete(id);
    pending.settle(result);
  }

  #rejectPending(): void {
    for (const id of [...this.#pending.keys()]) this.#settle(id, fail('vision-restarting'));
  }

  #startedOrLate(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, readyLimitMs);
      this.#waiters.push(() => {
        clearTimeout(timer);
        resolve();
      });
    });
  }

  #wakeWaiters(): void {
    const waiters = this.#waiters;
    this.#waiters = [];
    for (const wake of waiters) wake();
  }
}
