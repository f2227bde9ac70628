import type { Statement } from 'better-sqlite3';
import type { Anchor, SignedHead, Stub, Tail } from '../audit/anchor.ts';
import type { ChainedRow } from '../audit/log-row.ts';
import type { Sqlite } from './database.ts';

/** All fields of a chained row, by the names the code has for them. */
export const chainedColumns = `
  seq, at, kind, outcome, person_id AS personId, claimed_id AS claimedId, distance, threshold,
  code, source, detail, actor, prev, hash`;

const statements = {
  tail: 'SELECT seq, prev, hash, mac FROM log_tail',
  last: 'SELECT seq, prev, hash FROM events WHERE seq <= ? ORDER BY seq DESC LIMIT 1',
  stub: 'SELECT seq, prev, hash, at, signature, dropped FROM log_stub',
  newestHeads: 'SELECT seq, prev, hash, at, signature FROM log_heads ORDER BY seq DESC LIMIT ?',
  heads: `SELECT seq, prev, hash, at, signature FROM log_heads
    WHERE seq > ? AND seq <= ? ORDER BY seq`,
  rows: `SELECT ${chainedColumns} FROM events WHERE seq > ? ORDER BY seq LIMIT ?`,
  insert: `INSERT INTO events
    (seq, at, kind, outcome, person_id, claimed_id, distance, threshold, code, source, detail,
     actor, prev, hash)
    VALUES (@seq, @at, @kind, @outcome, @personId, @claimedId, @distance, @threshold, @code,
     @source, @detail, @actor, @prev, @hash)`,
  setTail: `INSERT INTO log_tail (id, seq, prev, hash, mac) VALUES (1, @seq, @prev, @hash, @mac)
    ON CONFLICT (id) DO UPDATE SET seq = excluded.seq, prev = excluded.prev,
      hash = excluded.hash, mac = excluded.mac`,
  addHead: `INSERT OR REPLACE INTO log_heads (seq, prev, hash, at, signature)
    VALUES (@seq, @prev, @hash, @at, @signature)`,
  setStub: `INSERT INTO log_stub (id, seq, prev, hash, at, signature, dropped)
    VALUES (1, @seq, @prev, @hash, @at, @signature, @dropped)
    ON CONFLICT (id) DO UPDATE SET seq = excluded.seq, prev = excluded.prev, hash = excluded.hash,
      at = excluded.at, signature = excluded.signature, dropped = excluded.dropped`,
} as const;

/**
 * The rows of the log and what vouches for them, as they are kept. Each statement is compiled once, at
 * its first use. Methods throw what SQLite throws.
 */
export class LogTables {
  readonly #db: Sqlite;
  readonly #compiled = new Map<keyof typeof statements, Statement<unknown[], unknown>>();

  constructor(db: Sqlite) {
    this.#db = db;
  }

  tail(): Tail | null {
    return (this.#statement('tail').get() as Tail | undefined) ?? null;
  }

  /** The newest row up to `upTo`. */
  last(upTo: number = Number.MAX_SAFE_INTEGER): Anchor | null {
    return (this.#statement('last').get(upTo) as Anchor | undefined) ?? null;
  }

  stub(): Stub | null {
    return (this.#statement('stub').get() as Stub | undefined) ?? null;
  }

  newestHead(): SignedHead | null {
    return this.newestHeads(1)[0] ?? null;
  }

  /** Newest first. */
  newestHeads(limit: number): SignedHead[] {
    return this.#statement('newestHeads').all(limit) as SignedHead[];
  }

  /** Heads of rows after `after` up to `upTo`, oldest first. */
  heads(after: number, upTo: number): SignedHead[] {
    return this.#statement('heads').all(after, upTo) as SignedHead[];
  }

  /** At most `limit` rows after `after`, oldest first. */
  rows(after: number, limit: number): ChainedRow[] {
    return this.#statement('rows').all(after, limit) as ChainedRow[];
  }

  insert(row: ChainedRow): void {
    this.#statement('insert').run(row);
  }

  setTail(tail: Tail): void {
    this.#statement('setTail').run(tail);
  }

  addHead(head: SignedHead): void {
    this.#statement('addHead').run(head);
  }

  setStub(stub: Stub): void {
    this.#statement('setStub').run(stub);
  }

  #statement(name: keyof typeof statements): Statement<unknown[], unknown> {
    const known = this.#compiled.get(name);
    if (known) return known;
    const compiled = this.#db.prepare<unknown[], unknown>(statements[name]);
    this.#compiled.set(name, compiled);
    return compiled;
  }
}
