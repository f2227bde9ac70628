import { headText, type SignedHead } from '../audit/anchor.ts';
import type { Damage } from '../audit/end-of-log.ts';
import type { LogKeys } from '../audit/log-keys.ts';
import type { ChainedRow } from '../audit/log-row.ts';
import { LogVerifier, type LogFacts } from '../audit/log-verifier.ts';
import { fail, ok, type Result } from '../contract/errors.ts';
import type { StationEvent } from '../contract/messages.ts';
import type { NewEvent } from '../contract/records.ts';
import type { LogReport } from '../contract/trust.ts';
import type { Sqlite } from './database.ts';
import type { EventLog } from './event-log.ts';
import { dropUpTo, headToDrop } from './log-dropping.ts';
import { chainedColumns } from './log-tables.ts';
import { guarded } from './sqlite-errors.ts';

/** Rows read at once by a whole walk. */
const pageRows = 1_000;

/** How the detail of a row ends that says how many rows were verified. */
export const verifiedWords = ' rows verified';

/** Before every row there can be: rows that somebody put before the first are looked at, too. */
export const beforeAll = Number.MIN_SAFE_INTEGER;

/** What was dropped, and whether there is more to drop. */
export interface Dropped {
  readonly rows: number;
  readonly more: boolean;
}

/** Ms since 1970, both included. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** The log as it is at one moment. */
export interface LogView {
  readonly facts: LogFacts;
  /** At most `limit` rows after `after`, oldest first. */
  readonly rows: (after: number, limit: number) => readonly ChainedRow[];
}

/** The log as a whole: what vouches for it, its oldest rows, its end. Errors: store codes. */
export class LogRepository {
  readonly #db: Sqlite;
  readonly #log: EventLog;

  constructor(db: Sqlite, log: EventLog) {
    this.#db = db;
    this.#log = log;
  }

  keys(): Result<LogKeys> {
    return guarded(() => this.#log.keys);
  }

  /** Runs work on the rows and what vouches for them, as they are at one moment. */
  look<T>(work: (view: LogView) => T): Result<T> {
    // The head file first: whatever it knows is in the database by then.
    return guarded(() => {
      const facts = this.#facts();
      const step = this.#db.transaction(() => {
        const { tables } = this.#log;
        const now = { ...facts, tail: tables.tail(), stub: tables.stub() };
        return work({ facts: now, rows: (after, limit) => tables.rows(after, limit) });
      });
      return step();
    });
  }

  /** At most `limit` rows after `after` between two times (both included), oldest first. */
  between(span: Span, after: number, limit: number): Result<readonly ChainedRow[]> {
    return guarded(() =>
      this.#db
        .prepare<unknown[], ChainedRow>(
          // The plus keeps SQLite from sorting all rows of the span for each page.
          `SELECT ${chainedColumns} FROM events
           WHERE seq > ? AND +at BETWEEN ? AND ? ORDER BY seq LIMIT ?`,
        )
        .all(after, span.from, span.to, limit),
    );
  }

  /** Adds one row and returns its number. */
  append(event: NewEvent): Result<number> {
    return this.#log.write(() => this.#log.insert(event));
  }

  /** Walks the rows after the newest head but one, and the end: some milliseconds. */
  examineEnd(): Result<LogReport> {
    return this.look(({ facts, rows }) => {
      const { keys } = facts;
      const [, start] = this.#log.tables.newestHeads(2);
      const isOurs = start && keys.signed(headText(keys.stationId, start), start.signature);
      return walk(isOurs ? { ...facts, start } : facts, rows);
    });
  }

  /** Walks the whole log at once, however long that takes. */
  examine(expected: SignedHead | null = null): Result<LogReport> {
    return this.look(({ facts, rows }) => walk({ ...facts, expected }, rows));
  }

  /** The number of the oldest row that the station wrote about its log being damaged; null for none. */
  recordedDamage(): Result<number | null> {
    return guarded(() => {
      const first = this.#db
        .prepare<[], number | null>(
          `SELECT min(seq) FROM events WHERE kind = 'log' AND code = 'log-damaged'`,
        )
        .pluck()
        .get();
      return first ?? null;
    });
  }

  /** The newest row of a kind that the station logs of itself; null for none. */
  newestOf(kinds: readonly ('log' | 'start' | 'stop' | 'clock')[]): Result<StationMark | null> {
    return guarded(() => {
      const rows = kinds.map((kind) =>
        this.#db
          .prepare<[string], StationMark>(
            `SELECT seq, at, kind, outcome, code, detail FROM events
             WHERE kind = ? ORDER BY seq DESC LIMIT 1`,
          )
          .get(kind),
      );
      const there = rows.filter((row) => row !== undefined);
      return there.toSorted((a, b) => b.seq - a.seq)[0] ?? null;
    });
  }

  /** When a row says that all rows were verified, the newest such; null for never. */
  verifiedAt(): Result<number | null> {
    return guarded(() => {
      const at = this.#db
        .prepare<[string], number>(
          `SELECT at FROM events WHERE kind = 'log' AND code IS NULL AND detail LIKE ?
           ORDER BY seq DESC LIMIT 1`,
        )
        .pluck()
        .get(`%${verifiedWords}`);
      return at ?? null;
    });
  }

  /** The latest time of any row, ms; null for an empty log. */
  latestAt(): Result<number | null> {
    return guarded(
      () => this.#db.prepare<[], number | null>('SELECT max(at) FROM events').pluck().get() ?? null,
    );
  }

  /** How many rows there are between two times, both included. */
  count({ from, to }: Span): Result<number> {
    return guarded(() =>
      Number(
        this.#db
          .prepare('SELECT count(*) FROM events WHERE at BETWEEN ? AND ?')
          .pluck()
          .get(from, to),
      ),
    );
  }

  /** Signs the end of the log as it is now; null for an empty log. Errors: log-damaged, store codes. */
  signedEnd(at: number): Result<SignedHead | null> {
    const tail = guarded(() => this.#log.end());
    if (!tail.ok) return tail;
    if (tail.value === null) return fail('log-damaged');
    const { seq, prev, hash } = tail.value;
    if (seq === 0) return ok(null);
    const { keys } = this.#log;
    const head = { seq, prev, hash, at };
    return ok({ ...head, signature: keys.sign(headText(keys.stationId, head)) });
  }

  /**
   * Drops the oldest rows that are all older than `before`, up to a signed head, and leaves a signed
   * stub in their place. The newest row always stays. What was wrong with the rows dropped is written
   * down, so that dropping them hides nothing.
   */
  dropBefore(before: number, at: number, eventOf: (detail: string) => NewEvent): Result<Dropped> {
    return this.#log.write(() => {
      const head = headToDrop(this.#db, this.#log, before);
      if (!head) return { rows: 0, more: false };
      const damage = this.#damageUpTo(head);
      const rows = dropUpTo(this.#db, this.#log, head, at);
      this.#log.insert(eventOf(`${rows} rows up to row ${head.seq} dropped`));
      if (damage) this.#log.insertDamage(damage, at);
      return { rows, more: true };
    });
  }

  #damageUpTo(head: SignedHead): Damage | null {
    const facts = this.#facts();
    const verifier = new LogVerifier({
      ...facts,
      tail: null,
      headFile: null,
      heads: (after, upTo) => facts.heads(after, Math.min(upTo, head.seq)),
      stop: head,
    });
    let after = beforeAll;
    while (after < head.seq) {
      const rows = this.#log.tables.rows(after, pageRows).filter(({ seq }) => seq <= head.seq);
      verifier.take(rows);
      after = rows.at(-1)?.seq ?? head.seq;
    }
    const { damage, firstBad } = verifier.report();
    return damage === undefined || firstBad === undefined ? null : { damage, firstBad };
  }

  #facts(): LogFacts {
    const { tables, keys } = this.#log;
    return {
      keys,
      stub: tables.stub(),
      tail: tables.tail(),
      headFile: this.#log.headFile(),
      heads: (after, upTo) => tables.heads(after, upTo),
    };
  }
}

/** A row that the station wrote of itself. */
export interface StationMark extends Pick<
  StationEvent,
  'seq' | 'at' | 'kind' | 'outcome' | 'detail'
> {
  readonly code: string | null;
}

function walk(facts: LogFacts, rowsAfter: LogView['rows']): LogReport {
  const verifier = new LogVerifier(facts);
  let after = facts.start?.seq ?? beforeAll;
  for (;;) {
    const rows = rowsAfter(after, pageRows);
    verifier.take(rows);
    const newest = rows.at(-1);
    if (!newest || rows.length < pageRows) return verifier.report();
    after = newest.seq;
  }
}
