import { ok, type Result } from '../contract/errors.ts';
import type { NewEvent, NewPerson, NewTemplate } from '../contract/records.ts';
import type { Removal } from '../contract/messages.ts';
import type { EncoderInUse, PeopleStore, Search } from './interfaces.ts';

/**
 * The enrolled people as they are searched: the store's templates of the encoder in use, in memory.
 * Every change goes through here, to the store first, so the two never disagree; what another
 * process changed is noticed by the store's revision and loaded anew.
 */
export class Roster {
  readonly #store: PeopleStore;
  readonly #encoder: EncoderInUse;
  readonly #emptySearch: () => Search;
  #search: Search;
  #names = new Map<string, string>();
  /** The store's revision that the search is of; null while nothing is loaded. */
  #revision: number | null = null;

  constructor(store: PeopleStore, encoder: EncoderInUse, emptySearch: () => Search) {
    this.#store = store;
    this.#encoder = encoder;
    this.#emptySearch = emptySearch;
    this.#search = emptySearch();
  }

  /** The search over everyone enrolled now. */
  current(): Result<Search> {
    const revision = this.#store.revision();
    if (!revision.ok) return revision;
    if (revision.value === this.#revision) return ok(this.#search);
    const records = this.#store.gallery(this.#encoder.sha256);
    if (!records.ok) return records;
    this.#search = this.#emptySearch();
    this.#names = new Map();
    for (const { personId, name, encoding } of records.value) {
      this.#names.set(personId, name);
      this.#search.add(personId, encoding);
    }
    this.#revision = revision.value;
    return ok(this.#search);
  }

  /** The name of a person with templates of the encoder in use. */
  nameOf(personId: string): string | undefined {
    return this.#names.get(personId);
  }

  /** Errors: person-exists. */
  add(person: NewPerson, templates: readonly NewTemplate[], event: NewEvent): Result<void> {
    const added = this.#store.add(person, templates, event);
    if (!added.ok) return added;
    this.#keepInStep(() => {
      this.#names.set(person.id, person.name);
      for (const template of templates) this.#search.add(person.id, template.encoding);
    });
    return added;
  }

  /** Errors: unknown-person. */
  remove(id: string, event: NewEvent): Result<Removal> {
    const removed = this.#store.remove(id, event);
    if (!removed.ok) return removed;
    this.#keepInStep(() => {
      this.#names.delete(id);
      this.#search.remove(id);
    });
    return removed;
  }

  /** Repeats one change of the store's in memory, unless others came between: then all is loaded. */
  #keepInStep(change: () => void): void {
    const revision = this.#store.revision();
    if (revision.ok && this.#revision !== null && revision.value === this.#revision + 1) {
      change();
      this.#revision = revision.value;
    } else {
      this.#revision = null;
    }
  }
}
