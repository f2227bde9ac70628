import { statSync, type Stats } from 'node:fs';
import { join } from 'node:path';
import { backupNamePattern, type BackupsView } from '../../contract/trust.ts';
import { backupSecret, isAuthentic, keysOf, readHeader, type ReadHeader } from './backup-header.ts';
import { keysCopyName, type BackupPlaces } from './backup-places.ts';
import type { BackupVault } from './make-backup.ts';

export type ListedBackup = BackupsView['backups'][number];

/** The station's own backups, the newest first. `vault`: null where the keys are not open. */
export function listBackups(
  places: BackupPlaces,
  vault: Pick<BackupVault, 'stationId' | 'secret'> | null,
): ListedBackup[] {
  const names = places.names().filter((name) => backupNamePattern.test(name));
  const listed = names.flatMap((name) => {
    const found = statOf(places.named(name));
    if (!found?.isFile()) return [];
    const facts = { name, bytes: found.size };
    const read = readHeader(places.named(name));
    if (!read.ok) {
      return [{ ...facts, madeAt: Math.round(found.mtimeMs), people: 0, events: 0, usable: false }];
    }
    const { madeAt, people, events } = read.value.header;
    const usable = vault !== null && isUsable(read.value, vault);
    return [{ ...facts, madeAt, people, events, usable }];
  });
  return listed.sort((a, b) => b.madeAt - a.madeAt || (a.name < b.name ? 1 : -1));
}

function isUsable(read: ReadHeader, vault: Pick<BackupVault, 'secret'>): boolean {
  const { header } = read;
  return isAuthentic(read, keysOf(header, backupSecret(vault, header.schema)));
}

/** Null for what cannot be looked at, such as a link to itself: the others are listed all the same. */
function statOf(path: string): Stats | null {
  try {
    return statSync(path);
  } catch {
    return null;
  }
}

/** When the copy of the keys beside them was last renewed, ms; null where there is none. */
export function keysCopiedAt(places: BackupPlaces, stationId: string): number | null {
  const copy = join(places.folder, keysCopyName(stationId));
  const found = statSync(copy, { throwIfNoEntry: false });
  return found ? Math.round(found.mtimeMs) : null;
}
