import { open, readdir, rm, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { makeFolder } from '../make-folder.ts';

/** For its owner only: it holds the faces of people. */
const fileMode = 0o600;
const nameOf = (fingerprint: string): string => `crops-${fingerprint.slice(0, 16)}.bin`;
const isCache = (name: string): boolean => /^crops-[0-9a-f]{16}\.bin$/.test(name);

/** Before each record: its length and its CRC-32, 4 bytes each, little-endian. */
const frameBytes = 8;
/** A record: the sha256 of a photo, then a crop's pixels or nothing where no crop could be cut. */
const keyBytes = 32;

/**
 * The faces cut out of photos, by the sha256 of the photos' bytes, in one file that is only ever
 * appended to: what was cut before a crash need not be cut again. What is half written or damaged
 * is cut off when it is opened, with all behind it. It holds faces: it lies in the training's work
 * folder, never in a pack, and goes with that folder when the training is discarded.
 */
export class CropCache {
  readonly #file: FileHandle;
  readonly #bytesPerCrop: number;
  /** Where a photo's crop begins; null where nothing could be cut. */
  readonly #known: Map<string, number | null>;
  #end: number;

  private constructor(
    file: FileHandle,
    bytesPerCrop: number,
    known: Map<string, number | null>,
    end: number,
  ) {
    this.#file = file;
    this.#bytesPerCrop = bytesPerCrop;
    this.#known = known;
    this.#end = end;
  }

  /**
   * Of the crops that `fingerprint` (hex) describes; those that were cut in another way are
   * deleted. @throws what the file system does.
   */
  static async open(dir: string, fingerprint: string, bytesPerCrop: number): Promise<CropCache> {
    makeFolder(dir);
    const name = nameOf(fingerprint);
    await discardCrops(dir, name);
    const file = await openOrMake(join(dir, name));
    try {
      const head = Buffer.from(`threshold crops 1 ${fingerprint} ${bytesPerCrop}\n`);
      const start = Buffer.alloc(head.length);
      await file.read(start, 0, start.length, 0);
      if (!start.equals(head)) {
        await file.truncate(0);
        await file.write(head, 0, head.length, 0);
      }
      const { known, end } = await readRecords(file, head.length, bytesPerCrop);
      await file.truncate(end);
      return new CropCache(file, bytesPerCrop, known, end);
    } catch (cause) {
      await file.close();
      throw cause;
    }
  }

  /** Length of the file. */
  get bytes(): number {
    return this.#end;
  }

  /** Whether something is known of a photo. */
  has(sha256: string): boolean {
    return this.#known.has(sha256);
  }

  /** Copies a known photo's crop to `into`. False where nothing could be cut out of the photo. */
  async read(sha256: string, into: Uint8Array): Promise<boolean> {
    const at = this.#known.get(sha256);
    if (at === undefined || at === null) return false;
    const { bytesRead } = await this.#file.read(into, 0, this.#bytesPerCrop, at);
    if (bytesRead !== this.#bytesPerCrop)
      throw new Error('the file of crops was changed meanwhile');
    return true;
  }

  /** Calls must not overlap. @throws what the file system does; what was there stays readable. */
  async add(sha256: string, crop: Uint8Array | null): Promise<void> {
    const body = Buffer.concat([Buffer.from(sha256, 'hex'), crop ?? new Uint8Array()]);
    const record = Buffer.alloc(frameBytes + body.length);
    record.writeUInt32LE(body.length, 0);
    record.writeUInt32LE(crc32(body), 4);
    record.set(body, frameBytes);
    await this.#file.write(record, 0, record.length, this.#end);
    this.#known.set(sha256, crop === null ? null : this.#end + frameBytes + keyBytes);
    this.#end += record.length;
  }

  /** Resolves when everything is on the disk. */
  async close(): Promise<void> {
    await this.#file.sync().finally(() => this.#file.close());
  }
}

/** Deletes what was cut for a training, but for the file `kept`. */
export async function discardCrops(dir: string, kept?: string): Promise<void> {
  const names = await readdir(dir).catch(() => []);
  for (const name of names) {
    if (isCache(name) && name !== kept) await rm(join(dir, name), { force: true });
  }
}

async function openOrMake(path: string): Promise<FileHandle> {
  try {
    return await open(path, 'r+');
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause && cause.code === 'ENOENT')) throw cause;
    return open(path, 'wx+', fileMode);
  }
}

/** All whole records from `start` on, and where they end. */
async function readRecords(
  file: FileHandle,
  start: number,
  bytesPerCrop: number,
): Promise<{ known: Map<string, number | null>; end: number }> {
  const known = new Map<string, number | null>();
  const whole = keyBytes + bytesPerCrop;
  const record = Buffer.alloc(frameBytes + whole);
  let end = start;
  for (;;) {
    const { bytesRead } = await file.read(record, 0, record.length, end);
    if (bytesRead < frameBytes + keyBytes) break;
    const length = record.readUInt32LE(0);
    if ((length !== keyBytes && length !== whole) || bytesRead < frameBytes + length) break;
    const body = record.subarray(frameBytes, frameBytes + length);
    if (crc32(body) !== record.readUInt32LE(4)) break;
    const key = body.toString('hex', 0, keyBytes);
    known.set(key, length === whole ? end + frameBytes + keyBytes : null);
    end += frameBytes + length;
  }
  return { known, end };
}
