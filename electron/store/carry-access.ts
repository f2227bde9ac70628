import type { LogKeys } from '../audit/log-keys.ts';
import type { PersonKeys } from '../vault/vault.ts';
import { carryPeople } from './carry-people.ts';
import type { Sqlite } from './database.ts';
import { isOurUser, type SealedUser } from './user-seal.ts';

/**
 * Carries over who may work at the station and who may come in, as it is by now: a backup must not bring
 * back an operator who was removed since, an old password or PIN, somebody's time, or a consent that was
 * withdrawn. All or nothing.
 */
export function carryAccess(from: Sqlite, to: Sqlite, keys: CarryingKeys): CarriedAccess {
  const step = to.transaction(() => {
    const peopleOfNow = carryPeople(from, to, keys.persons);
    carryEnds(from, to);
    carryPins(from, to);
    replaceRows(to, 'wrong_tries', tryColumns, from.prepare(`SELECT * FROM wrong_tries`).iterate());
    return { peopleOfNow, users: carryUsers(from, to, keys.log) };
  });
  return step.immediate();
}

export interface CarryingKeys {
  readonly log: LogKeys;
  readonly persons: Pick<PersonKeys, 'sealer'>;
}

export interface CarriedAccess {
  /** People who have another key by now. */
  readonly peopleOfNow: number;
  /**
   * False where the users stay those of the backup: the other database has none that the station wrote,
   * and the backup some.
   */
  readonly users: boolean;
}

function carryUsers(from: Sqlite, to: Sqlite, keys: LogKeys): boolean {
  const users = from.prepare<[], UserRow>(`SELECT ${userColumns.join(', ')} FROM users`).all();
  const ours = users.filter((user) => isOurUser(keys, user));
  if (ours.length === 0) return count(to, 'users') === 0;
  replaceRows(to, 'users', userColumns, ours);
  return true;
}

const tryColumns = ['key', 'wrong', 'at'];
const userColumns = [
  ...['key', 'name', 'role', 'password', 'created_at', 'last_sign_in_at'],
  ...['disabled', 'stamp', 'mac'],
];
type UserRow = SealedUser & { readonly mac: Buffer };

/** A row that is under another key still is another person's: see carry-people.ts. */
function carryEnds(from: Sqlite, to: Sqlite): void {
  const set = to.prepare('UPDATE people SET ends_at = @ends WHERE id = @id AND key_id = @key');
  const people = from.prepare('SELECT id, key_id AS key, ends_at AS ends FROM people');
  for (const person of people.iterate()) set.run(person);
}

/** A PIN is sealed under its person's key, which both databases share. */
function carryPins(from: Sqlite, to: Sqlite): void {
  const drop = to.prepare(
    'DELETE FROM pins WHERE person_id = (SELECT id FROM people WHERE id = @id AND key_id = @key)',
  );
  const add = to.prepare(
    `INSERT INTO pins (person_id, sealed, set_at)
     SELECT id, @sealed, @setAt FROM people WHERE id = @id AND key_id = @key`,
  );
  const pins = from.prepare<[], PinRow>(
    `SELECT p.id, p.key_id AS key, pins.sealed, pins.set_at AS setAt
     FROM people p LEFT JOIN pins ON pins.person_id = p.id`,
  );
  for (const { id, key, sealed, setAt } of pins.iterate()) {
    drop.run({ id, key });
    if (sealed) add.run({ id, key, sealed, setAt });
  }
}

interface PinRow {
  readonly id: string;
  readonly key: string;
  /** Null where the person has no PIN. */
  readonly sealed: Buffer | null;
  readonly setAt: number | null;
}

function replaceRows(
  to: Sqlite,
  table: string,
  columns: readonly string[],
  rows: Iterable<unknown>,
): void {
  const values = columns.map((name) => `@${name}`);
  to.prepare(`DELETE FROM ${table}`).run();
  const add = to.prepare(
    `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${values.join(', ')})`,
  );
  for (const row of rows) add.run(row);
}

function count(db: Sqlite, table: string): number {
  return Number(db.prepare(`SELECT count(*) FROM ${table}`).pluck().get());
}
