import { createHash } from 'node:crypto';
import { open, readFile, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Leg } from './schedule.ts';
import { TrainingFault } from './training-fault.ts';

/** All that a run needs to go on as if it had never stopped. */
export interface Checkpoint {
  /** Of the data, the network, the recipe and the seed: what must be the same to go on. */
  readonly fingerprint: string;
  /** Steps done: random numbers depend on the seed and the step alone, so there is no other state. */
  readonly step: number;
  /** Of training and of measuring on the way, s; those before a resume count. */
  readonly seconds: number;
  readonly images: number;
  readonly legs: readonly Leg[];
  readonly weights: Float32Array;
  readonly average: Float32Array;
  readonly firstMoment: Float32Array;
  readonly secondMoment: Float32Array;
}

/**
 * Writes a checkpoint, whole or not at all: whenever the process or the machine dies, the file is
 * the new one or the one before. @throws the file system's errors
 */
export async function writeCheckpoint(path: string, checkpoint: Checkpoint): Promise<void> {
  // One name for all drafts: what a killed process left behind is written over.
  const draft = path + draftSuffix;
  try {
    await writeDraft(draft, checkpoint);
    await rename(draft, path);
  } catch (cause) {
    // A full disk is not to stay full of what is of no use.
    await rm(draft, { force: true });
    throw cause;
  }
  await syncFolder(dirname(path));
}

/** Takes away the checkpoint and what a killed process may have left of one. */
export async function removeCheckpoint(path: string): Promise<void> {
  await rm(path, { force: true });
  await rm(path + draftSuffix, { force: true });
}

/**
 * The checkpoint there is; null where there is none.
 * @throws TrainingFault: checkpoint, when it is damaged or of another training
 */
export async function readCheckpoint(
  path: string,
  fingerprint: string,
): Promise<Checkpoint | null> {
  const bytes = await readOrNull(path);
  if (bytes === null) return null;
  const checkpoint = parse(bytes);
  if (checkpoint.fingerprint === fingerprint) return checkpoint;
  throw new TrainingFault('checkpoint', 'it is of other data or settings');
}

/** What a file begins with; the number changes with the format. */
const magic = Buffer.from('threshold training checkpoint 1\n');
const hashBytes = 32;
const draftSuffix = '.part';

const arrayNames = ['weights', 'average', 'firstMoment', 'secondMoment'] as const;

type Header = Omit<Checkpoint, (typeof arrayNames)[number]> & { readonly length: number };

async function writeDraft(draft: string, checkpoint: Checkpoint): Promise<void> {
  const file = await open(draft, 'w', 0o600);
  try {
    const hash = createHash('sha256');
    for (const part of partsOf(checkpoint)) {
      hash.update(part);
      await file.writeFile(part);
    }
    await file.writeFile(hash.digest());
    await file.sync();
  } finally {
    await file.close();
  }
}

function* partsOf(checkpoint: Checkpoint): Generator<Uint8Array> {
  const { fingerprint, step, seconds, images, legs, weights } = checkpoint;
  const header: Header = { fingerprint, step, seconds, images, legs, length: weights.length };
  const text = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(text.length);
  yield Buffer.concat([magic, length, text]);
  for (const name of arrayNames) {
    const { buffer, byteOffset, byteLength } = checkpoint[name];
    yield new Uint8Array(buffer, byteOffset, byteLength);
  }
}

function parse(bytes: Buffer): Checkpoint {
  const body = bytes.subarray(0, -hashBytes);
  const hash = createHash('sha256').update(body).digest();
  if (!body.subarray(0, magic.length).equals(magic) || !hash.equals(bytes.subarray(-hashBytes))) {
    throw new TrainingFault('checkpoint', 'it is damaged, or no checkpoint at all');
  }
  const headerBytes = body.readUInt32LE(magic.length);
  const start = magic.length + 4 + headerBytes;
  // What the hash covers was written by this file.
  const { length, ...header } = JSON.parse(
    body.toString('utf8', magic.length + 4, start),
  ) as Header;
  const arrayAt = (index: number): Float32Array => {
    const first = start + 4 * length * index;
    return new Float32Array(Uint8Array.from(body.subarray(first, first + 4 * length)).buffer);
  };
  return {
    ...header,
    weights: arrayAt(0),
    average: arrayAt(1),
    firstMoment: arrayAt(2),
    secondMoment: arrayAt(3),
  };
}

async function readOrNull(path: string): Promise<Buffer | null> {
  try {
    return await readFile(path);
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return null;
    throw cause;
  }
}

/** So that the new name is on the disk too; Windows has no such thing, and needs none. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
