import assert from 'node:assert/strict';
import { join } from 'node:path';
import { LogHeadFile } from '../../electron/audit/head-file.ts';
import { BackupPlaces } from '../../electron/hosts/backup/backup-places.ts';
import { backupBeforeMigration } from '../../electron/hosts/backup/before-migration.ts';
import { databaseFile, vaultFile } from '../../electron/hosts/data-files.ts';
import { openDatabase } from '../../electron/store/database.ts';
import { Erasures } from '../../electron/store/erasures.ts';
import { EventLog } from '../../electron/store/event-log.ts';
import { EventRepository } from '../../electron/store/event-repository.ts';
import { LogRepository } from '../../electron/store/log-repository.ts';
import { PeopleRepository } from '../../electron/store/people-repository.ts';
import { SettingsRepository } from '../../electron/store/settings-repository.ts';
import type { StationVault } from '../../electron/vault/station-vault.ts';
import { makeVaultFile, openVaultAt } from './crash-vault.ts';

/** What a station keeps in a data folder, open; without vision, so that it opens fast. */
export interface CrashPlace {
  readonly folder: string;
  readonly vault: StationVault;
  readonly db: ReturnType<typeof openedDatabase>;
  readonly people: PeopleRepository;
  readonly settings: SettingsRepository;
  readonly events: EventRepository;
  readonly log: LogRepository;
  readonly erasures: Erasures;
  close(): void;
}

const actor = (): string => 'os:crash';

/** Makes the keys of a new folder. */
export function makeCrashPlace(folder: string): Promise<void> {
  return makeVaultFile(vaultOf(folder));
}

export function openCrashPlace(folder: string): CrashPlace {
  const vault = openVaultAt(vaultOf(folder));
  const db = openedDatabase(folder, vault);
  const head = new LogHeadFile(join(folder, 'log.head'));
  const log = new EventLog(db, { vault, actor, head });
  return {
    folder,
    vault,
    db,
    people: new PeopleRepository(db, { vault, log }),
    settings: new SettingsRepository(db, log),
    events: new EventRepository(db, log),
    log: new LogRepository(db, log),
    erasures: new Erasures(db, vault),
    close: () => {
      db.close();
      vault.close();
    },
  };
}

/** Where the work makes copies of the keys. */
export function copyOf(folder: string): string {
  return join(folder, 'copy-of-the-keys.db');
}

/** Where the work makes its backup, each time in the place of the one before. */
export function backupOf(folder: string): string {
  return new BackupPlaces(folder).named('crash.backup');
}

export function vaultOf(folder: string): string {
  return join(folder, vaultFile);
}

function openedDatabase(folder: string, vault: StationVault) {
  const beforeMigration = backupBeforeMigration(folder, vault);
  const opened = openDatabase(join(folder, databaseFile), { vault, actor, beforeMigration });
  assert.ok(opened.ok, opened.ok ? '' : opened.error.message);
  return opened.value;
}
