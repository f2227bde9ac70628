import { createHash } from 'node:crypto';

/** One row of the log as it is kept and hashed: ids, never names. `at` is ms since 1970, UTC. */
export interface LogRow {
  readonly seq: number;
  readonly at: number;
  readonly kind: string;
  readonly outcome: string;
  readonly personId: string | null;
  readonly claimedId: string | null;
  readonly distance: number | null;
  readonly threshold: number | null;
  readonly code: string | null;
  readonly source: string;
  readonly detail: string | null;
  readonly actor: string | null;
}

/** A row with its place in the chain: the hash of the row before it, and its own. 32 bytes each. */
export interface ChainedRow extends LogRow {
  readonly prev: Uint8Array;
  readonly hash: Uint8Array;
}

/** Bytes of a SHA-256. */
export const hashBytes = 32;

/** What the first row of a log follows. */
export const genesis: Uint8Array = Buffer.alloc(hashBytes);

/** Version of the canonical form, its first field. */
const canonicalVersion = 1;

/**
 * The canonical form of a row: a JSON array of its fields in this fixed order, the version first, as
 * JSON.stringify writes it (no spaces, numbers as ECMAScript writes them, what is not there as null),
 * in UTF-8. A number that JSON has not, which the station never writes, is a text: it must not look
 * like null. `prev` and `hash` are no part of it.
 */
export function canonical(row: LogRow): string {
  return JSON.stringify([
    canonicalVersion,
    row.seq,
    row.at,
    row.kind,
    row.outcome,
    row.personId,
    row.claimedId,
    exact(row.distance),
    exact(row.threshold),
    row.code,
    row.source,
    row.detail,
    row.actor,
  ]);
}

function exact(value: number | null): number | string | null {
  return value === null || Number.isFinite(value) ? value : String(value);
}

/** SHA-256 over the hash of the row before and the row's canonical form: 32 bytes. */
export function rowHash(prev: Uint8Array, row: LogRow): Buffer {
  return createHash('sha256').update(prev).update(canonical(row)).digest();
}

export function sameHash(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0;
}
