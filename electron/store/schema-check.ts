import Database from 'better-sqlite3';
import { fail, ok, type Result } from '../contract/errors.ts';
import { memoryVault } from '../vault/memory-vault.ts';
import { firstDifference, tableDefinitions } from '../vault/table-definitions.ts';
import { migrations } from './migrations/index.ts';
import { guarded } from './sqlite-errors.ts';

/**
 * Whether a database defines what the station's own migrations define, and nothing else: a trigger that
 * somebody put into the file would change rows whenever the station does. Errors: store-damaged,
 * naming what is not the station's; store codes.
 */
export function checkSchema(db: Database.Database): Result<void> {
  const difference = guarded(() => {
    const read = db.transaction(() => ({
      version: Number(db.pragma('user_version', { simple: true })),
      found: tableDefinitions(db),
    }));
    const { version, found } = read();
    return firstDifference(found, definitionsAt(version));
  });
  if (!difference.ok) return difference;
  if (difference.value === null) return ok(undefined);
  return fail('store-damaged', `not as the station made it: ${difference.value}`);
}

/** What a new database of a schema defines; made anew each time, in some milliseconds. */
function definitionsAt(version: number): ReadonlyMap<string, string> {
  const db = new Database(':memory:');
  const vault = memoryVault();
  try {
    for (const migration of migrations) {
      if (migration.to > version) continue;
      if ('sql' in migration) db.exec(migration.sql);
      else migration.run(db, { vault, actor: () => '' });
    }
    return tableDefinitions(db);
  } finally {
    vault.close();
    db.close();
  }
}
