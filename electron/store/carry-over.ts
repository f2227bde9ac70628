import { statSync } from 'node:fs';
import Database from 'better-sqlite3';
import type { PersonKeys } from '../vault/vault.ts';
import { carryAccess } from './carry-access.ts';
import { carryLog } from './carry-log.ts';
import type { Sqlite } from './database.ts';
import type { EventLog } from './event-log.ts';
import { guarded } from './sqlite-errors.ts';

/** What a database that came out of a backup was given of the one it takes the place of. */
export interface CarriedOver {
  /** Rows of the log that the backup does not have. */
  readonly eventsKept: number;
  /**
   * Whether users, passwords, PINs and end dates are those of the backup: those of the database that is
   * replaced could not be had.
   */
  readonly usersOfThen: boolean;
  /** People who are as they are now, without a face: they have another key since. */
  readonly peopleOfNow: number;
  /** Keys of the settings that were others in the database that is replaced. */
  readonly settingsOfThen: readonly string[];
}

/**
 * Carries over what must not go back in time. A live database that cannot be read has nothing to carry
 * over: that is why it is replaced.
 */
export function carryOver(
  live: string,
  db: Sqlite,
  log: EventLog,
  persons: Pick<PersonKeys, 'sealer'>,
): CarriedOver {
  if (!statSync(live, { throwIfNoEntry: false })?.size) return nothing;
  const carried = guarded(() => {
    const source = new Database(live, { readonly: true, fileMustExist: true });
    try {
      return carryFrom(source, db, log, persons);
    } finally {
      source.close();
    }
  });
  return carried.ok ? carried.value : nothing;
}

const nothing: CarriedOver = {
  ...{ eventsKept: 0, usersOfThen: true, peopleOfNow: 0 },
  settingsOfThen: [],
};

/** One part that is damaged keeps nothing else from being carried over. */
function carryFrom(
  source: Sqlite,
  db: Sqlite,
  log: EventLog,
  persons: Pick<PersonKeys, 'sealer'>,
): CarriedOver {
  const keys = { log: log.keys, persons };
  const rows = guarded(() => carryLog(source, db, log.keys));
  const eventsKept = rows.ok ? rows.value : null;
  // An older copy, or another station's, knows less of who may do what than the backup does.
  const access = eventsKept === null ? null : guarded(() => carryAccess(source, db, keys));
  const settings = guarded(() => settingsApart(source, db));
  return {
    eventsKept: eventsKept ?? 0,
    usersOfThen: !(access?.ok && access.value.users),
    peopleOfNow: access?.ok ? access.value.peopleOfNow : 0,
    settingsOfThen: settings.ok ? settings.value : [],
  };
}

function settingsApart(source: Sqlite, db: Sqlite): string[] {
  const now = settingsOf(source);
  const then = settingsOf(db);
  const keys = new Set([...now.keys(), ...then.keys()]);
  return [...keys].filter((key) => now.get(key) !== then.get(key)).sort();
}

function settingsOf(db: Sqlite): Map<string, string> {
  const rows = db.prepare<[], { key: string; value: string }>('SELECT key, value FROM settings');
  return new Map(rows.all().map(({ key, value }) => [key, value]));
}
