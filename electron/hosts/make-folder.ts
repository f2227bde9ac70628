import { mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/** For their owner only: what lies in the station's folders is people's. */
const folderMode = 0o700;

/**
 * Makes a folder and those it lies in, one after the other. Node's own way never ends where a system
 * refuses a folder by saying that there is none, as Linux does below /proc. What is there and is no
 * folder is left alone.
 * @throws the file system's error
 */
export function makeFolder(path: string): void {
  if (isFolder(path)) return;
  const parent = dirname(path);
  if (parent !== path) makeFolder(parent);
  try {
    mkdirSync(path, { mode: folderMode });
  } catch (cause) {
    // Another process may have been quicker.
    if (!isFolder(path)) throw cause;
  }
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
