import { SealError } from '../vault/seal-error.ts';
import { SlotGoneError } from '../vault/vault-errors.ts';
import type { OpenVault } from '../vault/vault.ts';
import type { Sqlite } from './database.ts';
import type { PeopleNames } from './event-filter.ts';
import { PersonSeals } from './person-seals.ts';
import { plucked } from './plucked.ts';
import { searchKey } from './search-key.ts';

/** A person by what is asked for often. */
export interface KnownPerson {
  readonly id: string;
  readonly keyId: string;
  /** Null where the profile does not open: it was altered, or its key is gone. */
  readonly name: string | null;
  /** From when on they are to be forgotten, ms since 1970; null for never by date. */
  readonly endsAt: number | null;
  /** What they are found and sorted by. */
  readonly key: string;
}

/** Opens what is kept of a person; null where their key is gone. */
export type SealsOf = (personId: string, keyId: string) => PersonSeals | null;

/**
 * Everybody's name, opened and in memory: names are sealed, so the database can neither find nor sort
 * by them. Kept in step by the revision of who is enrolled. Methods throw what SQLite throws.
 */
export class KnownPeople implements PeopleNames {
  readonly #db: Sqlite;
  readonly #vault: OpenVault;
  readonly #revision: ReturnType<typeof plucked>;
  readonly #people = new Map<string, KnownPerson>();
  /** Those people by name; null until it is asked for. */
  #sorted: readonly KnownPerson[] | null = null;
  #known: number | null = null;

  constructor(db: Sqlite, vault: OpenVault) {
    this.#db = db;
    this.#vault = vault;
    this.#revision = plucked(db, 'SELECT value FROM enrolled_revision');
  }

  nameOf(id: string): string | null {
    return this.find(id)?.name ?? null;
  }

  idsNamed(word: string): readonly string[] {
    this.refresh();
    return [...this.#people.values()]
      .filter(({ name }) => name !== null && searchKey(name).includes(word))
      .map(({ id }) => id);
  }

  find(id: string): KnownPerson | undefined {
    this.refresh();
    return this.#people.get(id);
  }

  /** People whose name or id contains every word, by name. Words as `searchKey` makes them. */
  matching(words: readonly string[]): readonly KnownPerson[] {
    this.refresh();
    this.#sorted ??= [...this.#people.values()].sort(byKey);
    if (words.length === 0) return this.#sorted;
    return this.#sorted.filter(({ key }) => words.every((word) => key.includes(word)));
  }

  /** How many of those who are known have a profile that does not open. */
  unreadable(): number {
    this.refresh();
    let found = 0;
    for (const { name } of this.#people.values()) if (name === null) found++;
    return found;
  }

  /** Opens the profiles of those who were changed since; the others are known. */
  refresh(sealsOf: SealsOf = sealsBy(this.#vault)): void {
    if (Number(this.#revision().get()) === this.#known) return;
    const read = this.#db.transaction(() => this.#catchUp(sealsOf));
    this.#vault.persons.together(read);
    this.#sorted = null;
  }

  #catchUp(sealsOf: SealsOf): void {
    const revision = Number(this.#revision().get());
    const changed = this.#db
      .prepare<[number], ProfileRow>(
        'SELECT id, key_id, profile, ends_at FROM people WHERE changed > ?',
      )
      .all(this.#known ?? -1);
    for (const row of changed) this.#hold(row, sealsOf);
    const count = this.#db.prepare('SELECT count(*) FROM people').pluck().get();
    if (Number(count) !== this.#people.size) this.#forgetRemoved();
    this.#known = revision;
  }

  #forgetRemoved(): void {
    const there = new Set(this.#db.prepare<[], string>('SELECT id FROM people').pluck().all());
    for (const id of this.#people.keys()) if (!there.has(id)) this.#people.delete(id);
  }

  #hold(row: ProfileRow, sealsOf: SealsOf): void {
    const name = nameIn(row, sealsOf);
    const key = searchKey(`${name ?? row.id} ${row.id}`);
    const { id, key_id: keyId, ends_at: endsAt } = row;
    this.#people.set(id, { id, keyId, name, endsAt, key });
  }
}

interface ProfileRow {
  readonly id: string;
  readonly key_id: string;
  readonly profile: Buffer;
  readonly ends_at: number | null;
}

/** Opens by the keys in the vault, each looked up once. */
export function sealsBy(vault: OpenVault): SealsOf {
  const found = new Map<string, PersonSeals | null>();
  return (personId, keyId) => {
    const known = found.get(keyId);
    if (known !== undefined) return known;
    const sealer = vault.persons.sealer(keyId);
    const seals = sealer ? new PersonSeals(sealer, personId) : null;
    found.set(keyId, seals);
    return seals;
  };
}

/** Runs what opens a seal; undefined where it does not open. What else fails is thrown on. */
export function opened<T>(open: () => T): T | undefined {
  try {
    return open();
  } catch (cause) {
    // Without the station's own key nothing opens, which says nothing about this person.
    if (cause instanceof SealError && !(cause instanceof SlotGoneError)) return undefined;
    throw cause;
  }
}

function nameIn({ id, key_id, profile }: ProfileRow, sealsOf: SealsOf): string | null {
  return opened(() => sealsOf(id, key_id)?.openProfile(profile).name) ?? null;
}

function byKey(a: KnownPerson, b: KnownPerson): number {
  if (a.key !== b.key) return a.key < b.key ? -1 : 1;
  return a.id < b.id ? -1 : 1;
}
