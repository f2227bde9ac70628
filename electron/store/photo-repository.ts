import type { Result } from '../contract/errors.ts';
import type { KeptPhoto } from '../contract/records.ts';
import type { Sqlite } from './database.ts';
import { guarded } from './sqlite-errors.ts';

/** Photos kept at enrolment. They are added with their person's templates and go with the person. */
export class PhotoRepository {
  readonly #db: Sqlite;

  constructor(db: Sqlite) {
    this.#db = db;
  }

  /** Ids of the people with kept photos, sorted. */
  people(): Result<readonly string[]> {
    return guarded(() =>
      this.#db
        .prepare<[], string>('SELECT DISTINCT person_id FROM enrolment_photos ORDER BY person_id')
        .pluck()
        .all(),
    );
  }

  /** A person's kept photos in the order they came; none for somebody unknown. */
  of(personId: string): Result<readonly KeptPhoto[]> {
    return guarded(() =>
      this.#db
        .prepare<[string], { jpeg: Buffer; source: string; createdAt: number }>(
          `SELECT jpeg, source, created_at AS createdAt FROM enrolment_photos
           WHERE person_id = ? ORDER BY id`,
        )
        .all(personId)
        .map((row) => ({ ...row, jpeg: new Uint8Array(row.jpeg) })),
    );
  }
}

/** Adds one photo, within whatever transaction the caller has open. */
export function insertPhoto(db: Sqlite, personId: string, photo: KeptPhoto): void {
  const { jpeg, source, createdAt } = photo;
  db.prepare(
    'INSERT INTO enrolment_photos (person_id, jpeg, source, created_at) VALUES (?, ?, ?, ?)',
  ).run(personId, jpeg, source, createdAt);
}

/** @throws SqliteError */
export function firstPhoto(db: Sqlite, personId: string): Uint8Array<ArrayBuffer> | null {
  const jpeg = db
    .prepare<[string], Buffer>(
      'SELECT jpeg FROM enrolment_photos WHERE person_id = ? ORDER BY id LIMIT 1',
    )
    .pluck()
    .get(personId);
  return jpeg ? new Uint8Array(jpeg) : null;
}

/** @throws SqliteError */
export function countPhotos(db: Sqlite, personId: string): number {
  return Number(
    db.prepare('SELECT count(*) FROM enrolment_photos WHERE person_id = ?').pluck().get(personId),
  );
}
