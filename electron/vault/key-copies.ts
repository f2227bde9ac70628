import { closeSync, existsSync, openSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import Database from 'better-sqlite3';
import { fail, type Result } from '../contract/errors.ts';
import { overwrite, privateMode, syncToDisk } from './private-file.ts';
import { guardedKeys } from './vault-errors.ts';
import { vaultApplicationId, type Sqlite } from './vault-file.ts';
import type { StaleCopy } from './vault.ts';

/**
 * The copies of a vault. Each place is remembered in the vault before anything is written there, so
 * that no copy is ever left behind with a key that was destroyed.
 */
export class KeyCopies {
  readonly #db: Sqlite;
  readonly #ownPath: string;
  readonly #stationId: string;

  constructor(db: Sqlite, ownPath: string, stationId: string) {
    this.#db = db;
    this.#stationId = stationId;
    this.#ownPath = resolve(ownPath);
  }

  /** Errors: backup-in-the-way (another file is there), store codes. */
  make(path: string): Result<void> {
    const place = this.#named(resolve(path));
    const insert = 'INSERT INTO copies (path) VALUES (?) ON CONFLICT DO NOTHING';
    const remembered = guardedKeys(() => this.#db.prepare(insert).run(place));
    if (!remembered.ok) return remembered;
    const written = this.#write(place);
    // Nothing of ours came to be there, so there is nothing to renew either.
    if (!written.ok && remembered.value.changes > 0) this.#forget(place);
    return written;
  }

  renew(): { readonly renewed: number; readonly stale: readonly StaleCopy[] } {
    return this.#renew(placesOf(this.#db));
  }

  /** Renews what a crash left stale. */
  renewStale(): void {
    this.#renew(placesOf(this.#db, 'WHERE stale = 1'));
  }

  #renew(places: readonly string[]): {
    readonly renewed: number;
    readonly stale: readonly StaleCopy[];
  } {
    const stale: StaleCopy[] = [];
    let renewed = 0;
    for (const place of places) {
      const written = this.#write(place);
      if (written.ok) renewed += 1;
      else stale.push({ path: this.#pathOf(place), error: written.error.message });
    }
    return { renewed, stale };
  }

  /** Below the vault's own folder a place moves with it: a data folder that is copied has copies of its own. */
  #named(path: string): string {
    const below = relative(dirname(this.#ownPath), path);
    return below.startsWith('..') ? path : below;
  }

  #pathOf(place: string): string {
    return resolve(dirname(this.#ownPath), place);
  }

  #forget(place: string): void {
    guardedKeys(() => this.#db.prepare('DELETE FROM copies WHERE path = ?').run(place));
  }

  /** While nobody else writes to the keys: of two copies made at once the newer one stays. */
  #write(place: string): Result<void> {
    const path = this.#pathOf(place);
    if (path === this.#ownPath || !this.#isFree(path)) return fail('backup-in-the-way', path);
    const step = this.#db.transaction(() => {
      this.#db.prepare('UPDATE copies SET stale = 0 WHERE path = ?').run(place);
      replaceFile(path, alone(this.#db.serialize()));
    });
    return guardedKeys(() => step.immediate());
  }

  /** Whether nothing is there, or a copy of this station's keys. */
  #isFree(path: string): boolean {
    return !existsSync(path) || stationOf(path) === this.#stationId;
  }
}

/** Within the transaction after which no copy is as it should be. */
export function markCopiesStale(db: Sqlite): void {
  db.prepare('UPDATE copies SET stale = 1').run();
}

function placesOf(db: Sqlite, where = ''): string[] {
  return db.prepare<[], string>(`SELECT path FROM copies ${where} ORDER BY path`).pluck().all();
}

/** There is a whole file at any moment; the old one's bytes are overwritten once it has gone. */
function replaceFile(path: string, bytes: Uint8Array): void {
  const fresh = `${path}.new`;
  writeFileSync(fresh, bytes, { mode: privateMode });
  syncToDisk(fresh);
  // Windows renames over no file that is open.
  const old = process.platform !== 'win32' && existsSync(path) ? openSync(path, 'r+') : null;
  try {
    renameSync(fresh, path);
    if (old !== null) overwrite(old);
  } finally {
    if (old !== null) closeSync(old);
  }
  syncToDisk(dirname(path));
}

/** Where SQLite's header says that a write-ahead log goes with the file, and what says that none does. */
const formatAt = [18, 19] as const;
const formatAlone = 1;

/** A copy is one file, which nothing has to lie beside. */
function alone(bytes: Buffer): Buffer {
  for (const at of formatAt) bytes[at] = formatAlone;
  return bytes;
}

/** Whose keys a file has; null where it is no whole vault. Nothing is written beside it. */
function stationOf(path: string): string | null {
  let db: Sqlite | null = null;
  try {
    db = new Database(alone(readFileSync(path)));
    if (db.pragma('application_id', { simple: true }) !== vaultApplicationId) return null;
    return db.prepare<[], string>('SELECT station_id FROM vault').pluck().get() ?? null;
  } catch {
    return null;
  } finally {
    db?.close();
  }
}
