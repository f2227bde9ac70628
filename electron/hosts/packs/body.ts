import { fail, ok, type Result } from '../../contract/errors.ts';

/** The bytes of an answer as they come. One that is silent for too long is given up. */
export class Body {
  readonly #reader: ReadableStreamDefaultReader<Uint8Array> | null;
  readonly #abort: AbortController;
  readonly #stallMs: number;

  /** `abort` ends the request that the answer is of. */
  constructor(response: Response, abort: AbortController, stallMs: number) {
    this.#reader = response.body?.getReader() ?? null;
    this.#abort = abort;
    this.#stallMs = stallMs;
  }

  /** The next bytes; null at the end. Errors: fetch-interrupted. */
  async next(): Promise<Result<Uint8Array | null>> {
    if (this.#reader === null) return ok(null);
    const timer = setTimeout(() => this.#abort.abort(), this.#stallMs);
    try {
      const { done, value } = await this.#reader.read();
      return ok(done ? null : value);
    } catch {
      const silent = this.#abort.signal.aborted;
      return fail('fetch-interrupted', silent ? 'no byte came any more' : 'the connection ended');
    } finally {
      clearTimeout(timer);
    }
  }

  /** Ends the request; nothing more is asked for. */
  cancel(): void {
    this.#abort.abort();
  }
}
