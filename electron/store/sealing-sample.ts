import type { OpenVault } from '../vault/vault.ts';
import type { Sqlite } from './database.ts';
import { opened, sealsBy } from './known-people.ts';
import type { PersonSeals } from './person-seals.ts';

/** Rows of each kind that are opened: by chance, so that one row in ten that is bad is nearly surely met. */
const sampleRows = 64;
/** Rows looked at in one piece: of photos some 3 MB. */
const rowsAtOnce = 100;

/** Least bytes of a seal (version, nonce, tag), and its first byte: see vault/seal.ts. */
const looksSealed = `length(sealed) >= 29 AND substr(sealed, 1, 1) = x'01'`;

interface Row {
  readonly personId: string;
  readonly keyId: string;
  readonly encoder: string;
  readonly sealed: Buffer;
}

interface Kind {
  /** A table of `key`, `person_id`, `encoder`, `sealed`. */
  readonly from: string;
  readonly open: (seals: PersonSeals, row: Row) => unknown;
}

const kinds = {
  profile: {
    from: `(SELECT id AS key, id AS person_id, '' AS encoder, profile AS sealed FROM people)`,
    open: (seals, { sealed }) => seals.openProfile(sealed),
  },
  template: {
    from: '(SELECT id AS key, person_id, encoder_sha256 AS encoder, sealed FROM templates)',
    open: (seals, { sealed, encoder }) => seals.openTemplate(sealed, encoder),
  },
  photo: {
    from: `(SELECT id AS key, person_id, '' AS encoder, sealed FROM enrolment_photos)`,
    open: (seals, { sealed }) => seals.openPhoto(sealed),
  },
  pin: {
    from: `(SELECT person_id AS key, person_id, '' AS encoder, sealed FROM pins)`,
    open: (seals, { sealed }) => seals.openPin(sealed),
  },
} as const satisfies Record<string, Kind>;

export type SealedTable = keyof typeof kinds;
type Key = string | number;

/** How many rows there are, how many look sealed, and where to go on; null where there are no more. */
export interface SealedPage {
  readonly rows: number;
  readonly sealed: number;
  readonly last: Key | null;
}

/** Looks at the next rows of one kind, without opening them. Throws what SQLite throws. */
export function lookAtSealed(db: Sqlite, kind: SealedTable, after: Key | null): SealedPage {
  const { from } = kinds[kind];
  const [rows = 0, sealed = 0, last = null] =
    db
      .prepare<[object], [number, number | null, Key | null]>(
        `SELECT count(*), total(${looksSealed}), max(key) FROM (
           SELECT key, sealed FROM ${from} ${after === null ? '' : 'WHERE key > @after'}
           ORDER BY key LIMIT @rowsAtOnce)`,
      )
      .raw()
      .get({ after, rowsAtOnce }) ?? [];
  return { rows, sealed: sealed ?? 0, last: rows < rowsAtOnce ? null : last };
}

/** Opens some rows of one kind that look sealed; how many do not open. Throws what SQLite throws. */
export function openSample(db: Sqlite, vault: OpenVault, kind: SealedTable): number {
  const { from, open }: Kind = kinds[kind];
  const sealsOf = sealsBy(vault);
  const sample = db
    .prepare<[number], Row>(
      `SELECT s.person_id AS personId, p.key_id AS keyId, s.encoder, s.sealed
       FROM ${from} s JOIN people p ON p.id = s.person_id
       WHERE s.key IN (SELECT key FROM ${from} ORDER BY random() LIMIT ?) AND ${looksSealed}`,
    )
    .all(sampleRows);
  const opens = (row: Row): boolean =>
    opened(() => {
      const seals = sealsOf(row.personId, row.keyId);
      if (seals) open(seals, row);
      return seals !== null;
    }) ?? false;
  return sample.filter((row) => !opens(row)).length;
}
