import type { ErrorCode } from '../../electron/contract/errors.ts';
import type { PersonRef } from '../../electron/contract/messages.ts';
import type { Transport } from '../../electron/contract/transport.ts';

/** How long a right PIN is answered for, ms: as long as a person needs to read their name and go. */
const shownMs = 6000;

export const pinPattern = /^\d{4,16}$/u;

/** The way in that needs no face: an id and its PIN. The PIN is forgotten as soon as it was sent. */
export class PinEntry {
  pin = $state('');
  readonly #transport: Transport;
  #checking = $state.raw(false);
  #error = $state.raw<ErrorCode | null>(null);
  #person = $state.raw<PersonRef | null>(null);
  #at = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  get checking(): boolean {
    return this.#checking;
  }

  get error(): ErrorCode | null {
    return this.#error;
  }

  /** Who gave the right PIN a moment ago. */
  get person(): PersonRef | null {
    return this.#person;
  }

  get ready(): boolean {
    return pinPattern.test(this.pin) && !this.#checking;
  }

  async check(id: string): Promise<void> {
    if (!this.ready) return;
    const asked = ++this.#at;
    const { pin } = this;
    this.pin = '';
    this.#checking = true;
    this.#error = null;
    const answer = await this.#transport.request('check.pin', { id, pin });
    if (asked !== this.#at) return;
    this.#checking = false;
    if (!answer.ok) {
      this.#error = answer.error.code;
      return;
    }
    this.#person = answer.value.person;
    this.#timer = setTimeout(() => this.reset(), shownMs);
  }

  /** Something is typed: what was wrong before is old. */
  clearError(): void {
    this.#error = null;
  }

  /** Nothing of what was typed or answered stays; an answer on its way is not shown. */
  reset(): void {
    this.#at += 1;
    clearTimeout(this.#timer);
    this.pin = '';
    this.#checking = false;
    this.#error = null;
    this.#person = null;
  }
}
