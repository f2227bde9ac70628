import type { Tail } from '../audit/anchor.ts';
import type { Damage } from '../audit/end-of-log.ts';
import type { LogHeadFile } from '../audit/head-file.ts';
import { LogKeys } from '../audit/log-keys.ts';
import type { LogRow } from '../audit/log-row.ts';
import { stationActor } from '../contract/access.ts';
import { ok, type Result } from '../contract/errors.ts';
import { plainEvent } from '../contract/plain-event.ts';
import type { NewEvent } from '../contract/records.ts';
import type { OpenVault } from '../vault/vault.ts';
import type { Sqlite } from './database.ts';
import { LogTables } from './log-tables.ts';
import { damageRow, LogWriter, type LostRows } from './log-writer.ts';
import { guarded } from './sqlite-errors.ts';

export interface EventLogParts {
  readonly vault: OpenVault;
  /** Who acts now. */
  readonly actor: () => string;
  /** Null for a database that is no file. */
  readonly head: LogHeadFile | null;
  /** Whether what is written still goes where it is found again: see standing-files.ts. */
  readonly standing?: (() => Result<void>) | undefined;
}

/** The one way rows come into the log: each chained to the one before, and never changed after. */
export class EventLog {
  readonly #db: Sqlite;
  readonly #parts: EventLogParts;
  readonly #tables: LogTables;
  #keys: LogKeys | undefined;
  #writer: LogWriter | undefined;

  constructor(db: Sqlite, parts: EventLogParts) {
    this.#db = db;
    this.#parts = parts;
    this.#tables = new LogTables(db);
  }

  /** What rows, heads and exports are signed with. Throws what the vault throws. */
  get keys(): LogKeys {
    return (this.#keys ??= logKeys(this.#parts.vault));
  }

  get tables(): LogTables {
    return this.#tables;
  }

  /** Who acts now. */
  get actor(): string {
    return this.#parts.actor();
  }

  /** Adds one row within the transaction that is open; returns its number. */
  insert(event: NewEvent): number {
    return this.#writing().add(rowOf(event, this.#parts.actor));
  }

  /** Writes down what was found wrong with the log, within the transaction that is open. */
  insertDamage(damage: Damage, at: number): number {
    return this.#writing().add(damageRow(damage, at));
  }

  /** Where the log ends, if that is as the station left it; `seq` 0 for an empty log. Throws. */
  end(): Tail | null {
    return this.#writing().damage() ? null : this.#writing().tail();
  }

  /** What the head file says, whoever wrote it. */
  headFile(): Tail | null {
    return this.#parts.head?.read() ?? null;
  }

  /**
   * Runs work in one immediate transaction; what it logged counts when it has been committed. Nothing
   * counts that went into a file which was taken away meanwhile.
   */
  write<T>(work: () => T): Result<T> {
    if (this.#db.inTransaction) return ok(work());
    const run = this.#db.transaction(() => {
      const value = work();
      return { value, tail: this.#writing().tail() };
    });
    const before = this.#standing();
    if (!before.ok) return before;
    const done = guarded(() => run.immediate());
    if (!done.ok) return done;
    const after = this.#standing();
    if (!after.ok) return after;
    if (done.value.tail) this.#writing().committed(done.value.tail);
    return ok(done.value.value);
  }

  /** The rows that were written and are not here; null for none. Throws. */
  behind(): LostRows | null {
    return this.#writing().behind();
  }

  /** Goes on without the rows that are not here, which the log says of itself from now on. */
  acceptLoss(at: number): Result<void> {
    const lost = guarded(() => ({ rows: this.behind(), tail: this.#writing().tail() }));
    if (!lost.ok) return lost;
    const { rows, tail } = lost.value;
    if (!rows || !tail) return ok(undefined);
    this.#writing().believe(tail);
    return this.write(() => void this.insert(lossEvent(rows, at)));
  }

  /** Signs the end of the log. Nothing is lost where that fails: the next head covers the rows. */
  close(at: number = Date.now()): void {
    const signed = guarded(() => {
      const upTo = this.#tables.newestHead()?.seq ?? 0;
      return upTo === (this.#tables.tail()?.seq ?? 0);
    });
    if (signed.ok && !signed.value) this.write(() => this.#writing().signEnd(at));
  }

  #standing(): Result<void> {
    return this.#parts.standing?.() ?? ok(undefined);
  }

  #writing(): LogWriter {
    return (this.#writer ??= new LogWriter(this.#tables, this.keys, this.#parts.head));
  }
}

function lossEvent({ from, to }: LostRows, at: number): NewEvent {
  const detail = `rows ${from} to ${to} accepted as lost`;
  return { ...plainEvent('log', at), code: 'store-behind', detail };
}

/** The log's keys of a vault. */
export function logKeys(vault: OpenVault): LogKeys {
  const secrets = { signing: vault.secret('log-signing'), tail: vault.secret('log-tail') };
  return new LogKeys(vault.stationId, secrets);
}

/** Texts as SQLite gives them back: a lone surrogate would be another character then. */
function rowOf(event: NewEvent, actor: () => string): Omit<LogRow, 'seq'> {
  const text = (value: string | null): string | null => value?.toWellFormed() ?? null;
  return {
    at: event.at,
    kind: event.kind,
    outcome: event.outcome,
    personId: text(event.personId),
    claimedId: text(event.claimedId),
    distance: finite(event.distance),
    threshold: finite(event.threshold),
    code: event.code,
    source: event.source,
    detail: text(event.detail ?? null),
    actor: text(event.source === 'station' ? stationActor : actor()),
  };
}

/** A number that JSON and SQLite write alike. */
function finite(value: number | null): number | null {
  return value !== null && Number.isFinite(value) ? value : null;
}
