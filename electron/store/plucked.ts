import type { Statement } from 'better-sqlite3';
import type { Sqlite } from './database.ts';

type Plucked = Statement<unknown[], unknown>;

/**
 * A query for one value that is asked for with every camera frame, so it is compiled once: at the
 * first question, which a database that cannot answer must fail and not the construction.
 */
export function plucked(db: Sqlite, sql: string): () => Plucked {
  let statement: Plucked | undefined;
  return () => (statement ??= db.prepare<unknown[], unknown>(sql).pluck());
}
