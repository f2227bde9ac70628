import { fail, ok, stationError, type Result, type StationError } from '../contract/errors.ts';
import type { Photo } from '../contract/messages.ts';
import type { Observation, Wish } from '../contract/observation.ts';
import { Backoff } from './backoff.ts';
import type { PackExamination } from './examine.ts';
import { firstLineOf } from './first-line.ts';
import { PendingCalls } from './pending-calls.ts';
import type { BareTimes } from './pipeline.ts';
import type { SpawnVision, VisionPort } from './port.ts';
import {
  parseVisionMessage,
  type VisionAnswers,
  type VisionMessage,
  type VisionQuestion,
} from './protocol.ts';
import { Waiters } from './waiters.ts';

/** Milliseconds after which a process that is silent counts as hung and is ended. */
export const visionLimits = {
  /** From its start until it is ready: reading and hashing the models from a slow disk. */
  start: 30_000,
  /** For one camera frame, and for one photo, which is decoded and looked at thoroughly. */
  frame: 5000,
  file: 20_000,
  /** For what the bench asks: the models' latest runs once more. */
  bare: 20_000,
  /** For all models of a pack that nobody here has seen before, some times each. */
  examine: 60_000,
  /** How long a call waits for a process that is starting. */
  ready: 8000,
} as const;

type Process =
  | { readonly state: 'starting'; readonly port: VisionPort; readonly timer: NodeJS.Timeout }
  | { readonly state: 'ready'; readonly port: VisionPort }
  | { readonly state: 'waiting'; readonly timer: NodeJS.Timeout }
  | { readonly state: 'failed'; readonly error: StationError; readonly retryFrom: number }
  | { readonly state: 'closed' };

export interface VisionClientOptions {
  readonly spawn: SpawnVision;
  readonly args: readonly string[];
  /** Called when the process became ready, was lost, or cannot start. */
  readonly onChange: (error: StationError | null) => void;
  /** Ms of a steady clock. */
  readonly tick?: () => number;
}

/**
 * The vision process as the station sees it: started at once, restarted with back-off when it
 * dies or hangs. What was under way then is answered `vision-restarting`; what comes while it
 * starts waits. A process that says it cannot start is tried again by a call, never by a timer.
 */
export class VisionClient {
  readonly #options: VisionClientOptions;
  readonly #tick: () => number;
  readonly #backoff = new Backoff();
  readonly #pending = new PendingCalls((limitMs) => this.#overdue(limitMs));
  readonly #waiters = new Waiters();
  #process: Process = { state: 'closed' };
  /** Why the latest process was lost. */
  #lastLoss: string | undefined;
  #nextId = 1;

  constructor(options: VisionClientOptions) {
    this.#options = options;
    this.#tick = options.tick ?? (() => performance.now());
    this.#start();
  }

  /** Faces in one picture. Errors: image, model and vision codes. */
  observe(photo: Photo, wish: Wish): Promise<Result<Observation>> {
    return this.#call({ kind: 'observe', photo, wish }, visionLimits[photo.kind]);
  }

  /**
   * The largest face with what is around it, as a JPEG file from which it can be encoded again.
   * Errors: image, model and vision codes.
   */
  crop(photo: Photo): Promise<Result<Uint8Array>> {
    return this.#call({ kind: 'crop', photo }, visionLimits.file);
  }

  /** What the pack's models really are, found by running them. Errors: model and vision codes. */
  examine(): Promise<Result<PackExamination>> {
    return this.#call({ kind: 'examine' }, visionLimits.examine);
  }

  /** Times of the models alone on the inputs of the latest `observe`. Errors: vision codes. */
  bare(): Promise<Result<BareTimes>> {
    return this.#call({ kind: 'bare' }, visionLimits.bare);
  }

  /** Waits until the process can take pictures. Errors: model and vision codes. */
  async ready(): Promise<Result<void>> {
    if (this.#process.state === 'failed' && this.#tick() >= this.#process.retryFrom) this.#start();
    const { state } = this.#process;
    if (state === 'starting' || state === 'waiting') await this.#waiters.wait(visionLimits.ready);
    const process = this.#process;
    if (process.state === 'ready') return ok(undefined);
    if (process.state === 'failed') return { ok: false, error: process.error };
    return fail('vision-unavailable', this.#lastLoss);
  }

  close(): void {
    const process = this.#process;
    this.#process = { state: 'closed' };
    if ('timer' in process) clearTimeout(process.timer);
    if ('port' in process) process.port.kill();
    this.#pending.rejectAll(stationError('vision-unavailable'));
    this.#waiters.wakeAll();
  }

  async #call<Kind extends keyof VisionAnswers>(
    question: VisionQuestion & { readonly kind: Kind },
    limitMs: number,
  ): Promise<Result<VisionAnswers[Kind]>> {
    const ready = await this.ready();
    if (!ready.ok) return ready;
    const process = this.#process;
    if (process.state !== 'ready') return fail('vision-restarting');
    const id = this.#nextId++;
    return new Promise((resolve) => {
      // The child answers a question with the type that goes with its kind.
      const settle = (result: Result<unknown>): void =>
        resolve(result as Result<VisionAnswers[Kind]>);
      this.#pending.add(id, { settle, limitMs });
      process.port.send({ ...question, id });
    });
  }

  #start(): void {
    let port: VisionPort;
    try {
      port = this.#options.spawn(this.#options.args);
    } catch (cause) {
      this.#lose(firstLineOf(cause));
      return;
    }
    const timer = setTimeout(() => this.#overdue(visionLimits.start), visionLimits.start);
    this.#process = { state: 'starting', port, timer };
    port.onMessage((message) => this.#receive(port, parseVisionMessage(message)));
    port.onExit((reason) => {
      if (this.#isCurrent(port)) this.#lose(reason);
    });
  }

  #receive(port: VisionPort, message: VisionMessage | null): void {
    if (!message || !this.#isCurrent(port)) return;
    if (message.kind === 'answer') this.#pending.settle(message.id, message.result);
    else if (message.kind === 'failed') this.#fail(port, message.error);
    else if (this.#process.state === 'starting') this.#becomeReady(port, this.#process.timer);
  }

  #becomeReady(port: VisionPort, timer: NodeJS.Timeout): void {
    clearTimeout(timer);
    this.#process = { state: 'ready', port };
    this.#backoff.started(this.#tick());
    this.#options.onChange(null);
    this.#waiters.wakeAll();
  }

  /** Starting again would fail again, until somebody mends what is named. */
  #fail(port: VisionPort, error: StationError): void {
    if ('timer' in this.#process) clearTimeout(this.#process.timer);
    const now = this.#tick();
    const retryFrom = now + this.#backoff.nextDelay(now);
    this.#process = { state: 'failed', error, retryFrom };
    port.kill();
    this.#options.onChange(error);
    this.#pending.rejectAll(error);
    this.#waiters.wakeAll();
  }

  /** A stopped or hung process may not even die at once: it counts as lost from here on. */
  #overdue(limitMs: number): void {
    if (!('port' in this.#process)) return;
    this.#process.port.kill();
    this.#lose(`gave no sign of life for ${limitMs / 1000} s`);
  }

  #lose(reason: string): void {
    if ('timer' in this.#process) clearTimeout(this.#process.timer);
    this.#lastLoss = reason;
    const delay = this.#backoff.nextDelay(this.#tick());
    this.#process = { state: 'waiting', timer: setTimeout(() => this.#start(), delay) };
    const error = stationError('vision-restarting', reason);
    this.#options.onChange(error);
    this.#pending.rejectAll(error);
  }

  /** What an earlier process still says or does changes nothing. */
  #isCurrent(port: VisionPort): boolean {
    return 'port' in this.#process && this.#process.port === port;
  }
}
