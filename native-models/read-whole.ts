import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { faultOfReading, ModelFault } from './faults.ts';

/** A manifest with a full table of scores has some 100 kB. */
const maxManifestBytes = 16 * 1024 * 1024;

/** What a file must be before any of it is used. */
export interface WholeFile {
  /** File name inside the pack's folder. */
  readonly file: string;
  readonly bytes: number;
  readonly sha256: string;
}

/**
 * The bytes of a model file, which are the very ones that its entry names. Its size is judged
 * before it is read: a device or an endless pipe of that name must not hold the station up.
 * @throws ModelFault: missing, unreadable, damaged
 */
export async function readWhole({ file, bytes, sha256 }: WholeFile, dir: string): Promise<Buffer> {
  const path = join(dir, file);
  if ((await sizeOf(path)) !== bytes) throw new ModelFault(file, 'damaged');
  const content = await reading(path, readFile(path));
  if (createHash('sha256').update(content).digest('hex') === sha256) return content;
  throw new ModelFault(file, 'damaged');
}

/** @throws ModelFault: missing, unreadable, damaged (it is too large to be a manifest) */
export async function readManifestText(path: string): Promise<string> {
  if ((await sizeOf(path)) > maxManifestBytes) {
    const cause = new Error(`more than ${maxManifestBytes} bytes`);
    throw new ModelFault(basename(path), 'damaged', cause);
  }
  return reading(path, readFile(path, 'utf8'));
}

async function sizeOf(path: string): Promise<number> {
  const found = await reading(path, stat(path));
  if (!found.isFile()) throw new ModelFault(basename(path), 'unreadable', new Error('not a file'));
  return found.size;
}

async function reading<T>(path: string, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (cause) {
    throw new ModelFault(basename(path), faultOfReading(cause), cause);
  }
}
