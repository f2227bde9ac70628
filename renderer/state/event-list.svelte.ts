import type { Response } from '../../electron/contract/channels.ts';
import type { ErrorCode } from '../../electron/contract/errors.ts';
import type { StationEvent } from '../../electron/contract/messages.ts';
import type { Transport } from '../../electron/contract/transport.ts';
import { everything, wantedOf, type EventFilter } from './event-filter.ts';

/** Rows fetched at once. */
const pageRows = 100;
/** Typing is waited out for this long before the log is asked again, ms. */
const typingMs = 160;

/** What of the event log is looked for, as far as it was scrolled, newest first. */
export class EventList {
  readonly #transport: Transport;
  #filter = $state.raw<EventFilter>(everything);
  /** The filter that the rows on the screen belong to. */
  #filtered = $state.raw<EventFilter>(everything);
  #typing: ReturnType<typeof setTimeout> | undefined;
  #rows = $state.raw<readonly StationEvent[]>([]);
  #total = $state.raw<number | null>(null);
  #error = $state.raw<ErrorCode | null>(null);
  #complete = $state.raw(false);
  #loadingOlder = false;
  #refreshing: Promise<number> | null = null;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  get filter(): EventFilter {
    return this.#filter;
  }

  /** The filter that the rows belong to. */
  get filtered(): EventFilter {
    return this.#filtered;
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

  /** Rows stay until those of the new filter are there. Words are waited for, choices are not. */
  look(change: Partial<EventFilter>): void {
    this.#filter = { ...this.#filter, ...change };
    clearTimeout(this.#typing);
    const wait = change.query === undefined ? 0 : typingMs;
    this.#typing = setTimeout(() => void this.#lookAnew(), wait);
  }

  async older(): Promise<void> {
    const oldest = this.#rows.at(-1);
    if (!oldest || this.#complete || this.#loadingOlder) return;
    const filtered = this.#filtered;
    this.#loadingOlder = true;
    const answer = await this.#page(filtered, oldest.seq);
    this.#loadingOlder = false;
    if (!answer) return;
    // The list began anew meanwhile, so this page lies elsewhere: what follows it is asked for.
    if (filtered !== this.#filtered || this.#rows.at(-1)?.seq !== oldest.seq) return this.older();
    this.#rows = [...this.#rows, ...answer.events];
    this.#complete = answer.events.length < pageRows;
  }

  /** Fetches what is new and returns how many rows were put on top. Names may have changed too. */
  refresh(): Promise<number> {
    this.#refreshing ??= this.#refresh().finally(() => (this.#refreshing = null));
    return this.#refreshing;
  }

  async #lookAnew(): Promise<void> {
    const filter = this.#filter;
    const page = await this.#page(filter);
    if (!page || filter !== this.#filter) return;
    this.#filtered = filter;
    this.#begin(page);
  }

  async #refresh(): Promise<number> {
    const filtered = this.#filtered;
    const page = await this.#page(filtered);
    // Other rows are being looked at meanwhile.
    if (!page || filtered !== this.#filtered) return 0;
    const newest = this.#rows[0]?.seq ?? 0;
    const oldestFetched = page.events.at(-1)?.seq ?? 0;
    const added = page.events.filter((row) => row.seq > newest).length;
    // With a gap between the page and what is here, the page is the new beginning.
    const isWhole = page.events.length < pageRows;
    if (isWhole || newest === 0 || oldestFetched > newest + 1) this.#begin(page);
    else {
      this.#total = page.total;
      this.#rows = [...page.events, ...this.#rows.filter((row) => row.seq < oldestFetched)];
    }
    return added;
  }

  #begin(page: Response<'events.list'>): void {
    this.#total = page.total;
    this.#rows = page.events;
    this.#complete = page.events.length < pageRows;
  }

  async #page(filter: EventFilter, before?: number) {
    const position = before === undefined ? {} : { before };
    const wanted = wantedOf(filter, Date.now());
    const answer = await this.#transport.request('events.list', {
      ...position,
      ...wanted,
      limit: pageRows,
    });
    this.#error = answer.ok ? null : answer.error.code;
    return answer.ok ? answer.value : null;
  }
}
