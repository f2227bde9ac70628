import type { KeptPhoto, NewTemplate } from '../contract/records.ts';
import type { Sqlite } from './database.ts';
import { blobToEncoding, encodingToBlob } from './encoding-blob.ts';
import { opened } from './known-people.ts';
import type { PersonSeals } from './person-seals.ts';

/** A template as it is kept. */
export interface TemplateRow {
  readonly encoder: string;
  readonly sealed: Buffer;
  readonly createdAt: number;
}

/** The columns of a `TemplateRow`. */
export const templateColumns = 'encoder_sha256 AS encoder, sealed, created_at AS createdAt';

/** Adds what a person is compared by and looks like, within the transaction that is open. */
export function insertLooks(
  db: Sqlite,
  personId: string,
  seals: PersonSeals,
  templates: readonly NewTemplate[],
  photos: readonly KeptPhoto[],
): void {
  const insertTemplate = db.prepare(
    'INSERT INTO templates (person_id, encoder_sha256, sealed, created_at) VALUES (?, ?, ?, ?)',
  );
  for (const { encoderSha256, encoding, quality, source, createdAt } of templates) {
    const payload = { encoding: encodingToBlob(encoding), quality, source };
    insertTemplate.run(personId, encoderSha256, seals.template(payload, encoderSha256), createdAt);
  }
  const insertPhoto = db.prepare(
    'INSERT INTO enrolment_photos (person_id, sealed, created_at) VALUES (?, ?, ?)',
  );
  for (const photo of photos) insertPhoto.run(personId, seals.photo(photo), photo.createdAt);
}

/** A template, opened; none where it does not open: then it is compared with nobody. */
export function openTemplate(row: TemplateRow, seals: PersonSeals | null): NewTemplate[] {
  if (!seals) return [];
  const payload = opened(() => seals.openTemplate(row.sealed, row.encoder));
  if (!payload) return [];
  const { encoding, quality, source } = payload;
  const { encoder: encoderSha256, createdAt } = row;
  return [{ encoderSha256, encoding: blobToEncoding(encoding), quality, source, createdAt }];
}

/** Whether two templates are of the same photo: its source and time, whichever encoder they are of. */
export function ofSamePhoto(
  a: Pick<NewTemplate, 'source' | 'createdAt'>,
  b: Pick<NewTemplate, 'source' | 'createdAt'>,
): boolean {
  return a.source === b.source && a.createdAt === b.createdAt;
}
