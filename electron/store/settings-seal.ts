import type { LogKeys } from '../audit/log-keys.ts';
import type { Sqlite } from './database.ts';

/** One setting beside the revision and the MAC of all; `key` is null where there is none. */
interface Row {
  readonly revision: number;
  readonly mac: Uint8Array;
  readonly key: string | null;
  readonly value: string | null;
}

/** One statement, so that all is of one moment. */
const query = `
  SELECT r.value AS revision, r.mac, s.key, s.value
  FROM settings_revision r LEFT JOIN settings s ON TRUE ORDER BY s.key`;

/** All that was set, under the station's MAC. Methods throw what SQLite throws. */
export class SettingsSeal {
  readonly #db: Sqlite;
  /** Asked with every frame: compiled once, and not before there are tables. */
  #all: ReturnType<typeof prepared> | undefined;

  constructor(db: Sqlite) {
    this.#db = db;
  }

  /**
   * All settings, if they are as the station wrote them: one that was changed, added or taken away
   * with a database tool changes all. Null otherwise.
   */
  open(keys: LogKeys): ReadonlyMap<string, string> | null {
    const rows = this.#rows();
    const [first] = rows;
    if (!first || !keys.marked(textOf(keys, rows), first.mac)) return null;
    return new Map(rows.flatMap(({ key, value }) => (key === null ? [] : [[key, value ?? '']])));
  }

  /** Seals the settings as they stand, within the transaction that changed them. */
  seal(keys: LogKeys): void {
    const mac = keys.mark(textOf(keys, this.#rows()));
    this.#db.prepare('UPDATE settings_revision SET mac = ?').run(mac);
  }

  /** A handful. */
  #rows(): Row[] {
    return (this.#all ??= prepared(this.#db)).all();
  }
}

function prepared(db: Sqlite) {
  return db.prepare<[], Row>(query);
}

/** A JSON array of fixed order; the purpose comes first, which no other text begins with. */
function textOf(keys: LogKeys, rows: readonly Row[]): string {
  const all = rows.map(({ revision, key, value }) => [revision, key, value]);
  return JSON.stringify(['threshold-settings', 1, keys.stationId, all]);
}
