import { Worker } from 'node:worker_threads';
import { fail, type Result } from '../../contract/errors.ts';
import type { BackupHeader } from './backup-header.ts';
import type { SealJob } from './seal-job.ts';
import type { UnsealJob } from './unseal-job.ts';

/** What such a thread is given: one or the other. */
export type ThreadWork =
  | { readonly seal: SealJob; readonly unseal?: never }
  | { readonly seal?: never; readonly unseal: UnsealJob };

/**
 * Does jobs in threads of their own, so that no check waits for a large database. `entry`: the file of
 * such a thread.
 */
export class SealThreads {
  readonly #entry: string;
  readonly #running = new Set<Worker>();

  constructor(entry: string) {
    this.#entry = entry;
  }

  /** Errors: those of the job; store-unavailable where its thread ended without an answer. */
  readonly run = (seal: SealJob): Promise<Result<BackupHeader>> => this.#work({ seal });

  /** Errors: the same. */
  readonly unseal = (unseal: UnsealJob): Promise<Result<BackupHeader>> => this.#work({ unseal });

  /** Ends what is under way; whoever waits for it gets an error. */
  async close(): Promise<void> {
    await Promise.all([...this.#running].map((worker) => worker.terminate()));
  }

  #work(work: ThreadWork): Promise<Result<BackupHeader>> {
    const worker = new Worker(this.#entry, { workerData: work });
    this.#running.add(worker);
    return new Promise((resolve) => {
      worker.once('message', (answer: Result<BackupHeader>) => resolve(answer));
      worker.once('error', (cause) => resolve(fail('store-unavailable', String(cause))));
      worker.once('exit', () => {
        this.#running.delete(worker);
        resolve(fail('store-unavailable', 'the backup was stopped'));
      });
    });
  }
}
