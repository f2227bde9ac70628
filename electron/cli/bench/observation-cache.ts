import { appendFile, mkdir, open, readFile, truncate, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { crc32 } from 'node:zlib';
import type { Result } from '../../contract/errors.ts';
import type { Observation } from '../../contract/observation.ts';

export type Seen = Result<Observation>;

/** For their owner only: it holds the encodings of a test set's people. */
const folderMode = 0o700;
const fileMode = 0o600;
/** Before each record: its length and its CRC-32, 4 bytes each, little-endian. */
const frameBytes = 8;

/**
 * What the vision process saw in photos, by the sha256 of their bytes, kept in one file that is
 * only ever appended to. What a crash or a full disk left half written at its end is cut off when
 * it is opened; a file of another pipeline (`fingerprint`) is begun anew.
 */
export class ObservationCache {
  readonly #path: string;
  readonly #known: Map<string, Seen>;
  readonly #onFault: (cause: unknown) => void;
  #writing: Promise<void> = Promise.resolve();
  #broken = false;
  #found = 0;
  #added = 0;

  private constructor(path: string, known: Map<string, Seen>, onFault: (cause: unknown) => void) {
    this.#path = path;
    this.#known = known;
    this.#onFault = onFault;
  }

  /**
   * `onFault` is called once when nothing can be written any more; then all goes on without.
   * @throws where the file cannot be made or read at all.
   */
  static async open(
    path: string,
    fingerprint: string,
    onFault: (cause: unknown) => void,
  ): Promise<ObservationCache> {
    await mkdir(dirname(path), { recursive: true, mode: folderMode });
    const head = Buffer.from(`threshold bench cache 1 ${fingerprint}\n`);
    const bytes = await readFile(path).catch(() => null);
    if (!bytes?.subarray(0, head.length).equals(head)) {
      await writeFile(path, head, { mode: fileMode });
      return new ObservationCache(path, new Map(), onFault);
    }
    const { known, end } = readRecords(bytes, head.length);
    if (end < bytes.length) await truncate(path, end);
    return new ObservationCache(path, known, onFault);
  }

  /** How often an answer was there, and how many were added. */
  get statistics(): { readonly found: number; readonly added: number } {
    return { found: this.#found, added: this.#added };
  }

  get(sha256: string): Seen | undefined {
    const seen = this.#known.get(sha256);
    if (seen !== undefined) this.#found++;
    return seen;
  }

  /** Resolves when the record is in the file. Records are written one after the other, each whole. */
  add(sha256: string, seen: Seen): Promise<void> {
    this.#known.set(sha256, seen);
    this.#added++;
    const record = frame(serialize({ sha256, seen } satisfies Entry));
    this.#writing = this.#writing.then(() => this.#append(record));
    return this.#writing;
  }

  /** Resolves when everything is on the disk. */
  async close(): Promise<void> {
    await this.#writing;
    if (this.#broken) return;
    const file = await open(this.#path, 'r+');
    await file.sync().finally(() => file.close());
  }

  /** Behind half a record nothing would be found again: after a fault nothing more is written. */
  async #append(record: Buffer): Promise<void> {
    if (this.#broken) return;
    try {
      await appendFile(this.#path, record);
    } catch (cause) {
      this.#broken = true;
      this.#onFault(cause);
    }
  }
}

interface Entry {
  readonly sha256: string;
  readonly seen: Seen;
}

function frame(payload: Buffer): Buffer {
  const record = Buffer.alloc(frameBytes + payload.length);
  record.writeUInt32LE(payload.length, 0);
  record.writeUInt32LE(crc32(payload), 4);
  payload.copy(record, frameBytes);
  return record;
}

/** All records up to the first that is not whole, and where that one begins. */
function readRecords(bytes: Buffer, start: number): { known: Map<string, Seen>; end: number } {
  const known = new Map<string, Seen>();
  let end = start;
  for (;;) {
    const begin = end + frameBytes;
    if (begin > bytes.length) return { known, end };
    const payload = bytes.subarray(begin, begin + bytes.readUInt32LE(end));
    const entry = crc32(payload) === bytes.readUInt32LE(end + 4) ? entryOf(payload) : null;
    if (entry === null) return { known, end };
    known.set(entry.sha256, entry.seen);
    end = begin + payload.length;
  }
}

/** Null where it is none, such as one of another version of Node. */
function entryOf(payload: Buffer): Entry | null {
  try {
    const value: unknown = deserialize(payload);
    return isEntry(value) ? value : null;
  } catch {
    return null;
  }
}

/** The checksum says that it is what this class wrote; the fingerprint, that its shape is today's. */
function isEntry(value: unknown): value is Entry {
  return typeof value === 'object' && value !== null && 'sha256' in value && 'seen' in value;
}
