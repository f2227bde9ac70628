import { fail, ok, type Result } from '../contract/errors.ts';
import type { NewEvent } from '../contract/records.ts';
import type { Sqlite } from './database.ts';
import type { EventLog } from './event-log.ts';
import { plucked } from './plucked.ts';
import { SettingsSeal } from './settings-seal.ts';
import { guarded } from './sqlite-errors.ts';

/**
 * What the operator has set. Which keys there are, the station knows. Where they were altered outside the
 * station, nothing is read and nothing set: store-damaged.
 */
export class SettingsRepository {
  readonly #db: Sqlite;
  readonly #log: EventLog;
  readonly #seal: SettingsSeal;
  readonly #revision: ReturnType<typeof plucked>;

  constructor(db: Sqlite, log: EventLog) {
    this.#db = db;
    this.#log = log;
    this.#seal = new SettingsSeal(db);
    this.#revision = plucked(db, 'SELECT value FROM settings_revision');
  }

  /** Null where nothing was set. */
  get(key: string): Result<string | null> {
    const settings = guarded(() => this.#seal.open(this.#log.keys));
    if (!settings.ok) return settings;
    return settings.value ? ok(settings.value.get(key) ?? null) : altered();
  }

  /** The value and its log row: both or neither. */
  set(key: string, value: string, event: NewEvent): Result<void> {
    const set = this.#log.write(() => {
      // What else was altered is not to be sealed with it.
      if (!this.#seal.open(this.#log.keys)) return altered();
      this.#db
        .prepare(
          `INSERT INTO settings (key, value) VALUES (?, ?)
           ON CONFLICT (key) DO UPDATE SET value = excluded.value`,
        )
        .run(key, value);
      this.#db.prepare('UPDATE settings_revision SET value = value + 1').run();
      this.#seal.seal(this.#log.keys);
      this.#log.insert(event);
      return ok(undefined);
    });
    return set.ok ? set.value : set;
  }

  /** One more after every change, by whichever process. */
  revision(): Result<number> {
    return guarded(() => Number(this.#revision().get()));
  }
}

function altered(): Result<never> {
  return fail('store-damaged', 'the settings were altered outside the station');
}
