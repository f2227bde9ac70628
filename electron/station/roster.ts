import { ok, type Result } from '../contract/errors.ts';
import type { Removal } from '../contract/messages.ts';
import { poolTemplates } from '../contract/person-template.ts';
import type {
  GalleryRecord,
  KeptPhoto,
  NewConsent,
  NewEvent,
  NewPerson,
  NewTemplate,
} from '../contract/records.ts';
import type { EncoderInUse, PeopleStore, Search } from './interfaces.ts';

/** Of more people than this it is faster to read everybody's templates at once. */
const readOneByOne = 200;

/**
 * The enrolled people as they are searched: each one's templates of the encoder in use, pooled, in
 * memory. Every change goes through here, to the store first, so the two never disagree; what
 * another process changed is noticed by the store's revision and loaded anew.
 */
export class Roster {
  readonly #store: PeopleStore;
  readonly #encoder: EncoderInUse;
  readonly #emptySearch: () => Search;
  #search: Search;
  #names = new Map<string, string>();
  /** Until when those people match who have an end date, ms since 1970. */
  #ends = new Map<string, number>();
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
    return this.#revision === null ? this.#load(revision.value) : this.#catchUp(this.#revision);
  }

  #load(revision: number): Result<Search> {
    const records = this.#store.gallery(this.#encoder.sha256);
    if (!records.ok) return records;
    this.#search = this.#emptySearch();
    this.#names = new Map();
    this.#ends = new Map();
    for (const [personId, own] of byPerson(records.value)) this.#hold(personId, own);
    this.#revision = revision;
    return ok(this.#search);
  }

  /** Reads those who were changed since. Where that fails it is tried again at the next question. */
  #catchUp(since: number): Result<Search> {
    const changes = this.#store.changes(since);
    if (!changes.ok) return changes;
    const { revision, changed, there } = changes.value;
    if (changed.length > readOneByOne) return this.#load(revision);
    for (const personId of changed) {
      const own = this.#store.gallery(this.#encoder.sha256, personId);
      if (!own.ok) return own;
      this.#hold(personId, own.value);
    }
    for (const personId of this.#names.keys()) {
      if (!there.has(personId)) this.#hold(personId, []);
    }
    this.#revision = revision;
    return ok(this.#search);
  }

  /** The store's revision that `current` last answered from; null before its first answer. */
  get revision(): number | null {
    return this.#revision;
  }

  /** The name of a person with templates of the encoder in use. */
  nameOf(personId: string): string | undefined {
    return this.#names.get(personId);
  }

  /**
   * Whether a person's time is over at `now`, ms since 1970. They are still held, so that an enrolment
   * finds them, and must match no more, whether or not retention has erased them yet.
   */
  isOver(personId: string, now: number): boolean {
    const endsAt = this.#ends.get(personId);
    // Written so that a time that is no number is over.
    return endsAt !== undefined && !(now < endsAt);
  }

  /**
   * False where somebody was enrolled or removed since `since`, a revision that was searched: then
   * nothing is stored, and the search has to be repeated. Errors: person-exists.
   */
  add(
    person: NewPerson,
    templates: readonly NewTemplate[],
    photos: readonly KeptPhoto[],
    events: readonly NewEvent[],
    since?: number,
  ): Result<boolean> {
    const added = this.#store.add(person, templates, photos, events, since);
    if (added.ok && added.value) this.#keepInStep();
    return added;
  }

  /**
   * More templates of somebody enrolled; they are compared by all of theirs. Errors: unknown-person,
   * consent-withdrawn.
   */
  addTemplates(
    personId: string,
    templates: readonly NewTemplate[],
    photos: readonly KeptPhoto[],
    event: NewEvent,
  ): Result<void> {
    const added = this.#store.addTemplates(personId, templates, photos, event);
    if (added.ok) this.#keepInStep();
    return added;
  }

  /** Errors: unknown-person. */
  remove(id: string, event: NewEvent): Result<Removal> {
    const removed = this.#store.remove(id, event);
    if (removed.ok) this.#keepInStep();
    return removed;
  }

  /** The person stays and is no longer searched for. Errors: unknown-person, consent-withdrawn. */
  withdraw(id: string, event: NewEvent): Result<Removal> {
    const withdrawn = this.#store.withdraw(id, event);
    if (withdrawn.ok) this.#keepInStep();
    return withdrawn;
  }

  /** Errors: unknown-person. */
  recordConsent(id: string, consent: NewConsent, event: NewEvent): Result<void> {
    const recorded = this.#store.recordConsent(id, consent, event);
    if (recorded.ok) this.#keepInStep();
    return recorded;
  }

  /** Errors: unknown-person. */
  setEnd(id: string, endsAt: number | null, event: NewEvent): Result<void> {
    const set = this.#store.setEnd(id, endsAt, event);
    if (set.ok) this.#keepInStep();
    return set;
  }

  /** Before anybody asked, there is nothing to keep in step. */
  #keepInStep(): void {
    if (this.#revision !== null) this.current();
  }

  /** Holds a person by those of their templates that can be compared; nobody where there is none. */
  #hold(personId: string, records: readonly GalleryRecord[]): void {
    const [first] = records;
    if (first) this.#names.set(personId, first.name);
    else this.#names.delete(personId);
    if (first && first.endsAt !== null) this.#ends.set(personId, first.endsAt);
    else this.#ends.delete(personId);
    const whole = records.filter(({ encoding }) => this.#search.accepts(encoding));
    const pooled = poolTemplates(whole);
    if (!pooled || !this.#search.set(personId, pooled)) this.#search.remove(personId);
  }
}

function byPerson(records: readonly GalleryRecord[]): Map<string, GalleryRecord[]> {
  const people = new Map<string, GalleryRecord[]>();
  for (const record of records) {
    const own = people.get(record.personId);
    if (own) own.push(record);
    else people.set(record.personId, [record]);
  }
  return people;
}
