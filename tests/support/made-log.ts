import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import Database from 'better-sqlite3';
import { LogHeadFile } from '../../electron/audit/head-file.ts';
import { genesis, rowHash, type ChainedRow } from '../../electron/audit/log-row.ts';
import type { NewEvent } from '../../electron/contract/records.ts';
import type { LogReport } from '../../electron/contract/trust.ts';
import { databaseFile, logHeadFile } from '../../electron/hosts/data-files.ts';
import type { Sqlite } from '../../electron/store/database.ts';
import { EventLog } from '../../electron/store/event-log.ts';
import { LogRepository } from '../../electron/store/log-repository.ts';
import { chainedLog } from '../../electron/store/migrations/0006-chained-log.ts';
import { migrations } from '../../electron/store/migrations/index.ts';
import { memoryVault } from '../../electron/vault/memory-vault.ts';
import type { OpenVault } from '../../electron/vault/vault.ts';
import { temporaryDir, type Ending } from './temporary.ts';

export const firstAt = 1_700_000_000_000;

/** A row as a check writes it; each a second after the other. */
export function madeEvent(number: number, more: Partial<NewEvent> = {}): NewEvent {
  return {
    at: firstAt + number * 1000,
    kind: 'identify',
    outcome: 'match',
    personId: `person-${number % 7}`,
    claimedId: null,
    distance: 0.1 + number / 1000,
    threshold: 0.3,
    code: null,
    source: 'camera',
    ...more,
  };
}

/** A log alone, over a real database in a file, as a station keeps it. */
export interface MadeLog {
  readonly db: Sqlite;
  readonly dir: string;
  readonly vault: OpenVault;
  readonly log: EventLog;
  readonly repository: LogRepository;
  readonly headPath: string;
  add(count: number): void;
  verify(): LogReport;
  /** The same file as the next process sees it. */
  again(): MadeLog;
}

export function madeLog(
  t: Ending,
  rows = 0,
  /** What an earlier version left in the log, before rows were chained. */
  earlier: (db: Sqlite) => void = () => undefined,
): MadeLog {
  const dir = temporaryDir(t);
  const vault = memoryVault();
  const db = openAt(t, dir);
  for (const migration of migrations) {
    if (migration.to > chainedLog.to) break;
    if (migration.to === chainedLog.to) earlier(db);
    const context = { vault, actor: () => 'ana' };
    db.transaction(() =>
      'sql' in migration ? void db.exec(migration.sql) : migration.run(db, context),
    )();
  }
  const made = madeOver(db, dir, vault);
  if (rows > 0) made.add(rows);
  return made;
}

/** The same log in files of its own, and the same station's. */
export function copyOf(t: TestContext, { db, dir, vault }: MadeLog): MadeLog {
  db.pragma('wal_checkpoint(TRUNCATE)');
  const copy = temporaryDir(t);
  for (const file of [databaseFile, logHeadFile]) copyFileSync(join(dir, file), join(copy, file));
  return madeOver(openAt(t, copy), copy, vault);
}

function openAt(t: Ending, dir: string): Sqlite {
  const db = new Database(join(dir, databaseFile));
  t.after(() => db.close());
  db.pragma('journal_mode = WAL');
  // Nothing here is about power cuts.
  db.pragma('synchronous = OFF');
  return db;
}

function madeOver(db: Sqlite, dir: string, vault: OpenVault): MadeLog {
  const headPath = join(dir, logHeadFile);
  const head = new LogHeadFile(headPath);
  const log = new EventLog(db, { vault, actor: () => 'ana', head });
  const repository = new LogRepository(db, log);
  return {
    db,
    dir,
    vault,
    log,
    repository,
    headPath,
    add: (count) => addRows(log, count),
    verify: () => {
      const report = repository.examine();
      if (!report.ok) throw new Error(report.error.message);
      return report.value;
    },
    again: () => madeOver(db, dir, vault),
  };
}

function addRows(log: EventLog, count: number): void {
  const from = log.tables.tail()?.seq ?? 0;
  const written = log.write(() => {
    for (let number = from + 1; number <= from + count; number++) log.insert(madeEvent(number));
  });
  if (!written.ok) throw new Error(written.error.message);
}

/** What somebody with a database editor can do to the rows: they know everything but the keys. */
export class Forger {
  readonly #db: Sqlite;

  constructor(db: Sqlite) {
    this.#db = db;
  }

  row(seq: number): ChainedRow {
    const row = this.#db
      .prepare<[number], ChainedRow>(
        `SELECT seq, at, kind, outcome, person_id AS personId, claimed_id AS claimedId, distance,
           threshold, code, source, detail, actor, prev, hash FROM events WHERE seq = ?`,
      )
      .get(seq);
    if (!row) throw new Error(`there is no row ${seq}`);
    return row;
  }

  /** Puts a row in the place of the one of its number, or where there is none. */
  put(row: ChainedRow): void {
    this.#db
      .prepare(
        `INSERT OR REPLACE INTO events VALUES (@seq, @at, @kind, @outcome, @personId, @claimedId,
           @distance, @threshold, @code, @source, @detail, @actor, @prev, @hash)`,
      )
      .run(row);
  }

  /** Changes fields of a row, and makes its own hash right again where that is wished. */
  edit(seq: number, change: Partial<ChainedRow>, rehash = false): void {
    const row = { ...this.row(seq), ...change };
    this.put(rehash ? { ...row, hash: rowHash(row.prev, row) } : row);
  }

  remove(from: number, to: number = from): void {
    this.#db.prepare('DELETE FROM events WHERE seq BETWEEN ? AND ?').run(from, to);
  }

  /** Gives the rows after `after` other numbers, as many up or down. */
  renumber(after: number, by: number, rehash = false): void {
    const rows = this.#rowsAfter(after);
    this.#db.prepare('DELETE FROM events WHERE seq > ?').run(after);
    for (const row of rows) {
      const moved = { ...row, seq: row.seq + by };
      this.put(rehash ? { ...moved, hash: rowHash(moved.prev, moved) } : moved);
    }
  }

  /** Two rows change places: with all that is in them, or with all but their links. */
  swap(a: number, b: number, what: 'rows' | 'contents', rehash = false): void {
    const [first, second] = [this.row(a), this.row(b)];
    const take = (seq: number, from: ChainedRow, links: ChainedRow): ChainedRow => {
      const { prev, hash } = what === 'rows' ? from : links;
      const row = { ...from, seq, prev, hash };
      return rehash ? { ...row, hash: rowHash(row.prev, row) } : row;
    };
    this.put(take(a, second, first));
    this.put(take(b, first, second));
  }

  /** Writes the chain anew from a row on, as somebody does who has read how it is made. */
  rechain(from: number): void {
    let prev: Uint8Array = from === 1 ? genesis : this.row(from - 1).hash;
    for (const row of this.#rowsAfter(from - 1)) {
      const hash = rowHash(prev, row);
      this.put({ ...row, prev, hash });
      prev = hash;
    }
  }

  /** Rows of their own behind the newest one, each rightly chained. */
  append(count: number): void {
    for (let done = 0; done < count; done++) {
      const last = this.#rowsAfter(this.#newest() - 1)[0];
      if (!last) throw new Error('there is nothing to append to');
      const row = { ...last, seq: last.seq + 1, personId: 'mallory', prev: last.hash };
      this.put({ ...row, hash: rowHash(row.prev, row) });
    }
  }

  run(sql: string, ...values: unknown[]): void {
    this.#db.prepare(sql).run(...values);
  }

  #newest(): number {
    return Number(this.#db.prepare('SELECT max(seq) FROM events').pluck().get());
  }

  #rowsAfter(after: number): ChainedRow[] {
    const seqs = this.#db
      .prepare<[number], number>('SELECT seq FROM events WHERE seq > ? ORDER BY seq')
      .pluck()
      .all(after);
    return seqs.map((seq) => this.row(seq));
  }
}
