import type Database from 'better-sqlite3';

/** What SQLite notes of its own accord for planning queries; it does nothing. */
const statistics = /^sqlite_stat\d$/;

/**
 * Everything a database file defines, by name: tables, indexes, and triggers and views, which are
 * code that runs whenever the file is used. Throws what SQLite throws.
 */
export function tableDefinitions(db: Database.Database): ReadonlyMap<string, string> {
  const rows = db
    .prepare<[], { type: string; name: string; sql: string | null }>(
      'SELECT type, name, sql FROM sqlite_schema',
    )
    .all();
  return new Map(
    rows
      .filter(({ name }) => !statistics.test(name))
      .map(({ type, name, sql }) => [`${type} ${name}`, sql ?? '']),
  );
}

/** The first definition that only one of two has, or that differs, such as "trigger x"; null for none. */
export function firstDifference(
  found: ReadonlyMap<string, string>,
  wanted: ReadonlyMap<string, string>,
): string | null {
  for (const [name, sql] of found) if (wanted.get(name) !== sql) return name;
  for (const name of wanted.keys()) if (!found.has(name)) return name;
  return null;
}
