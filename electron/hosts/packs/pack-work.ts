import type { Response } from '../../contract/channels.ts';
import { fail, type Result } from '../../contract/errors.ts';

type Progress = NonNullable<Response<'packs.progress'>>;

/** Says how much is done, and of how much. */
export type Report = (done: number, of: number) => void;

/** One fetch or change of packs at a time, and how far it is. */
export class PackWork {
  readonly #onChange: () => void;
  readonly #end = new AbortController();
  #progress: Progress | null = null;

  /** `onChange` is called when something begins and when it ends, not at every step. */
  constructor(onChange: () => void = () => undefined) {
    this.#onChange = onChange;
  }

  /** Of what is under way; null where nothing is. */
  get progress(): Progress | null {
    return this.#progress;
  }

  /** Aborted by `close`. */
  get ended(): AbortSignal {
    return this.#end.signal;
  }

  /** Nothing is waited for any more: a download would hold its process up for as long as it takes. */
  close(): void {
    this.#end.abort();
  }

  /** Errors: models-changing where something else is under way, and the task's own. */
  async run<T>(
    what: Progress['what'],
    name: string,
    task: (report: Report) => Promise<Result<T>>,
  ): Promise<Result<T>> {
    const under = this.#progress;
    if (under !== null) return fail('models-changing', `${under.what} of ${under.name}`);
    this.#progress = { what, name, done: 0, of: 1 };
    this.#onChange();
    try {
      return await task((done, of) => (this.#progress = { what, name, done, of }));
    } finally {
      this.#progress = null;
      this.#onChange();
    }
  }
}
