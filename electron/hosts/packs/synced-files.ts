import { constants } from 'node:fs';
import { copyFile, open } from 'node:fs/promises';

/** For their owner only, as all of a station. */
const fileMode = 0o600;

/** Resolves when the copy is on the disk. @throws what the file system does. */
export async function copySynced(from: string, to: string): Promise<void> {
  await copyFile(from, to, constants.COPYFILE_FICLONE);
  const copy = await open(to, 'r+');
  try {
    await copy.chmod(fileMode);
    await copy.sync();
  } finally {
    await copy.close();
  }
}

/** A new file, on the disk when it resolves. @throws what the file system does. */
export async function writeSynced(path: string, content: Uint8Array | string): Promise<void> {
  const file = await open(path, 'wx', fileMode);
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
}
