import { closeSync, fsyncSync, fstatSync, openSync, writeSync } from 'node:fs';

/** For its owner only. */
export const privateMode = 0o600;

/**
 * Makes an empty file for its owner only, where there is none; says whether it did. Never opens one
 * that is there: closing it again would undo the locks SQLite has on it.
 * @throws the file system's error
 */
export function createPrivately(path: string): boolean {
  try {
    closeSync(openSync(path, 'wx', privateMode));
    return true;
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'EEXIST') return false;
    throw cause;
  }
}

/** Makes what was written to a file, or the names in a folder, outlast a power cut. */
export function syncToDisk(path: string): void {
  // Windows has no handle of a folder to sync; its names are journalled.
  const file = openForSync(path);
  if (file === null) return;
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** Overwrites a whole file with zeros, by its open descriptor, and syncs. */
export function overwrite(file: number): void {
  const zeros = Buffer.alloc(fstatSync(file).size);
  for (let at = 0; at < zeros.byteLength;) at += writeSync(file, zeros, at, undefined, at);
  fsyncSync(file);
}

function openForSync(path: string): number | null {
  try {
    return openSync(path, process.platform === 'win32' ? 'r+' : 'r');
  } catch (cause) {
    if (process.platform === 'win32') return null;
    throw cause;
  }
}
