import {
  chmodSync,
  existsSync,
  readdirSync,
  readFileSync,
  realpathSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, isAbsolute, join, relative, resolve } from 'node:path';
import { privateMode, syncToDisk, wipe } from '../../vault/private-file.ts';
import { keyBytes } from '../../vault/seal.ts';
import { makeFolder } from '../make-folder.ts';

const privateFolderMode = 0o700;
/** Bits of a mode that are for anybody but the owner. */
const forOthers = 0o077;
/** A file so young may be of a slot that another process is about to store, ms. */
const youngMs = 10 * 60 * 1000;

/** The key files of one account: one for each slot that is protected by a file. */
export class KeyFiles {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Whether a copy of this folder would have the key files in it. */
  isWithin(folder: string): boolean {
    const below = relative(realPlace(folder), realPlace(this.#folder));
    return !below.startsWith('..') && !isAbsolute(below);
  }

  /** Keeps a secret durably, for its owner only. @throws the file system's error */
  keep(stationId: string, slotId: string, secret: Uint8Array): void {
    makeFolder(this.#folder);
    if (process.platform !== 'win32') chmodSync(this.#folder, privateFolderMode);
    const path = this.#pathOf(stationId, slotId);
    const text = `${Buffer.from(secret).toString('hex')}\n`;
    writeFileSync(path, text, { mode: privateMode, flag: 'wx' });
    syncToDisk(path);
    syncToDisk(this.#folder);
  }

  /** Null where there is none, or none that can be read. */
  read(stationId: string, slotId: string): Buffer | null {
    const path = this.#pathOf(stationId, slotId);
    try {
      const secret = Buffer.from(readFileSync(path, 'utf8').trim(), 'hex');
      return secret.byteLength === keyBytes ? secret : null;
    } catch {
      return null;
    }
  }

  /**
   * Takes the file of a slot, and the folder, away from other accounts; whether any could have read
   * it. A copy that was put back is often open to all.
   */
  closeToOthers(stationId: string, slotId: string): boolean {
    if (process.platform === 'win32') return false;
    const path = this.#pathOf(stationId, slotId);
    try {
      const wasOpen = [this.#folder, path].every((one) => (statSync(one).mode & forOthers) !== 0);
      chmodSync(path, privateMode);
      chmodSync(this.#folder, privateFolderMode);
      return wasOpen;
    } catch {
      // It is not there, or another account's, who decides about it.
      return false;
    }
  }

  /** Overwrites and removes the file of a slot, where there is one. @throws the file system's error */
  remove(stationId: string, slotId: string): void {
    const path = this.#pathOf(stationId, slotId);
    if (!existsSync(path)) return;
    wipe(path);
    syncToDisk(this.#folder);
  }

  /** Removes what a crash left of this station: files of slots that there are not. */
  keepOnly(stationId: string, slotIds: readonly string[], now: number): void {
    for (const slotId of this.#slotsOf(stationId)) {
      if (slotIds.includes(slotId)) continue;
      const { mtimeMs } = statSync(this.#pathOf(stationId, slotId));
      if (mtimeMs < now - youngMs) this.remove(stationId, slotId);
    }
  }

  #slotsOf(stationId: string): string[] {
    const start = `${stationId}-`;
    try {
      const names = readdirSync(this.#folder).filter(
        (name) => name.startsWith(start) && name.endsWith(ending),
      );
      return names.map((name) => name.slice(start.length, -ending.length));
    } catch {
      return [];
    }
  }

  #pathOf(stationId: string, slotId: string): string {
    return join(this.#folder, `${stationId}-${slotId}${ending}`);
  }
}

const ending = '.key';

/** Where a path leads, through every link; the last of it need not be there yet. */
function realPlace(path: string): string {
  const whole = resolve(path);
  try {
    return realpathSync(whole);
  } catch {
    const parent = dirname(whole);
    return parent === whole ? whole : join(realPlace(parent), basename(whole));
  }
}
