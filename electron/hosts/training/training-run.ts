import { fail, type Result } from '../../contract/errors.ts';
import type { TrainingProgress } from '../../contract/training.ts';
import { firstLineOf } from '../../vision/first-line.ts';
import type { ProcessPort, SpawnProcess } from '../spawn-process.ts';
import type { JobEnd, TrainingJob } from './job.ts';
import { parseTrainingWord, type TrainingOrder, type TrainingWord } from './protocol.ts';

/**
 * How long a training that was told to stop may take for it, ms: it ends its step and writes its
 * checkpoint, some hundred MB to a slow disk at most. What an earlier checkpoint has is kept.
 */
export const stopLimitMs = 20_000;

export interface RunOptions {
  readonly spawn: SpawnProcess;
  readonly args: readonly string[];
  readonly job: TrainingJob;
  readonly onProgress: (progress: TrainingProgress) => void;
}

/** One training in a process of its own, from its start to its end. */
export class TrainingRun {
  /** How it ended; never rejects. A process that dies before it said so: training-ended. */
  readonly ended: Promise<Result<JobEnd>>;
  readonly #options: RunOptions;
  readonly #settle: (end: Result<JobEnd>) => void;
  #port: ProcessPort | null = null;
  #started = false;
  #stopping = false;
  #timer: NodeJS.Timeout | null = null;

  constructor(options: RunOptions) {
    this.#options = options;
    const { promise, resolve } = Promise.withResolvers<Result<JobEnd>>();
    this.ended = promise;
    this.#settle = resolve;
    try {
      this.#listenTo(options.spawn(options.args));
    } catch (cause) {
      resolve(fail('training-ended', firstLineOf(cause)));
    }
  }

  /** Asks it to end in good order, and ends it where it does not within `stopLimitMs`. */
  stop(): void {
    if (this.#stopping || this.#port === null) return;
    this.#stopping = true;
    // One that has no job yet has nothing to put in order.
    if (!this.#started) return this.kill();
    this.#send({ kind: 'stop' });
    this.#timer = setTimeout(() => this.kill(), stopLimitMs);
    this.#timer.unref();
  }

  /** Ends it at once. */
  kill(): void {
    this.#stopping = true;
    this.#port?.kill();
    this.#end({ ok: true, value: { state: 'stopped' } });
  }

  #listenTo(port: ProcessPort): void {
    this.#port = port;
    port.onMessage((message) => {
      const word = parseTrainingWord(message);
      if (word !== null && this.#port !== null) this.#hear(word);
    });
    port.onExit((reason) => {
      // Somebody who ends a training that is stopping anyway has only been quicker.
      this.#end(
        this.#stopping ? { ok: true, value: { state: 'stopped' } } : fail('training-ended', reason),
      );
    });
  }

  #hear(word: TrainingWord): void {
    if (word.kind === 'progress') return this.#options.onProgress(word.progress);
    if (word.kind === 'ready') {
      this.#started = true;
      return this.#send({ kind: 'run', job: this.#options.job });
    }
    const port = this.#port;
    this.#end(word.result);
    port?.kill();
  }

  #send(order: TrainingOrder): void {
    this.#port?.send(order);
  }

  /** Only the first end counts. */
  #end(end: Result<JobEnd>): void {
    this.#port = null;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#settle(end);
  }
}
