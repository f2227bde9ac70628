import { dirname, join } from 'node:path';
import { LogHeadFile } from '../audit/head-file.ts';
import { fail, ok, type Result } from '../contract/errors.ts';
import type { UserStore } from '../station/access/interfaces.ts';
import type { EventStore, PeopleStore, PhotoStore, SettingsStore } from '../station/interfaces.ts';
import type { PinStore, PrivacyStore } from '../station/privacy/interfaces.ts';
import { inMemory, openDatabase, type DatabaseOptions, type Sqlite } from '../store/database.ts';
import { Erasures } from '../store/erasures.ts';
import { EventLog } from '../store/event-log.ts';
import { EventRepository } from '../store/event-repository.ts';
import { LogRepository } from '../store/log-repository.ts';
import { PeopleRepository } from '../store/people-repository.ts';
import { PhotoRepository } from '../store/photo-repository.ts';
import { PinRepository } from '../store/pin-repository.ts';
import { PrivacyRepository } from '../store/privacy-repository.ts';
import type { Unreadable } from '../store/seal-check.ts';
import { SettingsRepository } from '../store/settings-repository.ts';
import { guarded } from '../store/sqlite-errors.ts';
import { StandingFiles } from '../store/standing-files.ts';
import { UserRepository } from '../store/user-repository.ts';
import type { OpenVault } from '../vault/vault.ts';
import { enterStore } from './backup/restore-swap.ts';
import { logHeadFile } from './data-files.ts';
import type { LogStore } from './log/log-store.ts';
import { makeFolder } from './make-folder.ts';
import { unavailable } from './unavailable-store.ts';

/** All that is kept of a station, behind what asks for it. */
export interface Store {
  readonly people: PeopleStore;
  readonly events: EventStore;
  readonly settings: SettingsStore;
  readonly photos: PhotoStore;
  readonly users: UserStore;
  readonly log: LogStore;
  readonly privacy: PrivacyStore;
  readonly pins: PinStore;
  /** Reads the whole database once. Errors: store codes. */
  examine(): Result<void>;
  /** Opens all that is sealed once, and counts what does not open. Errors: store codes. */
  unreadable(): Result<Unreadable>;
  /**
   * Whether what is written still goes where it is found again. Errors: store-missing, store-damaged,
   * and why the store could not be opened.
   */
  standing(): Result<void>;
  /**
   * Goes on without rows of the log that are gone; the store must be opened anew then. Errors:
   * invalid-request (nothing is missing), store codes.
   */
  acceptLoss(at: number): Result<void>;
  close(): void;
}

export interface StoreOptions extends DatabaseOptions {
  readonly actor: () => string;
  /** Ms since 1970; the computer's clock where it is not given. */
  readonly now?: () => number;
}

/** Opens the store; one that cannot be opened answers everything with the reason. */
export function openStore(path: string, options: StoreOptions): Store {
  const entered = enter(path);
  if (!entered.ok) return unavailable(entered.error);
  const release = entered.value;
  const opened = openDatabase(path, options);
  if (!opened.ok) {
    release();
    return unavailable(opened.error);
  }
  const db = opened.value;
  const files = path === inMemory ? null : new StandingFiles(path);
  const standing = (): Result<void> => files?.check() ?? ok(undefined);
  const log = new EventLog(db, { ...options, head: headOf(path), standing });
  const ready = makeReady(db, log, options);
  if (ready.ok) return storeOf(db, log, { ...options, standing, release });
  db.close();
  release();
  const isBehind = ready.error.code === 'store-behind';
  return unavailable(ready.error, isBehind ? (at) => acceptLoss(path, options, at) : undefined);
}

/** No restore begins while the store is open; one that was cut off is finished first. */
function enter(path: string): Result<() => void> {
  if (path === inMemory) return ok(() => undefined);
  const folder = dirname(path);
  const made = guarded(() => makeFolder(folder));
  if (!made.ok) return made;
  const lock = enterStore(folder);
  return lock.ok ? ok(() => lock.value.release()) : lock;
}

function headOf(path: string): LogHeadFile | null {
  return path === inMemory ? null : new LogHeadFile(join(dirname(path), logHeadFile));
}

/** Nothing is swept where rows are missing: what they were about may come back with the right file. */
function makeReady(db: Sqlite, log: EventLog, options: StoreOptions): Result<void> {
  const behind = guarded(() => log.behind());
  if (!behind.ok) return behind;
  if (behind.value) {
    const { from, to, others } = behind.value;
    const what = others
      ? `row ${to} is not the one that was written`
      : `rows ${from} to ${to} are missing`;
    return fail('store-behind', what);
  }
  const swept = new Erasures(db, options.vault).sweep((options.now ?? Date.now)());
  // A key that cannot be destroyed now, on a full disk or beside a reader, is no reason not to open.
  return swept.ok || tolerable.has(swept.error.code) ? ok(undefined) : swept;
}

const tolerable: ReadonlySet<string> = new Set(['store-full', 'store-unavailable']);

interface StoreParts {
  readonly vault: OpenVault;
  readonly standing: () => Result<void>;
  readonly release: () => void;
}

function storeOf(db: Sqlite, log: EventLog, { vault, standing, release }: StoreParts): Store {
  const parts = { vault, log };
  const people = new PeopleRepository(db, parts);
  const settings = new SettingsRepository(db, log);
  return {
    people,
    events: new EventRepository(db, log, people.names),
    settings,
    photos: new PhotoRepository(db, vault),
    users: new UserRepository(db, log),
    log: new LogRepository(db, log),
    privacy: new PrivacyRepository(db, { ...parts, settings }),
    pins: new PinRepository(db, parts),
    examine: () => people.examine(),
    unreadable: () => people.unreadable(),
    standing,
    acceptLoss: () => fail('invalid-request', 'nothing is missing'),
    close: () => {
      if (db.open) log.close();
      db.close();
      release();
    },
  };
}

function acceptLoss(path: string, options: StoreOptions, at: number): Result<void> {
  const entered = enter(path);
  if (!entered.ok) return entered;
  const opened = openDatabase(path, options);
  if (!opened.ok) {
    entered.value();
    return opened;
  }
  try {
    return new EventLog(opened.value, { ...options, head: headOf(path) }).acceptLoss(at);
  } finally {
    opened.value.close();
    entered.value();
  }
}
