import type { Sqlite } from './database.ts';

export interface CountedPeople {
  readonly people: number;
  /** People with a template of the encoder asked for. */
  readonly comparable: number;
  /** People who consent and have none. */
  readonly needEnrolment: number;
  /** Templates of that encoder. */
  readonly templates: number;
}

/** Throws what SQLite throws. */
export function countPeople(db: Sqlite, encoder: string): CountedPeople {
  const [people = 0, consenting = 0] =
    db
      .prepare<[], [number, number]>('SELECT count(*), count(*) - count(withdrawn_at) FROM people')
      .raw()
      .get() ?? [];
  const [comparable = 0, templates = 0] =
    db
      .prepare<[string], [number, number]>(
        'SELECT count(DISTINCT person_id), count(*) FROM templates WHERE encoder_sha256 = ?',
      )
      .raw()
      .get(encoder) ?? [];
  return { people, comparable, needEnrolment: consenting - comparable, templates };
}

/** People with two templates of this encoder or more. Throws what SQLite throws. */
export function countWithSeveral(db: Sqlite, encoder: string): number {
  const several = db.prepare(
    `SELECT count(*) FROM (SELECT 1 FROM templates WHERE encoder_sha256 = ?
     GROUP BY person_id HAVING count(*) > 1)`,
  );
  return Number(several.pluck().get(encoder));
}
