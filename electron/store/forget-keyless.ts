import type { PersonKeys } from '../vault/vault.ts';
import type { Sqlite } from './database.ts';

/**
 * Removes everybody whose key is gone, with all that was sealed under it; gives their ids. A person who
 * was erased is in an older copy of the database still, where nothing of them can be read.
 */
export function forgetKeyless(db: Sqlite, keys: Pick<PersonKeys, 'sealer'>): string[] {
  const people = db.prepare<[], { id: string; keyId: string }>(
    'SELECT id, key_id AS keyId FROM people ORDER BY id',
  );
  const remove = db.prepare('DELETE FROM people WHERE id = ?');
  const step = db.transaction(() => {
    const keyless = people.all().filter(({ keyId }) => keys.sealer(keyId) === null);
    for (const { id } of keyless) remove.run(id);
    db.prepare('UPDATE enrolled_revision SET value = value + 1').run();
    return keyless.map(({ id }) => id);
  });
  return step.immediate();
}
