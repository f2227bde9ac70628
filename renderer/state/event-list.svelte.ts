import type { ErrorCode } from '../../electron/contract/errors.ts';
import type { StationEvent } from '../../electron/contract/messages.ts';
import type { Transport } from '../../electron/contract/transport.ts';

/** Rows fetched at once. */
const pageRows = 100;

/** The event log as far as it was scrolled, newest first. */
export class EventList {
  readonly #transport: Transport;
  #rows = $state.raw<readonly StationEvent[]>([]);
  #total = $state.raw<number | null>(null);
  #error = $state.raw<ErrorCode | null>(null);
  #complete = $state.raw(false);
  #loadingOlder = false;
  #refreshing: Promise<number> | null = null;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  get rows(): readonly StationEvent[] {
    return this.#rows;
  }

  /** Null until the first answer. */
  get total(): number | null {
    return this.#total;
  }

  get error(): ErrorCode | null {
    return this.#error;
  }

  /** True where there is nothing older. */
  get complete(): boolean {
    return this.#complete;
  }

  async older(): Promise<void> {
    const oldest = this.#rows.at(-1);
    if (!oldest || this.#complete || this.#loadingOlder) return;
    this.#loadingOlder = true;
    const answer = await this.#page(oldest.seq);
    this.#loadingOlder = false;
    if (!answer) return;
    // The list began anew meanwhile, so this page lies elsewhere: what follows it is asked for.
    if (this.#rows.at(-1)?.seq !== oldest.seq) return this.older();
    this.#rows = [...this.#rows, ...answer.events];
    this.#complete = answer.events.length < pageRows;
  }

  /** Fetches what is new and returns how many rows were put on top. Names may have changed too. */
  refresh(): Promise<number> {
    this.#refreshing ??= this.#refresh().finally(() => (this.#refreshing = null));
    return this.#refreshing;
  }

  async #refresh(): Promise<number> {
    const page = await this.#page();
    if (!page) return 0;
    const newest = this.#rows[0]?.seq ?? 0;
    const oldestFetched = page.events.at(-1)?.seq ?? 0;
    this.#total = page.total;
    // With a gap between the page and what is here, the page is the new beginning.
    if (newest === 0 || oldestFetched > newest + 1) {
      this.#rows = page.events;
      this.#complete = page.events.length < pageRows;
      return page.events.length;
    }
    this.#rows = [...page.events, ...this.#rows.filter((row) => row.seq < oldestFetched)];
    return page.events.filter((row) => row.seq > newest).length;
  }

  async #page(before?: number) {
    const position = before === undefined ? {} : { before };
    const answer = await this.#transport.request('events.list', { ...position, limit: pageRows });
    this.#error = answer.ok ? null : answer.error.code;
    return answer.ok ? answer.value : null;
  }
}
