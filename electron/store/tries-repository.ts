import type { Result } from '../contract/errors.ts';
import type { Sqlite } from './database.ts';
import { guarded } from './sqlite-errors.ts';

/** Rows kept: names that were only tried must not fill the disk. The oldest go first. */
export const mostTries = 1000;

interface Tries {
  readonly wrong: number;
  /** Ms since 1970. */
  readonly at: number;
}

/** Wrong tries to get in, by what was tried. */
export class TriesRepository {
  readonly #db: Sqlite;

  constructor(db: Sqlite) {
    this.#db = db;
  }

  get(key: string): Result<Tries | null> {
    return guarded(
      () =>
        this.#db
          .prepare<[string], Tries>('SELECT wrong, at FROM wrong_tries WHERE key = ?')
          .get(key) ?? null,
    );
  }

  /** Null forgets them. */
  set(key: string, tries: Tries | null): Result<void> {
    if (tries === null) {
      return guarded(() => void this.#db.prepare('DELETE FROM wrong_tries WHERE key = ?').run(key));
    }
    return guarded(() => {
      this.#db
        .prepare(
          `INSERT INTO wrong_tries (key, wrong, at) VALUES (@key, @wrong, @at)
           ON CONFLICT (key) DO UPDATE SET wrong = @wrong, at = @at`,
        )
        .run({ key, ...tries });
      this.#db
        .prepare(
          `DELETE FROM wrong_tries WHERE key IN
             (SELECT key FROM wrong_tries ORDER BY at DESC LIMIT -1 OFFSET ?)`,
        )
        .run(mostTries);
    });
  }
}
