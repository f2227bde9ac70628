import { join } from 'node:path';
import Database from 'better-sqlite3';
import { encodingToBlob } from '../../electron/store/encoding-blob.ts';
import { migrations } from '../../electron/store/migrations/index.ts';
import {
  encoder,
  encodingOf,
  nameOf,
  photoOf,
  rowOf,
  sourcesOf,
  type Deed,
} from './crash-deeds.ts';
import { databaseFile } from '../../electron/hosts/data-files.ts';

/** The last schema that had people in plain. */
const plainSchema = 4;
/** "THRS", as the station marks its databases. */
const applicationId = 0x54485253;

/**
 * A database of a version before sealing, with these people in it: to be migrated by whoever opens it.
 */
export function makeOldDatabase(folder: string, enrolments: readonly OldEnrolment[]): void {
  const db = new Database(join(folder, databaseFile));
  for (const migration of migrations) {
    if (migration.to <= plainSchema && 'sql' in migration) db.exec(migration.sql);
  }
  db.pragma(`user_version = ${plainSchema}`);
  db.pragma(`application_id = ${applicationId}`);
  db.transaction(() => enrolments.forEach((deed) => insert(db, deed)))();
  db.close();
}

export type OldEnrolment = Extract<Deed, { readonly looks: number }>;

/** People who were enrolled before; their numbers are below those of any work. */
export function oldEnrolments(count: number): OldEnrolment[] {
  return Array.from({ length: count }, (_, at) => {
    const n = at - count;
    return { what: 'enrol', n, id: `old${n}`, looks: 2 };
  });
}

function insert(db: Database.Database, deed: OldEnrolment): void {
  const { id, n } = deed;
  db.prepare('INSERT INTO people VALUES (?, ?, ?, ?, 1)').run(id, nameOf(id), id, 'on paper');
  const template = db.prepare(
    `INSERT INTO templates (person_id, encoder_sha256, encoding, quality, source, created_at)
     VALUES (?, ?, ?, 0.5, ?, 1)`,
  );
  for (const source of sourcesOf(deed)) {
    template.run(id, encoder, encodingToBlob(encodingOf(source)), source);
  }
  const { jpeg, source, createdAt } = photoOf(id);
  db.prepare(
    'INSERT INTO enrolment_photos (person_id, jpeg, source, created_at) VALUES (?, ?, ?, ?)',
  ).run(id, jpeg, source, createdAt);
  const [kind, , ...detail] = rowOf(deed).split(' ');
  db.prepare(
    `INSERT INTO events (at, kind, outcome, person_id, source, detail)
     VALUES (?, ?, 'done', ?, 'operator', ?)`,
  ).run(n, kind, id, detail.join(' '));
}
