import { fail, ok, type ErrorCode, type Result } from '../contract/errors.ts';
import type { PersonDetail, PersonSummary, Removal } from '../contract/messages.ts';
import type {
  GalleryRecord,
  KeptPhoto,
  NewConsent,
  NewEvent,
  NewPerson,
  NewTemplate,
} from '../contract/records.ts';
import type { OpenVault } from '../vault/vault.ts';
import type { Sqlite } from './database.ts';
import { Erasures } from './erasures.ts';
import type { EventLog } from './event-log.ts';
import { KnownPeople, sealsBy } from './known-people.ts';
import { insertLooks, ofSamePhoto } from './look-rows.ts';
import { countPeople, countWithSeveral, type CountedPeople } from './people-counts.ts';
import { PeopleReader, type PersonRow } from './people-reader.ts';
import { PersonSeals } from './person-seals.ts';
import { PersonWriter } from './person-writer.ts';
import { countPhotos, firstPhoto } from './photo-repository.ts';
import { plucked } from './plucked.ts';
import { countUnreadable, type Unreadable } from './seal-check.ts';
import { searchKey } from './search-key.ts';
import { guarded } from './sqlite-errors.ts';
import { mapTemplatesOf, peopleToMap, type TemplateMapping } from './template-mapper.ts';

interface PeopleChanges {
  readonly revision: number;
  readonly changed: readonly string[];
  readonly there: ReadonlySet<string>;
}

interface PeopleCounts extends CountedPeople {
  /** Profiles, and templates of that encoder, that did not open. */
  readonly unreadable: number;
}

export interface PeopleParts {
  readonly vault: OpenVault;
  readonly log: EventLog;
}

/**
 * People, their templates and consents, sealed under a key of each. Every method gives a store-… error
 * as a value, or one about the keys. What does not open takes nobody else along: it is skipped.
 */
export class PeopleRepository {
  readonly #db: Sqlite;
  readonly #vault: OpenVault;
  readonly #log: EventLog;
  readonly #known: KnownPeople;
  readonly #read: PeopleReader;
  readonly #write: PersonWriter;
  readonly #erasures: Erasures;
  readonly #revision: ReturnType<typeof plucked>;
  /** Templates that did not open when everybody's were last read, by encoder. */
  readonly #skipped = new Map<string, number>();

  constructor(db: Sqlite, { vault, log }: PeopleParts) {
    this.#db = db;
    this.#vault = vault;
    this.#log = log;
    this.#known = new KnownPeople(db, vault);
    this.#read = new PeopleReader(db, vault, this.#known);
    this.#write = new PersonWriter(db, vault, () => log.actor);
    this.#erasures = new Erasures(db, vault);
    this.#revision = plucked(db, 'SELECT value FROM enrolled_revision');
  }

  /** Whom ids name. Its methods throw what SQLite throws. */
  get names(): KnownPeople {
    return this.#known;
  }

  /**
   * Adds a person with all templates, kept photos and log rows, or nothing. False where `since` is
   * given and no longer the revision: another process changed who is enrolled. Errors: person-exists,
   * consent-missing.
   */
  add(
    person: NewPerson,
    templates: readonly NewTemplate[],
    photos: readonly KeptPhoto[],
    events: readonly NewEvent[],
    since?: number,
  ): Result<boolean> {
    if (person.consent.trim() === '') return fail('consent-missing');
    const taken = guarded(() => this.#read.find(person.id) !== undefined);
    if (!taken.ok) return taken;
    if (taken.value) return fail('person-exists', person.id);
    const key = this.#newKey(person.id);
    if (!key.ok) return key;
    const { keyId, seals } = key.value;
    const added = this.#log.write((): 'added' | 'changed' | 'exists' => {
      // Not `!==`: a revision that cannot be read is none that could be waited for.
      if (since !== undefined && !Object.is(Number(this.#revision().get()), since))
        return 'changed';
      this.#write.assertKey(keyId);
      if (!this.#write.insert(person, keyId, seals)) return 'exists';
      insertLooks(this.#db, person.id, seals, templates, photos);
      this.#write.countChange(person.id);
      for (const event of events) this.#log.insert(event);
      return 'added';
    });
    // A write that failed may be there all the same after a power cut: then its key is needed.
    if (!added.ok) return added;
    if (added.value !== 'added') this.#erasures.giveBack(keyId);
    return added.value === 'exists'
      ? fail('person-exists', person.id)
      : ok(added.value === 'added');
  }

  /**
   * Adds templates and kept photos to a person, with the log row where there is one, or nothing.
   * Errors: unknown-person, consent-withdrawn, sealed-unreadable.
   */
  addTemplates(
    personId: string,
    templates: readonly NewTemplate[],
    photos: readonly KeptPhoto[],
    event: NewEvent | null,
  ): Result<void> {
    return this.#change(personId, (row) => {
      if (row.withdrawnAt !== null) return fail('consent-withdrawn', personId);
      insertLooks(this.#db, personId, this.#write.sealsOf(row), templates, photos);
      this.#write.countChange(personId);
      if (event) this.#log.insert(event);
      return ok(undefined);
    });
  }

  /**
   * Adds those templates of kept photos that are not there: two processes that change the pack at
   * once encode the same photos. Errors: unknown-person, consent-withdrawn, sealed-unreadable.
   */
  addMissingTemplates(personId: string, templates: readonly NewTemplate[]): Result<void> {
    return this.#change(personId, (row) => {
      if (row.withdrawnAt !== null) return fail('consent-withdrawn', personId);
      const known = this.#read.templatesOf(row);
      const missing = templates.filter(
        (template) =>
          !known.some(
            (one) => one.encoderSha256 === template.encoderSha256 && ofSamePhoto(one, template),
          ),
      );
      if (missing.length === 0) return ok(undefined);
      insertLooks(this.#db, personId, this.#write.sealsOf(row), missing, []);
      this.#write.countChange(personId);
      return ok(undefined);
    });
  }

  /**
   * Gives the next people, by id behind `after`, templates of the encoder `to` made of those of
   * `from`, in one transaction: of each photo that `to` does not know. A damaged one is left.
   */
  mapTemplates(
    mapping: TemplateMapping,
    after: string,
  ): Result<{ added: number; last: string | null }> {
    const sealsOf = (row: PersonRow): PersonSeals => this.#write.sealsOf(row);
    return this.#log.write(() => {
      const people = peopleToMap(this.#db, mapping, after).flatMap(
        (id) => this.#read.find(id) ?? [],
      );
      const mapped = people.map((row) => ({
        id: row.id,
        added: mapTemplatesOf(this.#db, row, mapping, { read: this.#read, sealsOf }),
      }));
      const changed = mapped.filter(({ added }) => added > 0);
      if (changed.length > 0) this.#write.countChange(...changed.map(({ id }) => id));
      const added = changed.reduce((sum, one) => sum + one.added, 0);
      return { added, last: people.at(-1)?.id ?? null };
    });
  }

  /**
   * Removes a person and all that is kept of them; then their key is destroyed, in the copies of the
   * keys too. Errors: unknown-person.
   */
  remove(id: string, event: NewEvent): Result<Removal> {
    const removed = this.#log.write(() => {
      const row = this.#read.find(id);
      if (!row) return null;
      const name = this.#known.nameOf(id) ?? id;
      const photos = countPhotos(this.#db, id);
      const seq = this.#log.insert(event);
      this.#erasures.note(row.keyId, event.at);
      this.#write.remove(id);
      this.#write.countChange();
      return { keyId: row.keyId, id, name, templates: row.templates, photos, seq };
    });
    if (!removed.ok) return removed;
    if (!removed.value) return fail('unknown-person', id);
    const { keyId, ...receipt } = removed.value;
    const erased = this.#erasures.carryOut(keyId);
    return ok({ ...receipt, at: event.at, withdrawn: false, ...erased });
  }

  /**
   * Erases all of a person's face; who they are stays, under a new key, with their PIN. Errors:
   * unknown-person, consent-withdrawn (it is already), sealed-unreadable.
   */
  withdraw(id: string, event: NewEvent): Result<Removal> {
    const key = this.#newKey(id);
    if (!key.ok) return key;
    const { keyId, seals } = key.value;
    const changed = this.#change(id, (row) => {
      if (row.withdrawnAt !== null) return fail('consent-withdrawn', id);
      const profile = this.#read.profileOf(row);
      const photos = countPhotos(this.#db, id);
      const seq = this.#log.insert(event);
      this.#erasures.note(row.keyId, event.at);
      this.#write.assertKey(keyId);
      this.#write.withdraw(row, profile, keyId, seals, event.at);
      this.#write.countChange(id);
      const { name } = profile;
      return ok({ oldKeyId: row.keyId, id, name, templates: row.templates, photos, seq });
    });
    if (!changed.ok) {
      // Of other failures nobody knows whether they were written after all.
      if (refusals.has(changed.error.code)) this.#erasures.giveBack(keyId);
      return changed;
    }
    const { oldKeyId, ...receipt } = changed.value;
    const erased = this.#erasures.carryOut(oldKeyId);
    return ok({ ...receipt, at: event.at, withdrawn: true, ...erased });
  }

  /** A new consent takes the place of the one before, which is kept. Errors: unknown-person. */
  recordConsent(id: string, consent: NewConsent, event: NewEvent): Result<void> {
    if (consent.note.trim() === '') return fail('consent-missing');
    return this.#change(id, (row) => {
      this.#write.addConsent(row, this.#read.profileOf(row), consent);
      this.#write.countChange(id);
      this.#log.insert(event);
      return ok(undefined);
    });
  }

  /** From when on a person is to be forgotten, ms; null for never by date. Errors: unknown-person. */
  setEnd(id: string, endsAt: number | null, event: NewEvent): Result<void> {
    return this.#change(id, () => {
      this.#write.setEnd(id, endsAt);
      this.#write.countChange(id);
      this.#log.insert(event);
      return ok(undefined);
    });
  }

  /** Errors: unknown-person, sealed-unreadable. */
  get(id: string, encoder: string): Result<PersonDetail> {
    return this.#found(id, (row) => this.#read.detail(row, encoder), encoder);
  }

  /** A person's templates that open, of all encoders. Errors: unknown-person. */
  templates(id: string): Result<readonly NewTemplate[]> {
    return this.#found(id, (row) => this.#read.templatesOf(row));
  }

  /** People whose name or id contains every word of the query, by name. */
  list(
    query: string,
    offset: number,
    limit: number,
    encoder: string,
  ): Result<{ total: number; people: PersonSummary[] }> {
    const words = searchKey(query).split(/\s+/).filter(Boolean);
    return guarded(() => this.#read.page(words, offset, limit, encoder));
  }

  /**
   * Templates of one encoder, everybody's or one person's, each person's in the order they came. One
   * that does not open is left out, and counted by `counts` from then on.
   */
  gallery(encoder: string, personId?: string): Result<GalleryRecord[]> {
    const read = guarded(() => this.#read.gallery(encoder, personId));
    if (!read.ok) return read;
    const { records, skipped } = read.value;
    if (personId === undefined) this.#skipped.set(encoder, skipped);
    return ok(records);
  }

  /** The first kept photo that opens, a JPEG; null where there is none. Errors: unknown-person. */
  picture(id: string): Result<Uint8Array<ArrayBuffer> | null> {
    return this.#found(id, ({ keyId }) =>
      firstPhoto(this.#db, id, sealsBy(this.#vault)(id, keyId)),
    );
  }

  /** Cheap: what does not open is known from when it was last read. */
  counts(encoder: string): Result<PeopleCounts> {
    return guarded(() => {
      const counted = countPeople(this.#db, encoder);
      const unreadable = this.#known.unreadable() + (this.#skipped.get(encoder) ?? 0);
      return { ...counted, unreadable };
    });
  }

  /** People with two templates of this encoder or more. */
  withSeveral(encoder: string): Result<number> {
    return guarded(() => countWithSeveral(this.#db, encoder));
  }

  /** One more after every change of who is enrolled, by whichever process. */
  revision(): Result<number> {
    return guarded(() => Number(this.#revision().get()));
  }

  /** Who was changed after a revision, and who there is now, at one moment. */
  changes(since: number): Result<PeopleChanges> {
    const read = this.#db.transaction(() => ({
      revision: Number(this.#revision().get()),
      changed: this.#db
        .prepare<[number], string>('SELECT id FROM people WHERE changed > ?')
        .pluck()
        .all(since),
      there: new Set(this.#db.prepare<[], string>('SELECT id FROM people').pluck().all()),
    }));
    return guarded(() => read());
  }

  /** Reads every page once. Errors: store-damaged. */
  examine(): Result<void> {
    const checked = guarded(() => this.#db.pragma('quick_check(1)', { simple: true }));
    if (!checked.ok) return checked;
    return checked.value === 'ok' ? ok(undefined) : fail('store-damaged', String(checked.value));
  }

  /** Opens all that is sealed once, and counts what does not open. */
  unreadable(): Result<Unreadable> {
    return guarded(() => countUnreadable(this.#db, this.#vault));
  }

  #found<T>(id: string, read: (row: PersonRow) => T, encoder?: string): Result<T> {
    const found = guarded(() => {
      const row = this.#read.find(id, encoder);
      return row && { read: read(row) };
    });
    if (!found.ok) return found;
    return found.value ? ok(found.value.read) : fail('unknown-person', id);
  }

  /** Kept durably before anything is sealed with it. */
  #newKey(personId: string): Result<{ keyId: string; seals: PersonSeals }> {
    return guarded(() => {
      const keyId = this.#vault.persons.create();
      const sealer = this.#vault.persons.sealer(keyId);
      if (!sealer) throw new Error('the key that was just made is not there');
      return { keyId, seals: new PersonSeals(sealer, personId) };
    });
  }

  /** Changes one person in a transaction. What is refused there has changed nothing. */
  #change<T>(id: string, change: (row: PersonRow) => Result<T>): Result<T> {
    const changed = this.#log.write((): Result<T> => {
      const row = this.#read.find(id);
      return row ? change(row) : fail('unknown-person', id);
    });
    if (!changed.ok) return changed;
    return changed.value;
  }
}

/** Failures that are decided before anything is written. */
const refusals: ReadonlySet<ErrorCode> = new Set(['unknown-person', 'consent-withdrawn']);
