import type { ErrorCode, Result } from '../../electron/contract/errors.ts';
import type { PersonDetail, Removal } from '../../electron/contract/messages.ts';
import type { Transport } from '../../electron/contract/transport.ts';
import type { PersonCard } from './person-card.svelte.ts';
import type { FileToSave } from './save-file.ts';

export type PersonDeed = 'remove' | 'withdraw' | 'consent' | 'pin' | 'end' | 'export';

/** A person's data that was taken out, and what opens it. */
export interface ExportedPerson {
  readonly personName: string;
  readonly file: string;
  readonly passphrase: string;
}

/** What is done to the person whose card is open: one thing at a time. */
export class PersonDeeds {
  readonly #transport: Transport;
  readonly #card: PersonCard;
  readonly #save: (file: FileToSave) => void;
  #doing = $state.raw<PersonDeed | null>(null);
  #error = $state.raw<ErrorCode | null>(null);
  #receipt = $state.raw<Removal | null>(null);
  #exported = $state.raw<ExportedPerson | null>(null);

  constructor(transport: Transport, card: PersonCard, save: (file: FileToSave) => void) {
    this.#transport = transport;
    this.#card = card;
    this.#save = save;
  }

  get doing(): PersonDeed | null {
    return this.#doing;
  }

  /** Why the last deed was not done. */
  get error(): ErrorCode | null {
    return this.#error;
  }

  /** Of the last erasure, until it is put away. */
  get receipt(): Removal | null {
    return this.#receipt;
  }

  /** Shown once: nothing else keeps the passphrase. */
  get exported(): ExportedPerson | null {
    return this.#exported;
  }

  /** Another deed is thought of: what was wrong with the last one is old. */
  begin(): void {
    this.#error = null;
  }

  putAway(): void {
    this.#receipt = null;
    this.#exported = null;
  }

  /** Erases the person; true where it was done. The card is closed if it is still theirs. */
  remove(): Promise<boolean> {
    return this.#do('remove', async (person) => {
      const answer = await this.#transport.request('people.remove', { id: person.id });
      if (answer.ok) {
        this.#receipt = answer.value;
        if (this.#card.id === person.id) this.#card.close();
      }
      return answer;
    });
  }

  /** Erases everything of the face; the person stays. */
  withdraw(): Promise<boolean> {
    return this.#do('withdraw', async (person) => {
      const answer = await this.#transport.request('people.withdraw', { id: person.id });
      if (answer.ok) {
        this.#receipt = answer.value;
        await this.#card.refresh();
      }
      return answer;
    });
  }

  consent(note: string): Promise<boolean> {
    return this.#change('consent', (id) =>
      this.#transport.request('people.consent', { id, consent: note.trim() }),
    );
  }

  /** Null removes the PIN. */
  setPin(pin: string | null): Promise<boolean> {
    return this.#change('pin', (id) => this.#transport.request('people.setPin', { id, pin }));
  }

  /** Ms since 1970; null for never by date. */
  setEnd(endsAt: number | null): Promise<boolean> {
    return this.#change('end', (id) => this.#transport.request('people.setEnd', { id, endsAt }));
  }

  export(): Promise<boolean> {
    return this.#do('export', async (person) => {
      const answer = await this.#transport.request('people.export', { id: person.id });
      if (answer.ok) {
        const { name, bytes, passphrase } = answer.value;
        this.#save({ name, bytes });
        this.#exported = { personName: person.name, file: name, passphrase };
      }
      return answer;
    });
  }

  #change(deed: PersonDeed, work: (id: string) => Promise<Result<PersonDetail>>): Promise<boolean> {
    return this.#do(deed, async ({ id }) => {
      const answer = await work(id);
      if (answer.ok) this.#card.take(answer.value);
      return answer;
    });
  }

  async #do(
    deed: PersonDeed,
    work: (person: PersonDetail) => Promise<Result<unknown>>,
  ): Promise<boolean> {
    const person = this.#card.detail;
    if (person === null || this.#doing !== null) return false;
    this.#doing = deed;
    this.#error = null;
    const answer = await work(person);
    this.#doing = null;
    // Somebody else's card may have been opened meanwhile: this is not about them.
    const isTheirs = this.#card.id === person.id || this.#card.id === null;
    if (!answer.ok && isTheirs) this.#error = answer.error.code;
    return answer.ok;
  }
}
