import type { PersonSummary } from '../../electron/contract/messages.ts';
import type { Transport } from '../../electron/contract/transport.ts';

const offered = 20;
/** Typing is waited out for this long before the station is asked, ms. */
const typingMs = 120;

/** The few people offered while a name or an id is being typed. */
export class PersonSearch {
  readonly #transport: Transport;
  #query = $state.raw('');
  #answered = $state.raw<string | null>(null);
  #people = $state.raw<readonly PersonSummary[]>([]);
  #typing: ReturnType<typeof setTimeout> | undefined;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  get query(): string {
    return this.#query;
  }

  get people(): readonly PersonSummary[] {
    return this.#people;
  }

  /** True once the people shown belong to what is typed. */
  get settled(): boolean {
    return this.#answered === this.#query;
  }

  search(query: string): void {
    this.#query = query.trim();
    clearTimeout(this.#typing);
    this.#typing = setTimeout(() => void this.#ask(this.#query), typingMs);
  }

  async #ask(query: string): Promise<void> {
    const answer = await this.#transport.request('people.list', {
      query,
      offset: 0,
      limit: offered,
    });
    if (query !== this.#query) return;
    this.#people = answer.ok ? answer.value.people : [];
    this.#answered = query;
  }
}
