import { lockFolder, type FolderLock } from './folder-lock.ts';

const lockFile = 'station.lock';

/**
 * Claims the data folder for one station with a window, whatever its host; null where another has it.
 * Commands may work beside it.
 */
export function lockStation(dataDir: string): FolderLock | null {
  return lockFolder(dataDir, lockFile);
}

/** What whoever starts a second station is told. */
export function alreadyRunning(dataDir: string): string {
  return `The station is already running on the data folder ${dataDir}. Use its window, press Enter in its terminal for a new link, end it first, or name another folder with --data.`;
}
