import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, readFile, rename, rm, stat, writeFile, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Goes behind the name of a file that has not come whole yet. */
export const partSuffix = '.part';
/** Beside a part: what the server calls the version it is of. */
const tagSuffix = '.part-tag';

/**
 * The part of a file that has come so far, kept beside the place of the whole one. Whatever goes
 * wrong, the whole file's name is given only to bytes that were hashed and are on the disk.
 */
export class PartFile {
  readonly #path: string;

  /** `path` is the whole file's. */
  constructor(path: string) {
    this.#path = path;
  }

  /** Bytes so far. */
  async size(): Promise<number> {
    return stat(this.#path + partSuffix).then(
      ({ size }) => size,
      () => 0,
    );
  }

  /** The server's name of the version that the part is of. */
  async tag(): Promise<string | null> {
    return readFile(this.#path + tagSuffix, 'utf8').catch(() => null);
  }

  /** Throws what was there away and begins anew. */
  async begin(tag: string | null): Promise<FileHandle> {
    await this.discard();
    if (tag !== null) await writeFile(this.#path + tagSuffix, tag, { mode: fileMode });
    return open(this.#path + partSuffix, 'wx', fileMode);
  }

  /** Goes on behind what is there. */
  append(): Promise<FileHandle> {
    return open(this.#path + partSuffix, 'a', fileMode);
  }

  /** Gives the part the whole file's name if its bytes are those of `sha256`. */
  async finish(sha256: string): Promise<boolean> {
    if ((await sha256Of(this.#path + partSuffix)) !== sha256) return false;
    await rename(this.#path + partSuffix, this.#path);
    await rm(this.#path + tagSuffix, { force: true });
    await syncFolder(dirname(this.#path));
    return true;
  }

  async discard(): Promise<void> {
    await rm(this.#path + partSuffix, { force: true });
    await rm(this.#path + tagSuffix, { force: true });
  }
}

/** For their owner only, as all of the data folder. */
const fileMode = 0o600;

/** Hex. */
export async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Uint8Array);
  return hash.digest('hex');
}

/** A new name is on the disk only when its folder is. Not every system can say so of a folder. */
export async function syncFolder(dir: string): Promise<void> {
  try {
    const folder = await open(dir, 'r');
    await folder.sync().finally(() => folder.close());
  } catch {
    // Windows opens no folders, and writes names at once.
  }
}
