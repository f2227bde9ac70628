import { statSync } from 'node:fs';
import Database from 'better-sqlite3';
import { fail, ok, type Result } from '../contract/errors.ts';
import type { Sqlite } from './database.ts';
import { guarded } from './sqlite-errors.ts';

/** What is in a copy of the database. */
export interface SnapshotFacts {
  /** Its schema, `user_version`. */
  readonly schema: number;
  readonly people: number;
  readonly events: number;
  readonly bytes: number;
}

/** How long a statement waits for another process's write, in ms. */
const busyTimeoutMs = 5000;

/**
 * Copies a database as it is at one moment, while others may write to it, and checks the copy. `target` is
 * an empty file: it says who may read the copy. Errors: store codes.
 */
export function takeSnapshot(source: string, target: string): Result<SnapshotFacts> {
  const opened = guarded(
    () => new Database(source, { readonly: true, fileMustExist: true, timeout: busyTimeoutMs }),
  );
  if (!opened.ok) return opened;
  try {
    return snapshotOf(opened.value, target);
  } finally {
    opened.value.close();
  }
}

/** The same of a database that is open, outside a transaction. */
export function snapshotOf(db: Sqlite, target: string): Result<SnapshotFacts> {
  const copied = guarded(() => db.prepare('VACUUM INTO ?').run(target));
  return copied.ok ? examineSnapshot(target) : copied;
}

/** Reads a whole copy, whose rows nobody writes. Errors: store-damaged and other store codes. */
export function examineSnapshot(path: string): Result<SnapshotFacts> {
  const opened = guarded(() => new Database(path, { readonly: true, fileMustExist: true }));
  if (!opened.ok) return opened;
  const db = opened.value;
  try {
    const found = guarded(() => ({
      fault: String(db.pragma('quick_check(1)', { simple: true })),
      schema: Number(db.pragma('user_version', { simple: true })),
      people: count(db, 'people'),
      events: count(db, 'events'),
    }));
    if (!found.ok) return found;
    const { fault, ...facts } = found.value;
    if (fault !== 'ok') return fail('store-damaged', fault);
    return ok({ ...facts, bytes: statSync(path).size });
  } finally {
    db.close();
  }
}

function count(db: Sqlite, table: 'people' | 'events'): number {
  return Number(db.prepare(`SELECT count(*) FROM ${table}`).pluck().get());
}
