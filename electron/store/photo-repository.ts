import type { Result } from '../contract/errors.ts';
import type { KeptPhoto } from '../contract/records.ts';
import type { OpenVault } from '../vault/vault.ts';
import type { Sqlite } from './database.ts';
import { opened, sealsBy } from './known-people.ts';
import type { PersonSeals } from './person-seals.ts';
import { guarded } from './sqlite-errors.ts';

/** Photos kept at enrolment. They are added with their person's templates and go with the person. */
export class PhotoRepository {
  readonly #db: Sqlite;
  readonly #vault: OpenVault;

  constructor(db: Sqlite, vault: OpenVault) {
    this.#db = db;
    this.#vault = vault;
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

  /**
   * A person's kept photos in the order they came; none for somebody unknown. One that does not
   * open is left out: the doctor tells it.
   */
  of(personId: string): Result<readonly KeptPhoto[]> {
    return guarded(() => {
      const keyId = this.#db
        .prepare<[string], string>('SELECT key_id FROM people WHERE id = ?')
        .pluck()
        .get(personId);
      if (keyId === undefined) return [];
      const seals = opened(() => sealsBy(this.#vault)(personId, keyId)) ?? null;
      return photoRows(this.#db, personId).flatMap((row) => openPhoto(row, seals));
    });
  }
}

interface PhotoRow {
  readonly sealed: Buffer;
  readonly createdAt: number;
}

/** @throws SqliteError */
export function firstPhoto(
  db: Sqlite,
  personId: string,
  seals: PersonSeals | null,
): Uint8Array<ArrayBuffer> | null {
  for (const row of photoRows(db, personId)) {
    const [photo] = openPhoto(row, seals);
    if (photo) return photo.jpeg;
  }
  return null;
}

/** @throws SqliteError */
export function countPhotos(db: Sqlite, personId: string): number {
  return Number(
    db.prepare('SELECT count(*) FROM enrolment_photos WHERE person_id = ?').pluck().get(personId),
  );
}

function photoRows(db: Sqlite, personId: string): PhotoRow[] {
  return db
    .prepare<[string], PhotoRow>(
      `SELECT sealed, created_at AS createdAt FROM enrolment_photos
       WHERE person_id = ? ORDER BY id`,
    )
    .all(personId);
}

function openPhoto({ sealed, createdAt }: PhotoRow, seals: PersonSeals | null): KeptPhoto[] {
  const photo = seals ? opened(() => seals.openPhoto(sealed)) : undefined;
  return photo ? [{ jpeg: new Uint8Array(photo.jpeg), source: photo.source, createdAt }] : [];
}
