import { accessSync, constants, mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { stationActor } from '../contract/access.ts';
import { fail, ok, type Result } from '../contract/errors.ts';
import { createPrivately, keepPrivate } from '../vault/private-file.ts';
import type { OpenVault } from '../vault/vault.ts';
import { migrations } from './migrations/index.ts';
import type { MigrationContext } from './migrations/migration.ts';
import { checkSchema } from './schema-check.ts';
import { guarded } from './sqlite-errors.ts';

export type Sqlite = Database.Database;

export interface DatabaseOptions {
  /** The keys of the station that the database belongs to. */
  readonly vault: OpenVault;
  /** Who acts now; the station itself where it is not given. */
  readonly actor?: (() => string) | undefined;
  /** Called with a database of an earlier version before it is changed; a failure leaves it as it is. */
  readonly beforeMigration?: ((db: Sqlite) => Result<void>) | undefined;
}

/** "THRS": marks a SQLite file as ours, so that another program's is never written to. */
const applicationId = 0x54485253;
/** SQLite's name for a database that is no file; benches and tests use one. */
export const inMemory = ':memory:';
/** How long a statement waits for another process's write, in ms. */
const busyTimeoutMs = 5000;
/** The first schema whose people are sealed. */
export const firstSealedSchema = 5;

/**
 * Opens the station's database, creating and migrating it where needed. One that the station has had and
 * that is gone or emptied is never made anew. Errors: store-missing, store-foreign, store-newer,
 * store-damaged, store-full, store-read-only, store-unavailable. A file that is refused is left as it was.
 */
export function openDatabase(path: string, options: DatabaseOptions): Result<Sqlite> {
  if (path !== inMemory && options.vault.hadDatabase && isGone(path)) return fail('store-missing');
  const opened = guarded(() => {
    if (path !== inMemory) {
      mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
      // A file system that is mounted to be read only lets a database be opened all the same.
      accessSync(dirname(path), constants.W_OK);
      createPrivately(path);
    }
    return new Database(path, { timeout: busyTimeoutMs });
  });
  if (!opened.ok) return opened;
  const prepared = prepare(opened.value, path, options);
  if (!prepared.ok) opened.value.close();
  // One of an earlier version, or a copy brought back, may be open to others.
  else if (path !== inMemory) keepPrivate(path);
  return prepared;
}

function isGone(path: string): boolean {
  const found = guarded(() => statSync(path, { throwIfNoEntry: false }));
  return found.ok && (found.value === undefined || found.value.size === 0);
}

interface Identity {
  readonly application: number;
  readonly version: number;
  readonly tables: number;
}

function prepare(db: Sqlite, path: string, options: DatabaseOptions): Result<Sqlite> {
  const identity = guarded(() => identityOf(db));
  if (!identity.ok) return identity;
  const refused = refusal(identity.value, path, options);
  if (!refused.ok) return refused;
  // Before anything is written: what stands in the file may be code.
  const schema = checkSchema(db);
  if (!schema.ok) return schema;
  const { version } = identity.value;
  const configured = guarded(() => configure(db));
  if (!configured.ok) return configured;
  const isOld = version > 0 && version < newestVersion();
  const ready = isOld ? (options.beforeMigration?.(db) ?? ok(undefined)) : ok(undefined);
  if (!ready.ok) return ready;
  const migrated = guarded(() => migrate(db, contextOf(options)));
  if (!migrated.ok) return migrated;
  if (version < newestVersion()) settle(db, version);
  return path === inMemory ? ok(db) : remember(db, options.vault);
}

function identityOf(db: Sqlite): Identity {
  return {
    application: numberPragma(db, 'application_id'),
    version: numberPragma(db, 'user_version'),
    tables: Number(db.prepare('SELECT count(*) FROM sqlite_schema').pluck().get()),
  };
}

function refusal(identity: Identity, path: string, { vault }: DatabaseOptions): Result<void> {
  const { application, version, tables } = identity;
  if (application !== applicationId && (tables > 0 || application !== 0)) {
    return fail('store-foreign');
  }
  if (version > newestVersion()) return fail('store-newer', `schema ${version}`);
  // A file without its write-ahead log may be as empty as a new one.
  if (path !== inMemory && tables === 0 && vault.hadDatabase) return fail('store-missing');
  return ok(undefined);
}

function configure(db: Sqlite): void {
  db.pragma('journal_mode = WAL');
  // What was acknowledged survives a power cut, not only a crash.
  db.pragma('synchronous = FULL');
  db.pragma('foreign_keys = ON');
  // What is removed is overwritten in the file, not only unlinked.
  db.pragma('secure_delete = ON');
  // Nothing of the people is written to files that are not ours to look after.
  db.pragma('temp_store = MEMORY');
}

function newestVersion(): number {
  return migrations.reduce((newest, migration) => Math.max(newest, migration.to), 0);
}

function contextOf({ vault, actor = () => stationActor }: DatabaseOptions): MigrationContext {
  return { vault, actor };
}

/** The version is read again inside the transaction: two processes may open a new file at once. */
function migrate(db: Sqlite, context: MigrationContext): void {
  if (numberPragma(db, 'user_version') === newestVersion()) return;
  const step = db.transaction(() => {
    const from = numberPragma(db, 'user_version');
    for (const migration of migrations) {
      if (migration.to <= from) continue;
      if ('sql' in migration) db.exec(migration.sql);
      else migration.run(db, context);
      db.pragma(`user_version = ${migration.to}`);
    }
    db.pragma(`application_id = ${applicationId}`);
  });
  step.immediate();
}

/**
 * What people were in plain is overwritten already; now it leaves the write-ahead log too, and the file
 * shrinks. Another process that reads may hold that up: then the last one to close does it.
 */
function settle(db: Sqlite, from: number): void {
  if (from > 0 && from < firstSealedSchema) guarded(() => db.exec('VACUUM'));
  guarded(() => db.pragma('wal_checkpoint(TRUNCATE)'));
}

/** From here on a database that is gone is missed. */
function remember(db: Sqlite, vault: OpenVault): Result<Sqlite> {
  const remembered = guarded(() => {
    if (!vault.hadDatabase) vault.databaseMade();
  });
  return remembered.ok ? ok(db) : remembered;
}

function numberPragma(db: Sqlite, name: string): number {
  return Number(db.pragma(name, { simple: true }));
}
