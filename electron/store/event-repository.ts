import type { Result } from '../contract/errors.ts';
import { stationEventSchema, type StationEvent } from '../contract/messages.ts';
import type { EventFilter, NewEvent } from '../contract/records.ts';
import type { Sqlite } from './database.ts';
import { conditionOf, type PeopleNames } from './event-filter.ts';
import type { EventLog } from './event-log.ts';
import { plucked } from './plucked.ts';
import { guarded } from './sqlite-errors.ts';

/** The log of what the station decided. Rows are added and read, never changed. */
export class EventRepository {
  readonly #db: Sqlite;
  readonly #log: EventLog;
  readonly #names: PeopleNames;
  readonly #newest: ReturnType<typeof plucked>;

  constructor(db: Sqlite, log: EventLog, names: PeopleNames = nobody) {
    this.#db = db;
    this.#log = log;
    this.#names = names;
    this.#newest = plucked(db, 'SELECT seq FROM events ORDER BY seq DESC LIMIT 1');
  }

  /** Adds one row. Who was recognised has been seen, which their template's retention counts from. */
  append(event: NewEvent): Result<void> {
    return this.#log.write(() => {
      this.#log.insert(event);
      if (event.outcome === 'match' && event.personId !== null) this.#seen(event);
    });
  }

  /** Newest first; only rows older than `before`, where given. Names are today's. */
  list(
    limit: number,
    before: number = Number.MAX_SAFE_INTEGER,
    filter: EventFilter = {},
  ): Result<{ total: number; events: StationEvent[] }> {
    return guarded(() => {
      const { sql, values } = conditionOf(this.#db, filter, this.#names);
      const total = Number(
        this.#db
          .prepare(`SELECT count(*) FROM events WHERE ${sql}`)
          .pluck()
          .get(...values),
      );
      const rows = this.#db
        .prepare<unknown[], EventRow>(
          `SELECT seq, at, kind, outcome, person_id AS personId, claimed_id AS claimedId,
             distance, threshold, code, source, detail, actor
           FROM events WHERE seq < ? AND ${sql} ORDER BY seq DESC LIMIT ?`,
        )
        .all(before, ...values, limit);
      return { total, events: rows.map((row) => this.#named(row)) };
    });
  }

  /** Number of the newest row; null for none. */
  newest(): Result<number | null> {
    return guarded(() => (this.#newest().get() as number | undefined) ?? null);
  }

  #named(row: EventRow): StationEvent {
    const nameOf = (id: string | null): string | null =>
      id === null ? null : this.#names.nameOf(id);
    const event = stationEventSchema.safeParse({
      ...row,
      name: nameOf(row.personId),
      claimedName: nameOf(row.claimedId),
    });
    return event.success ? event.data : unreadable(row.seq);
  }

  #seen({ personId, at }: NewEvent): void {
    this.#db
      .prepare(
        'UPDATE people SET last_used_at = @at WHERE id = @personId AND ifnull(last_used_at, 0) < @at',
      )
      .run({ personId, at });
  }
}

/** A row that the station cannot have written: it must not hide the others. */
function unreadable(seq: number): StationEvent {
  const nothing = {
    personId: null,
    name: null,
    claimedId: null,
    claimedName: null,
    distance: null,
    threshold: null,
    detail: null,
    actor: null,
  };
  const what = { kind: 'log', outcome: 'refused', code: 'log-damaged', source: 'station' } as const;
  return { seq: Number.isSafeInteger(seq) ? seq : 0, at: 0, ...what, ...nothing };
}

interface EventRow {
  readonly seq: number;
  readonly personId: string | null;
  readonly claimedId: string | null;
}

/** The names of a store without people. */
const nobody: PeopleNames = { nameOf: () => null, idsNamed: () => [] };
