import { closeSync, existsSync, fstatSync, fsyncSync, openSync, rmSync, writeSync } from 'node:fs';

/** Bytes overwritten at once. */
const blockBytes = 1024 * 1024;

/**
 * Overwrites a file with zeros and removes it; nothing where there is none. What a disk keeps elsewhere of
 * what was overwritten is beyond us. @throws what the file system throws
 */
export function wipe(path: string): void {
  if (!existsSync(path)) return;
  const file = openSync(path, 'r+');
  try {
    const zeros = Buffer.alloc(blockBytes);
    const { size } = fstatSync(file);
    for (let at = 0; at < size;) {
      at += writeSync(file, zeros, 0, Math.min(blockBytes, size - at), at);
    }
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  rmSync(path);
}
