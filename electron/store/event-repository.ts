import type { Result } from '../contract/errors.ts';
import { stationEventSchema, type StationEvent } from '../contract/messages.ts';
import type { NewEvent } from '../contract/records.ts';
import type { Sqlite } from './database.ts';
import { guarded } from './sqlite-errors.ts';

/** The log of what the station decided. Rows are added and read, never changed. */
export class EventRepository {
  readonly #db: Sqlite;

  constructor(db: Sqlite) {
    this.#db = db;
  }

  append(event: NewEvent): Result<void> {
    return guarded(() => insertEvent(this.#db, event));
  }

  /** Newest first; only rows older than `before`, where given. Names are today's. */
  list(
    limit: number,
    before: number = Number.MAX_SAFE_INTEGER,
  ): Result<{ total: number; events: StationEvent[] }> {
    return guarded(() => {
      const total = Number(this.#db.prepare('SELECT count(*) FROM events').pluck().get());
      const rows = this.#db
        .prepare(
          `SELECT e.seq, e.at, e.kind, e.outcome, e.person_id AS personId, p.name,
             e.claimed_id AS claimedId, c.name AS claimedName, e.distance, e.threshold, e.code,
             e.source, e.detail
           FROM events e
           LEFT JOIN people p ON p.id = e.person_id
           LEFT JOIN people c ON c.id = e.claimed_id
           WHERE e.seq < ? ORDER BY e.seq DESC LIMIT ?`,
        )
        .all(before, limit);
      return { total, events: rows.map((row) => stationEventSchema.parse(row)) };
    });
  }
}

/** Adds one row, within whatever transaction the caller has open. */
export function insertEvent(db: Sqlite, event: NewEvent): void {
  db.prepare(
    `INSERT INTO events
       (at, kind, outcome, person_id, claimed_id, distance, threshold, code, source, detail)
     VALUES
       (@at, @kind, @outcome, @personId, @claimedId, @distance, @threshold, @code, @source, @detail)`,
  ).run({ detail: null, ...event });
}
