import type { OpenVault } from '../vault/vault.ts';
import type { Sqlite } from './database.ts';
import { opened, sealsBy } from './known-people.ts';

/** How many people, and what is kept of them. */
export interface KeptCounts {
  readonly people: number;
  readonly withdrawn: number;
  readonly templates: number;
  readonly photos: number;
  readonly pins: number;
  /** Photos and templates of nobody. */
  readonly strangers: number;
}

/** Throws what SQLite throws. */
export function countKept(db: Sqlite): KeptCounts {
  const count = (sql: string): number => Number(db.prepare(`SELECT count(*) ${sql}`).pluck().get());
  return {
    people: count('FROM people'),
    withdrawn: count('FROM people WHERE withdrawn_at IS NOT NULL'),
    templates: count('FROM templates'),
    photos: count('FROM enrolment_photos'),
    pins: count('FROM pins'),
    strangers:
      count('FROM enrolment_photos WHERE person_id NOT IN (SELECT id FROM people)') +
      count('FROM templates WHERE person_id NOT IN (SELECT id FROM people)'),
  };
}

/** People looked at in one piece: some milliseconds. */
const peopleAtOnce = 50;

interface PersonRow {
  readonly id: string;
  readonly keyId: string;
  readonly profile: Buffer;
  readonly withdrawnAt: number | null;
  readonly faces: number;
}

/**
 * How many of the next people, by id behind `after`, have no note of how they agreed or something of
 * their face although they withdrew; `last` is null where there is nobody left. A consent that cannot be
 * read is none. Throws what SQLite throws.
 */
export function countMissingConsents(
  db: Sqlite,
  vault: OpenVault,
  after: string,
): { missing: number; last: string | null } {
  const sealsOf = sealsBy(vault);
  const people = db
    .prepare<[string, number], PersonRow>(
      `SELECT id, key_id AS keyId, profile, withdrawn_at AS withdrawnAt,
         (SELECT count(*) FROM templates t WHERE t.person_id = people.id)
         + (SELECT count(*) FROM enrolment_photos f WHERE f.person_id = people.id) AS faces
       FROM people WHERE id > ? ORDER BY id LIMIT ?`,
    )
    .all(after, peopleAtOnce);
  const agreed = ({ id, keyId, profile, withdrawnAt, faces }: PersonRow): boolean => {
    if (withdrawnAt !== null) return faces === 0;
    const consents = opened(() => sealsOf(id, keyId)?.openProfile(profile).consents);
    return (consents?.at(-1)?.note.trim() ?? '') !== '';
  };
  return {
    missing: people.filter((person) => !agreed(person)).length,
    last: people.length < peopleAtOnce ? null : (people.at(-1)?.id ?? null),
  };
}
