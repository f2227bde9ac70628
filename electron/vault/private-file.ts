import {
  chmodSync,
  closeSync,
  existsSync,
  fsyncSync,
  fstatSync,
  openSync,
  rmSync,
  writeSync,
} from 'node:fs';

/** For its owner only. */
export const privateMode = 0o600;
/** What SQLite keeps beside a database. */
export const besideDatabase = ['-wal', '-shm', '-journal'] as const;
/** Bytes overwritten at once. */
const blockBytes = 1024 * 1024;

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

/** Makes a database that was open to others its owner's, with what lies beside it. */
export function keepPrivate(database: string): void {
  if (process.platform === 'win32') return;
  for (const suffix of ['', ...besideDatabase]) {
    try {
      chmodSync(database + suffix, privateMode);
    } catch {
      // It is not there, or another user's, who decides about it.
    }
  }
}

/** Removes a database with what lies beside it. @throws the file system's error */
export function removeDatabase(path: string): void {
  for (const suffix of ['', ...besideDatabase]) rmSync(path + suffix, { force: true });
}

/**
 * Overwrites a file with zeros and removes it; nothing where there is none. What a disk keeps
 * elsewhere of what was overwritten is beyond us. @throws the file system's error
 */
export function wipe(path: string): void {
  if (!existsSync(path)) return;
  const file = openSync(path, 'r+');
  try {
    overwrite(file);
  } finally {
    closeSync(file);
  }
  rmSync(path);
}

/** Overwrites a whole file with zeros, by its open descriptor, and syncs. */
export function overwrite(file: number): void {
  const { size } = fstatSync(file);
  const zeros = Buffer.alloc(Math.min(blockBytes, size));
  for (let at = 0; at < size;) {
    at += writeSync(file, zeros, 0, Math.min(zeros.byteLength, size - at), at);
  }
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
