import type { ErrorCode } from '../../electron/contract/errors.ts';
import type { PersonDetail } from '../../electron/contract/messages.ts';
import type { Transport } from '../../electron/contract/transport.ts';

/** The person whose details are open. */
export class PersonCard {
  readonly #transport: Transport;
  #id = $state.raw<string | null>(null);
  #detail = $state.raw<PersonDetail | null>(null);
  #error = $state.raw<ErrorCode | null>(null);

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  get id(): string | null {
    return this.#id;
  }

  /** Null until it is there. */
  get detail(): PersonDetail | null {
    return this.#detail;
  }

  get error(): ErrorCode | null {
    return this.#error;
  }

  open(id: string): void {
    if (id !== this.#id) this.#detail = null;
    this.#id = id;
    this.#error = null;
    void this.refresh();
  }

  close(): void {
    this.#id = null;
    this.#detail = null;
    this.#error = null;
  }

  async refresh(): Promise<void> {
    const id = this.#id;
    if (id === null) return;
    const answer = await this.#transport.request('people.get', { id });
    if (id !== this.#id) return;
    this.#detail = answer.ok ? answer.value : null;
    this.#error = answer.ok ? null : answer.error.code;
  }

  /** Newer details that the station gave; those of somebody else are left. */
  take(detail: PersonDetail): void {
    if (detail.id !== this.#id) return;
    this.#detail = detail;
    this.#error = null;
  }
}
