import type { EventFilter } from '../contract/records.ts';
import type { Sqlite } from './database.ts';
import { searchKey } from './search-key.ts';

/** Finds people by what they are called; their names are sealed in the store. */
export interface PeopleNames {
  nameOf(id: string): string | null;
  /** Ids of the people whose name contains a word, both as `searchKey` makes them. */
  idsNamed(word: string): readonly string[];
}

/** A condition on rows of `events`, with what its placeholders stand for. */
export interface Condition {
  readonly sql: string;
  readonly values: readonly unknown[];
}

/** The condition that a filter comes to. Throws what SQLite throws. */
export function conditionOf(db: Sqlite, filter: EventFilter, names: PeopleNames): Condition {
  const parts: Condition[] = [];
  if (filter.from !== undefined) parts.push({ sql: 'at >= ?', values: [filter.from] });
  if (filter.to !== undefined) parts.push({ sql: 'at <= ?', values: [filter.to] });
  if (filter.kinds !== undefined) parts.push(among('kind', filter.kinds));
  const words = searchKey(filter.query ?? '')
    .split(/\s+/)
    .filter(Boolean);
  if (words.length > 0) parts.push(...wordConditions(db, words, names));
  return {
    sql: parts.map(({ sql }) => `(${sql})`).join(' AND ') || '1',
    values: parts.flatMap(({ values }) => values),
  };
}

/** Ids and actors are few beside the rows: they are searched by themselves, then asked for. */
function wordConditions(db: Sqlite, words: readonly string[], names: PeopleNames): Condition[] {
  db.function('search_key', { deterministic: true }, (text) => searchKey(String(text)));
  const distinct = (column: string): string[] =>
    db
      .prepare<[], string>(`SELECT DISTINCT ${column} FROM events WHERE ${column} IS NOT NULL`)
      .pluck()
      .all();
  const ids = [...new Set([...distinct('person_id'), ...distinct('claimed_id')])];
  const actors = distinct('actor');
  const having = (texts: readonly string[], word: string): string[] =>
    texts.filter((text) => searchKey(text).includes(word));
  return words.map((word) => {
    const people = [...new Set([...having(ids, word), ...names.idsNamed(word)])];
    const any = [
      among('person_id', people),
      among('claimed_id', people),
      among('actor', having(actors, word)),
      { sql: 'detail IS NOT NULL AND instr(search_key(detail), ?) > 0', values: [word] },
    ];
    return {
      sql: any.map(({ sql }) => `(${sql})`).join(' OR '),
      values: any.flatMap(({ values }) => values),
    };
  });
}

function among(column: string, texts: readonly string[]): Condition {
  return {
    sql: `${column} IN (SELECT value FROM json_each(?))`,
    values: [JSON.stringify(texts)],
  };
}
