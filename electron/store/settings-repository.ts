import type { Result } from '../contract/errors.ts';
import type { NewEvent } from '../contract/records.ts';
import type { Sqlite } from './database.ts';
import type { EventLog } from './event-log.ts';
import { plucked } from './plucked.ts';
import { guarded } from './sqlite-errors.ts';

/** What the operator has set. Which keys there are, the station knows. */
export class SettingsRepository {
  readonly #db: Sqlite;
  readonly #log: EventLog;
  readonly #value: ReturnType<typeof plucked>;
  readonly #revision: ReturnType<typeof plucked>;

  constructor(db: Sqlite, log: EventLog) {
    this.#db = db;
    this.#log = log;
    this.#value = plucked(db, 'SELECT value FROM settings WHERE key = ?');
    this.#revision = plucked(db, 'SELECT value FROM settings_revision');
  }

  /** Null where nothing was set. */
  get(key: string): Result<string | null> {
    return guarded(() => {
      const value = this.#value().get(key);
      return typeof value === 'string' ? value : null;
    });
  }

  /** The value and its log row: both or neither. */
  set(key: string, value: string, event: NewEvent): Result<void> {
    return this.#log.write(() => {
      this.#db
        .prepare(
          `INSERT INTO settings (key, value) VALUES (?, ?)
           ON CONFLICT (key) DO UPDATE SET value = excluded.value`,
        )
        .run(key, value);
      this.#db.prepare('UPDATE settings_revision SET value = value + 1').run();
      this.#log.insert(event);
    });
  }

  /** One more after every change, by whichever process. */
  revision(): Result<number> {
    return guarded(() => Number(this.#revision().get()));
  }
}
