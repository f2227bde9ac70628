import { randomUUID } from 'node:crypto';
import { lstat, mkdir, readdir, rename, rm, rmdir } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { findModel } from '../../../native-models/manifest.ts';
import { fail, ok, type Result } from '../../contract/errors.ts';
import { makeFolder } from '../make-folder.ts';
import { manifestFile, readOnePack } from '../packs/pack-shelf.ts';
import { syncFolder } from '../packs/part-file.ts';
import { workError } from './work-error.ts';

/** Begins what a manifest says of an encoder's source where it was trained by a station. */
export const trainedHere = 'trained by Threshold';

/**
 * Where a training keeps crops of faces and its checkpoint when its pack goes to `out`: beside it,
 * since a pack is given away.
 */
export function workFolderBeside(out: string): string {
  return `${resolve(out)}.training`;
}

/** Where a pack is to be. */
export interface PackPlace {
  /** Its folder, in a folder that may not be there yet either. */
  readonly out: string;
  /** Whether a pack that was trained before may make way. */
  readonly replace: boolean;
}

/**
 * Whether a pack may be put there: nothing is there, an empty folder, or a trained pack that may
 * make way. Worth asking before an hour is spent. Errors: invalid-request, store-unavailable.
 */
export async function checkPlace({ out, replace }: PackPlace): Promise<Result<void>> {
  if (await staysThere(out)) {
    return fail(
      'invalid-request',
      `${out} is a link or a disk’s root: name a folder that is not there yet`,
    );
  }
  const names = await namesIn(out);
  if (!names.ok || names.value === null || names.value.length === 0) {
    return names.ok ? ok(undefined) : names;
  }
  const isOurs = await isTrainedPack(out);
  if (isOurs && replace) return ok(undefined);
  return fail(
    'invalid-request',
    isOurs
      ? `${out} has a trained pack already: go on with it by --resume, or name another folder`
      : `${out} is not empty: name a new folder`,
  );
}

/**
 * Has a pack made in a folder beside its place, which gets the place's name once all is on the disk:
 * the pack is there whole or not at all. Nothing is there where `fill` gives null or an error.
 * Errors: as `checkPlace` and `fill`, store-full. @throws what `fill` does, but for the file system.
 */
export async function makePack<T>(
  place: PackPlace,
  fill: (draft: string) => Promise<Result<T | null>>,
): Promise<Result<T | null>> {
  const free = await checkPlace(place);
  if (!free.ok) return free;
  const out = resolve(place.out);
  const draft = besideOf(out, 'unfinished');
  try {
    makeFolder(dirname(out));
    await clearBeside(out, 'unfinished');
    await mkdir(draft, { mode: folderMode });
    const filled = await fill(draft);
    if (!filled.ok || filled.value === null) return filled;
    const placed = await placeDraft(draft, place);
    return placed.ok ? filled : placed;
  } catch (cause) {
    return { ok: false, error: workError(cause, 'the files of the trained pack') };
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

/** Asks again whether the place is free: an hour may have passed. */
async function placeDraft(draft: string, place: PackPlace): Promise<Result<void>> {
  const free = await checkPlace(place);
  if (!free.ok) return free;
  const out = resolve(place.out);
  await syncFolder(draft);
  const replaced = await makeWay(out);
  await rename(draft, out);
  await syncFolder(dirname(out));
  if (replaced) await clearBeside(out, 'replaced');
  return ok(undefined);
}

/** For their owner only, as all of a station. */
const folderMode = 0o700;

/** What lies beside a pack's place while it is made. */
type Beside = 'unfinished' | 'replaced';

function besideOf(out: string, what: Beside): string {
  return join(dirname(out), `.${basename(out)}.${what}-${randomUUID()}`);
}

async function clearBeside(out: string, what: Beside): Promise<void> {
  const beginning = `.${basename(out)}.${what}-`;
  for (const name of await readdir(dirname(out))) {
    if (!name.startsWith(beginning)) continue;
    await rm(join(dirname(out), name), { recursive: true, force: true });
  }
}

/** Whether there was a pack, which lies beside its place now. */
async function makeWay(out: string): Promise<boolean> {
  try {
    await rmdir(out);
    return false;
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? cause.code : '';
    if (code === 'ENOENT') return false;
    if (code !== 'ENOTEMPTY' && code !== 'EEXIST') throw cause;
    await rename(out, besideOf(out, 'replaced'));
    return true;
  }
}

/** Whether what is there is nothing that a folder could be renamed over: a link, or a mounted disk. */
async function staysThere(out: string): Promise<boolean> {
  const there = await lstat(out).catch(() => null);
  if (there === null) return false;
  const around = await lstat(dirname(resolve(out))).catch(() => null);
  return there.isSymbolicLink() || (around !== null && there.dev !== around.dev);
}

async function isTrainedPack(folder: string): Promise<boolean> {
  const pack = await readOnePack(join(folder, manifestFile));
  return pack.ok && (findModel(pack.value, 'encoder')?.source.startsWith(trainedHere) ?? false);
}

/** Null where there is no such folder. Errors: invalid-request (a file), store-unavailable. */
async function namesIn(folder: string): Promise<Result<string[] | null>> {
  try {
    return ok(await readdir(folder));
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? cause.code : '';
    if (code === 'ENOENT') return ok(null);
    if (code === 'ENOTDIR') return fail('invalid-request', `${folder} is a file, no folder`);
    return { ok: false, error: workError(cause, 'the pack’s folder') };
  }
}
