import { fail, ok, type Result } from '../contract/errors.ts';
import { eventKinds, type StationEvent } from '../contract/messages.ts';
import type { OpenVault } from '../vault/vault.ts';
import type { Sqlite } from './database.ts';
import { blobToEncoding } from './encoding-blob.ts';
import { opened, sealsBy } from './known-people.ts';
import type { PersonSeals } from './person-seals.ts';
import { guarded } from './sqlite-errors.ts';

/** All that is kept about one person, opened: see `SubjectRecord` in station/privacy/interfaces.ts. */
export interface SubjectRow {
  readonly id: string;
  readonly name: string;
  readonly enrolledAt: number;
  readonly lastUsedAt: number | null;
  readonly withdrawnAt: number | null;
  readonly endsAt: number | null;
  readonly consents: readonly {
    readonly note: string;
    readonly at: number;
    readonly textVersion: number | null;
    readonly withdrawnAt: number | null;
  }[];
  readonly pinSetAt: number | null;
  readonly templates: readonly {
    readonly encoder: string;
    readonly encoding: Float32Array;
    readonly quality: number;
    readonly source: string;
    readonly createdAt: number;
  }[];
  readonly photos: readonly {
    readonly jpeg: Uint8Array;
    readonly source: string;
    readonly createdAt: number;
  }[];
  readonly events: readonly EventOfSubject[];
}

type EventOfSubject = Pick<
  StationEvent,
  'seq' | 'at' | 'kind' | 'outcome' | 'distance' | 'threshold' | 'source' | 'detail'
> & { readonly code: string | null; readonly claimed: boolean };

interface PersonRow {
  readonly keyId: string;
  readonly profile: Buffer;
  readonly enrolledAt: number;
  readonly lastUsedAt: number | null;
  readonly withdrawnAt: number | null;
  readonly endsAt: number | null;
}

/** Whole or not at all: a person is not told that less is kept than is. */
export function readSubject(db: Sqlite, vault: OpenVault, id: string): Result<SubjectRow> {
  const read = guarded((): SubjectRow | 'unknown' | 'unreadable' => {
    const inOneView = db.transaction(() => {
      const row = personOf(db, id);
      if (!row) return 'unknown';
      const seals = sealsBy(vault)(id, row.keyId);
      return (seals && opened(() => subjectOf(db, id, row, seals))) ?? 'unreadable';
    });
    return inOneView();
  });
  if (!read.ok) return read;
  if (read.value === 'unknown') return fail('unknown-person', id);
  return read.value === 'unreadable' ? fail('sealed-unreadable', id) : ok(read.value);
}

function personOf(db: Sqlite, id: string): PersonRow | undefined {
  return db
    .prepare<[string], PersonRow>(
      `SELECT key_id AS keyId, profile, enrolled_at AS enrolledAt, last_used_at AS lastUsedAt,
         withdrawn_at AS withdrawnAt, ends_at AS endsAt
       FROM people WHERE id = ?`,
    )
    .get(id);
}

/** @throws SealError */
function subjectOf(db: Sqlite, id: string, row: PersonRow, seals: PersonSeals): SubjectRow {
  const { name, consents } = seals.openProfile(row.profile);
  const { enrolledAt, lastUsedAt, withdrawnAt, endsAt } = row;
  const pinSetAt = db
    .prepare<[string], number>('SELECT set_at FROM pins WHERE person_id = ?')
    .pluck()
    .get(id);
  return {
    ...{ id, name, enrolledAt, lastUsedAt, withdrawnAt, endsAt },
    consents: consents.map(({ note, at, textVersion, withdrawnAt: until }) => ({
      ...{ note, at, textVersion },
      withdrawnAt: until,
    })),
    pinSetAt: pinSetAt ?? null,
    templates: templatesOf(db, id, seals),
    photos: photosOf(db, id, seals),
    events: eventsOf(db, id),
  };
}

function templatesOf(db: Sqlite, id: string, seals: PersonSeals): SubjectRow['templates'] {
  return db
    .prepare<[string], { encoder: string; sealed: Buffer; createdAt: number }>(
      `SELECT encoder_sha256 AS encoder, sealed, created_at AS createdAt FROM templates
       WHERE person_id = ? ORDER BY id`,
    )
    .all(id)
    .map(({ encoder, sealed, createdAt }) => {
      const { encoding, quality, source } = seals.openTemplate(sealed, encoder);
      return { encoder, encoding: blobToEncoding(encoding), quality, source, createdAt };
    });
}

function photosOf(db: Sqlite, id: string, seals: PersonSeals): SubjectRow['photos'] {
  return db
    .prepare<[string], { sealed: Buffer; createdAt: number }>(
      `SELECT sealed, created_at AS createdAt FROM enrolment_photos
       WHERE person_id = ? ORDER BY id`,
    )
    .all(id)
    .map(({ sealed, createdAt }) => ({ ...seals.openPhoto(sealed), createdAt }));
}

/** Rows that name the person, without whom else they name. */
function eventsOf(db: Sqlite, id: string): EventOfSubject[] {
  return db
    .prepare<[object], Omit<EventOfSubject, 'claimed'> & { claimed: number }>(
      `SELECT seq, at, kind, outcome, distance, threshold, code, source, detail,
         ifnull(claimed_id = @id, 0) AS claimed
       FROM events WHERE person_id = @id OR claimed_id = @id ORDER BY seq`,
    )
    .all({ id })
    .filter(({ kind }) => eventKinds.includes(kind))
    .map((row) => ({ ...row, claimed: row.claimed === 1 }));
}
