import { fail, ok, type Result } from '../contract/errors.ts';
import type { NewEvent } from '../contract/records.ts';
import type { OpenVault } from '../vault/vault.ts';
import type { Sqlite } from './database.ts';
import type { EventLog } from './event-log.ts';
import { opened, sealsBy } from './known-people.ts';
import { guarded } from './sqlite-errors.ts';

interface PinRecord {
  readonly name: string;
  readonly endsAt: number | null;
  readonly hash: string | null;
}

interface PinRow {
  readonly keyId: string;
  readonly profile: Buffer;
  readonly endsAt: number | null;
  readonly sealed: Buffer | null;
}

/** Hashes of PINs, each sealed under its person's key. Every method gives a store-… error as a value. */
export class PinRepository {
  readonly #db: Sqlite;
  readonly #vault: OpenVault;
  readonly #log: EventLog;

  constructor(db: Sqlite, { vault, log }: { readonly vault: OpenVault; readonly log: EventLog }) {
    this.#db = db;
    this.#vault = vault;
    this.#log = log;
  }

  /** Null where there is no such person. Errors: sealed-unreadable. */
  find(personId: string): Result<PinRecord | null> {
    const found = guarded(() => {
      const row = this.#row(personId);
      return row ? (this.#open(personId, row) ?? 'unreadable') : null;
    });
    if (!found.ok) return found;
    return found.value === 'unreadable' ? fail('sealed-unreadable') : ok(found.value);
  }

  /** With null the PIN is removed. The log row: both or neither. Errors: unknown-person. */
  set(personId: string, hash: string | null, event: NewEvent): Result<void> {
    const set = this.#log.write(() => {
      const row = this.#row(personId);
      const seals = row ? sealsBy(this.#vault)(personId, row.keyId) : null;
      if (!seals) return false;
      if (hash === null) {
        this.#db.prepare('DELETE FROM pins WHERE person_id = ?').run(personId);
      } else {
        const sealed = seals.pin(Buffer.from(hash));
        this.#db
          .prepare(
            `INSERT INTO pins (person_id, sealed, set_at) VALUES (@personId, @sealed, @at)
             ON CONFLICT (person_id) DO UPDATE SET sealed = excluded.sealed, set_at = excluded.set_at`,
          )
          .run({ personId, sealed, at: event.at });
      }
      this.#log.insert(event);
      return true;
    });
    if (!set.ok) return set;
    return set.value ? ok(undefined) : fail('unknown-person', personId);
  }

  #row(personId: string): PinRow | undefined {
    return this.#db
      .prepare<[string], PinRow>(
        `SELECT p.key_id AS keyId, p.profile, p.ends_at AS endsAt, pins.sealed
         FROM people p LEFT JOIN pins ON pins.person_id = p.id WHERE p.id = ?`,
      )
      .get(personId);
  }

  #open(personId: string, { keyId, profile, endsAt, sealed }: PinRow): PinRecord | undefined {
    return opened(() => {
      const seals = sealsBy(this.#vault)(personId, keyId);
      if (!seals) return undefined;
      const { name } = seals.openProfile(profile);
      return { name, endsAt, hash: sealed && seals.openPin(sealed).toString('utf8') };
    });
  }
}
