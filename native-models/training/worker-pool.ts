import { Worker } from 'node:worker_threads';
import type { WorkerData, WorkerReply, WorkerTask } from './engine-protocol.ts';

/** Threads that each do one task at a time; a task waits for the first one that is free. */
export class WorkerPool {
  readonly #workers: readonly Worker[];
  readonly #exits: readonly Promise<void>[];
  readonly #free: Worker[];
  readonly #waiting: ((worker: Worker) => void)[] = [];
  readonly #rejects = new Set<(cause: Error) => void>();
  #lost: Error | null = null;

  /** `entry`: engine-worker.ts, or what it was bundled into. */
  constructor(entry: URL, count: number, data: WorkerData) {
    this.#workers = Array.from({ length: count }, () => new Worker(entry, { workerData: data }));
    this.#free = [...this.#workers];
    this.#exits = this.#workers.map(
      (worker) => new Promise((resolve) => worker.once('exit', () => resolve())),
    );
    for (const worker of this.#workers) {
      worker.on('error', (cause: Error) => this.#lose(cause));
      worker.once('exit', (code) => this.#lose(new Error(`a training thread ended (${code})`)));
    }
  }

  /** @throws Error when the task fails or a thread has ended */
  async run(task: WorkerTask): Promise<Float32Array | null> {
    const worker = await this.#take();
    try {
      return await this.#ask(worker, task);
    } finally {
      this.#give(worker);
    }
  }

  /** Gives every thread this task: none may be under way. */
  async runOnAll(task: WorkerTask): Promise<void> {
    await Promise.all(this.#workers.map((worker) => this.#ask(worker, task)));
  }

  /**
   * Each thread ends by itself behind what it is at: one that is ended from outside in the middle of
   * a model takes the whole process with it.
   */
  async close(): Promise<void> {
    this.#lose(new Error('the training threads were closed'));
    for (const worker of this.#workers) worker.postMessage(null);
    await Promise.all(this.#exits);
  }

  async #take(): Promise<Worker> {
    return this.#free.pop() ?? new Promise((resolve) => this.#waiting.push(resolve));
  }

  #give(worker: Worker): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#free.push(worker);
    else next(worker);
  }

  /** One question at a time: the next message is its answer. */
  async #ask(worker: Worker, task: WorkerTask): Promise<Float32Array | null> {
    if (this.#lost !== null) throw this.#lost;
    const { promise, resolve, reject } = Promise.withResolvers<WorkerReply>();
    this.#rejects.add(reject);
    worker.once('message', resolve);
    worker.postMessage(task);
    try {
      const reply = await promise;
      if (!reply.ok) throw new Error(reply.message);
      return reply.encodings ?? null;
    } finally {
      this.#rejects.delete(reject);
      worker.off('message', resolve);
    }
  }

  /** Whoever waits is answered; whoever comes later too. */
  #lose(cause: Error): void {
    this.#lost ??= cause;
    for (const reject of this.#rejects) reject(this.#lost);
  }
}
