import { existsSync, readdirSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { removeDatabase, wipe } from '../../vault/private-file.ts';
import { lockFolder, type FolderLock } from '../folder-lock.ts';
import { databaseFile } from '../data-files.ts';
import { makeFolder } from '../make-folder.ts';

const backupsFolder = 'backups';
const lockFile = 'backup.lock';
const extension = '.backup';
const snapshotFile = '.snapshot';
const partSuffix = '.threshold-part';

/** What lies where, for backups. */
export class BackupPlaces {
  readonly dataDir: string;
  /** Where the station puts its own. */
  readonly folder: string;

  constructor(dataDir: string) {
    this.dataDir = dataDir;
    this.folder = join(dataDir, backupsFolder);
  }

  get database(): string {
    return join(this.dataDir, databaseFile);
  }

  /** The copy that is being sealed. */
  get snapshot(): string {
    return join(this.folder, snapshotFile);
  }

  /** The database of a backup that is about to be restored: beside the one whose place it takes. */
  get unsealed(): string {
    return `${this.database}.unsealed`;
  }

  /** One of the station's own backups. `name`: see `backupNamePattern`. */
  named(name: string): string {
    return join(this.folder, name);
  }

  /** Names of the files that may be backups. A folder that cannot be read has none. */
  names(): string[] {
    try {
      return readdirSync(this.folder).filter((name) => name.endsWith(extension) && name[0] !== '.');
    } catch {
      return [];
    }
  }

  /**
   * Claims the making and opening of backups; null where another process has it. Whoever has it removes what
   * a killed one left. @throws what the file system throws
   */
  claim(): FolderLock | null {
    makeFolder(this.folder);
    const lock = lockFolder(this.folder, lockFile);
    if (lock) this.#sweep();
    return lock;
  }

  /** Removes what a killed backup left, where no other process makes one. @throws as `claim` */
  sweep(): void {
    if (existsSync(this.folder)) this.claim()?.release();
  }

  #sweep(): void {
    wipe(this.snapshot);
    removeDatabase(this.snapshot);
    removeDatabase(this.unsealed);
    for (const name of readdirSync(this.folder)) {
      if (name.endsWith(partSuffix)) rmSync(join(this.folder, name), { force: true });
    }
  }
}

/** What a backup is called until it is whole. */
export function partOf(target: string): string {
  return join(dirname(target), `.${basename(target)}${partSuffix}`);
}

/** The copy of a station's keys that lies beside its backups. */
export function keysCopyName(stationId: string): string {
  return `threshold-${stationId}.keys`;
}

/** Why a backup was made: by hand, by itself once a day, before a new schema. */
export type BackupReason = 'hand' | 'auto' | 'schema';
const prefixes: Readonly<Record<BackupReason, string>> = {
  hand: '',
  auto: 'auto-',
  schema: 'schema-',
};

/** Such as 2026-11-25-0312.backup, by this computer's clock; another of the same minute is counted. */
export function backupName(
  reason: BackupReason,
  at: number,
  taken: (name: string) => boolean,
): string {
  const stem = `${prefixes[reason]}${stamp(new Date(at))}`;
  let name = `${stem}${extension}`;
  for (let count = 2; taken(name); count++) name = `${stem}-${count}${extension}`;
  return name;
}

/** Whether the station made it by itself, and may remove it again. */
export function isAutomatic(name: string): boolean {
  return name.startsWith(prefixes.auto);
}

function stamp(date: Date): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  const day = [date.getFullYear(), two(date.getMonth() + 1), two(date.getDate())].join('-');
  return `${day}-${two(date.getHours())}${two(date.getMinutes())}`;
}
