import type { NewConsent, NewPerson } from '../contract/records.ts';
import { SealError } from '../vault/seal-error.ts';
import type { OpenVault } from '../vault/vault.ts';
import type { Sqlite } from './database.ts';
import { opened } from './known-people.ts';
import type { PersonRow } from './people-reader.ts';
import { PersonSeals } from './person-seals.ts';
import { withdrawn, type Consent, type Profile } from './profile.ts';

/**
 * Changes what is kept of one person, within the transaction that is open. Methods throw what SQLite or a
 * seal throws.
 */
export class PersonWriter {
  readonly #db: Sqlite;
  readonly #vault: OpenVault;
  readonly #actor: () => string;

  constructor(db: Sqlite, vault: OpenVault, actor: () => string) {
    this.#db = db;
    this.#vault = vault;
    this.#actor = actor;
  }

  /** @throws SealError where the key is gone */
  sealsOf({ id, keyId }: Pick<PersonRow, 'id' | 'keyId'>): PersonSeals {
    const sealer = this.#vault.persons.sealer(keyId);
    if (!sealer) throw new SealError('The key of this person is gone.');
    return new PersonSeals(sealer, id);
  }

  /**
   * A computer that slept between the making of a key and its use may wake to find it swept away.
   * @throws SealError
   */
  assertKey(keyId: string): void {
    if (!this.#vault.persons.sealer(keyId)) throw new SealError('The new key is gone.');
  }

  /** False, and nothing, where the id is taken. */
  insert(person: NewPerson, keyId: string, seals: PersonSeals): boolean {
    const { id, name, enrolledAt, consent: note, consentBy: by } = person;
    const consent = { note, at: enrolledAt, by, textVersion: person.consentTextVersion };
    const profile = seals.profile({ name, consents: [this.#given(consent)] });
    const insert = this.#db.prepare(`
      INSERT INTO people (id, key_id, profile, enrolled_at)
      VALUES (@id, @keyId, @profile, @enrolledAt) ON CONFLICT (id) DO NOTHING`);
    return insert.run({ id, keyId, profile, enrolledAt }).changes > 0;
  }

  addConsent(row: PersonRow, profile: Profile, consent: NewConsent): void {
    const consents = [...profile.consents, this.#given(consent)];
    const sealed = this.sealsOf(row).profile({ ...profile, consents });
    this.#db
      .prepare('UPDATE people SET profile = ?, withdrawn_at = NULL WHERE id = ?')
      .run(sealed, row.id);
  }

  setEnd(id: string, endsAt: number | null): void {
    this.#db.prepare('UPDATE people SET ends_at = ? WHERE id = ?').run(endsAt, id);
  }

  /** Everything of the face goes; who they are, and their PIN, are sealed under another key. */
  withdraw(row: PersonRow, profile: Profile, keyId: string, seals: PersonSeals, at: number): void {
    this.#resealPin(row, seals);
    this.#db.prepare('DELETE FROM templates WHERE person_id = ?').run(row.id);
    this.#db.prepare('DELETE FROM enrolment_photos WHERE person_id = ?').run(row.id);
    this.#db
      .prepare('UPDATE people SET key_id = ?, profile = ?, withdrawn_at = ? WHERE id = ?')
      .run(keyId, seals.profile(withdrawn(profile, at)), at, row.id);
  }

  remove(id: string): void {
    this.#db.prepare('DELETE FROM people WHERE id = ?').run(id);
  }

  /** Once in each transaction that changes who is enrolled, or what is known of them: of whom. */
  countChange(...ids: readonly string[]): void {
    this.#db.prepare('UPDATE enrolled_revision SET value = value + 1').run();
    const mark = this.#db.prepare(
      'UPDATE people SET changed = (SELECT value FROM enrolled_revision) WHERE id = ?',
    );
    for (const id of ids) mark.run(id);
  }

  /** A PIN that does not open is dropped: nobody could use it any more. */
  #resealPin(row: PersonRow, seals: PersonSeals): void {
    const sealed = this.#db
      .prepare<[string], Buffer>('SELECT sealed FROM pins WHERE person_id = ?')
      .pluck()
      .get(row.id);
    if (sealed === undefined) return;
    const pin = opened(() => this.sealsOf(row).openPin(sealed));
    if (pin === undefined) this.#db.prepare('DELETE FROM pins WHERE person_id = ?').run(row.id);
    else {
      const update = this.#db.prepare('UPDATE pins SET sealed = ? WHERE person_id = ?');
      update.run(seals.pin(pin), row.id);
    }
  }

  /** By who acts, and to the newest text, where it is not said. */
  #given({ note, at, by, textVersion }: NewConsent): Consent {
    const newest = (): number | null => newestText(this.#db);
    return {
      ...{ note, at, by: by ?? this.#actor() },
      ...{ textVersion: textVersion ?? newest(), withdrawnAt: null },
    };
  }
}

function newestText(db: Sqlite): number | null {
  const newest = db.prepare('SELECT max(version) FROM consent_texts').pluck().get();
  return typeof newest === 'number' ? newest : null;
}
