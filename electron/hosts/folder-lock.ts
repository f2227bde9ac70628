import { join } from 'node:path';
import { lockFile, type FileLock } from '../store/file-lock.ts';
import { makeFolder } from './make-folder.ts';

export type FolderLock = FileLock;

/** Two that start at the very same moment: how long one waits to see whether the other stays, ms. */
const patienceMs = 500;

/** Claims a folder for this process, by a file of this name in it; null where another process has it. */
export function lockFolder(folder: string, file: string): FolderLock | null {
  try {
    makeFolder(folder);
  } catch {
    // Where there can be no folder, there is nothing to claim either.
  }
  return lockFile(join(folder, file), 'alone', patienceMs);
}
