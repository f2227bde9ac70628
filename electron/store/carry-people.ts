import type { PersonKeys } from '../vault/vault.ts';
import type { Sqlite } from './database.ts';
import { opened } from './known-people.ts';
import { PersonSeals } from './person-seals.ts';

/**
 * Whoever has another key by now was erased since, or withdrew their consent, and stays as the other
 * database has them, without a face: that of then is under a key that is gone. Within the transaction that
 * is open; gives how many. A row whose profile does not open under its key is nobody the station wrote.
 */
export function carryPeople(from: Sqlite, to: Sqlite, keys: Pick<PersonKeys, 'sealer'>): number {
  const keyThen = to.prepare<[string], string>('SELECT key_id FROM people WHERE id = ?').pluck();
  const remove = to.prepare('DELETE FROM people WHERE id = ?');
  const add = to.prepare(
    `INSERT INTO people (${columns.join(', ')}) VALUES (${columns.map((name) => `@${name}`).join(', ')})`,
  );
  const people = from.prepare<[], PersonRow>(`SELECT ${columns.join(', ')} FROM people`);
  let carried = 0;
  for (const person of people.iterate()) {
    const then = keyThen.get(person.id);
    if (then === undefined || then === person.key_id || !isOurs(person, keys)) continue;
    remove.run(person.id);
    add.run(person);
    carried += 1;
  }
  return carried;
}

const columns = [
  ...['id', 'key_id', 'profile', 'enrolled_at'],
  ...['last_used_at', 'withdrawn_at', 'ends_at'],
];

interface PersonRow {
  readonly id: string;
  readonly key_id: string;
  readonly profile: Buffer;
}

function isOurs({ id, key_id, profile }: PersonRow, keys: Pick<PersonKeys, 'sealer'>): boolean {
  const sealer = keys.sealer(key_id);
  if (!sealer) return false;
  return opened(() => new PersonSeals(sealer, id).openProfile(profile)) !== undefined;
}
