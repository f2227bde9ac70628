import { lockFolder, type FolderLock } from '../folder-lock.ts';

const lockFile = 'browser-host.lock';

/** Claims the data folder for this host; null where another process of it has it. */
export function lockDataFolder(dataDir: string): FolderLock | null {
  return lockFolder(dataDir, lockFile);
}
