import type { ErrorCode } from '../../electron/contract/errors.ts';
import type { PersonSummary } from '../../electron/contract/messages.ts';
import type { Transport } from '../../electron/contract/transport.ts';
import type { RowRange } from './virtual-window.ts';

/** Rows fetched at once. */
const pageRows = 100;
/** Typing is waited out for this long before the list is asked again, ms. */
const typingMs = 120;

/** The enrolled people that match a search, fetched page by page as they come into view. */
export class PeopleList {
  readonly #transport: Transport;
  #query = $state.raw('');
  #total = $state.raw<number | null>(null);
  #pages = $state.raw<ReadonlyMap<number, readonly PersonSummary[]>>(new Map());
  #error = $state.raw<ErrorCode | null>(null);
  #searched = $state.raw('');
  #visible: RowRange = { first: 0, end: 1 };
  #asked = new Set<number>();
  #generation = 0;
  #typing: ReturnType<typeof setTimeout> | undefined;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  get query(): string {
    return this.#query;
  }

  /** The search the rows on the screen belong to. */
  get searched(): string {
    return this.#searched;
  }

  /** Null until the first answer. */
  get total(): number | null {
    return this.#total;
  }

  get error(): ErrorCode | null {
    return this.#error;
  }

  /** Undefined while the row is being fetched. */
  row(index: number): PersonSummary | undefined {
    return this.#pages.get(Math.floor(index / pageRows))?.[index % pageRows];
  }

  search(query: string): void {
    this.#query = query;
    clearTimeout(this.#typing);
    this.#typing = setTimeout(() => {
      this.#visible = { first: 0, end: 1 };
      this.refresh();
    }, typingMs);
  }

  /** Makes sure that these rows are there or on their way. */
  show(range: RowRange): void {
    this.#visible = range;
    const last = Math.max(range.first, range.end - 1);
    for (let page = pageOf(range.first); page <= pageOf(last); page++) void this.#fetch(page);
  }

  /** Asks again for what is on the screen; rows stay as they are until the answer comes. */
  refresh(): void {
    this.#generation += 1;
    this.#asked = new Set();
    this.show(this.#visible);
  }

  async #fetch(page: number): Promise<void> {
    if (this.#asked.has(page)) return;
    this.#asked.add(page);
    const generation = this.#generation;
    const query = this.#query.trim();
    const answer = await this.#transport.request('people.list', {
      query,
      offset: page * pageRows,
      limit: pageRows,
    });
    if (generation !== this.#generation) return;
    if (!answer.ok) {
      this.#asked.delete(page);
      this.#error = answer.error.code;
      return;
    }
    this.#error = null;
    this.#take(page, query, answer.value.total, answer.value.people);
  }

  /** Pages of an older list are dropped once the first page of the new one is there. */
  #take(page: number, query: string, total: number, people: readonly PersonSummary[]): void {
    const kept = [...this.#pages].filter(([other]) => this.#asked.has(other));
    this.#pages = new Map([...kept, [page, people]]);
    this.#total = total;
    this.#searched = query;
  }
}

function pageOf(index: number): number {
  return Math.floor(Math.max(0, index) / pageRows);
}
