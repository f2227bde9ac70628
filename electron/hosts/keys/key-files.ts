import {
  chmodSync,
  closeSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { isAbsolute, join, relative, resolve } from 'node:path';
import { overwrite, privateMode, syncToDisk } from '../../vault/private-file.ts';
import { keyBytes } from '../../vault/seal.ts';
import { makeFolder } from '../make-folder.ts';

const privateFolderMode = 0o700;
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
    const below = relative(resolve(folder), resolve(this.#folder));
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

  /** Overwrites and removes the file of a slot, where there is one. @throws the file system's error */
  remove(stationId: string, slotId: string): void {
    const path = this.#pathOf(stationId, slotId);
    if (statSync(path, { throwIfNoEntry: false }) === undefined) return;
    const file = openSync(path, 'r+');
    try {
      overwrite(file);
    } finally {
      closeSync(file);
    }
    rmSync(path);
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
