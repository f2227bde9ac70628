import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { filesOf } from '../../../native-models/manifest.ts';
import { faultyModels } from '../../../native-models/verify.ts';
import { fail, ok, type Result } from '../../contract/errors.ts';
import type { VisionClient } from '../../vision/client.ts';
import { checkPack } from './check-pack.ts';
import { fileError } from './file-error.ts';
import { syncFolder } from './part-file.ts';
import { cardFile, manifestFile, type PackShelf, type ShelvedPack } from './pack-shelf.ts';
import { copySynced } from './synced-files.ts';

export interface PackToAdd {
  /** The operator's folder. */
  readonly dir: string;
  /** Its manifest; `manifest.json` in the folder where it is not given. */
  readonly manifest: string | undefined;
  readonly shelf: PackShelf;
  /** Name of the pack in use. */
  readonly inUse: string;
  readonly openVision: (shelved: ShelvedPack) => VisionClient;
}

/** Begins the name of a folder that is not a pack yet, or no more; no pack's name begins so. */
const unfinished = '.unfinished-';
/** A page or two. */
const mostCardBytes = 1024 * 1024;

/**
 * Runs the operator's files, then copies them into the station's own folder. The pack is there
 * whole or not at all; one of the same name that is not in use makes way.
 * Errors: pack-invalid, store-full, store-unavailable.
 */
export async function addPack(given: PackToAdd): Promise<Result<ShelvedPack>> {
  const { dir, manifest, shelf, inUse, openVision } = given;
  const found = await shelf.folder(dir, manifest);
  if (!found.ok) return found;
  const { pack } = found.value;
  const free = await nameIsFree(pack.name, shelf, inUse);
  if (!free.ok) return free;
  const report = await checkPack(found.value, openVision);
  if (!report.ok) return fail('pack-invalid', report.problems.join(' '));
  try {
    const kept = await keep(found.value, shelf.dirOf(pack.name), shelf.root);
    return kept.ok ? shelf.find(pack.name) : kept;
  } catch (cause) {
    return { ok: false, error: fileError(cause) };
  }
}

/** Errors: pack-invalid; model-missing, model-damaged (the station's manifest is). */
async function nameIsFree(name: string, shelf: PackShelf, inUse: string): Promise<Result<void>> {
  const bundled = await shelf.bundled();
  if (!bundled.ok) return bundled;
  if (bundled.value.some(({ pack }) => pack.name === name)) {
    return fail('pack-invalid', `${name} is the name of a pack of the station's own`);
  }
  return name === inUse
    ? fail('pack-invalid', `${name} is in use: use another pack before this one is replaced`)
    : ok(undefined);
}

/** Copies into a folder beside its place, which gets the name once all is on the disk. */
async function keep(from: ShelvedPack, place: string, root: string): Promise<Result<void>> {
  await mkdir(root, { recursive: true, mode: 0o700 });
  await clearUnfinished(root);
  const folder = join(root, unfinished + randomUUID());
  await mkdir(folder, { mode: 0o700 });
  try {
    for (const { file } of filesOf(from.pack))
      await copySynced(join(from.dir, file), join(folder, file));
    await copySynced(from.manifestPath, join(folder, manifestFile));
    await copyCard(from.dir, folder);
    // What was checked might have been changed since: what was copied decides.
    const faulty = await faultyModels(from.pack, folder);
    if (faulty.length > 0) return fail('pack-invalid', 'its files changed while they were copied');
    await syncFolder(folder);
    await makeWay(place, root);
    await rename(folder, place);
    await syncFolder(root);
    return ok(undefined);
  } finally {
    await clearUnfinished(root);
  }
}

/** What a pack says of itself goes with it, where there is such a file and it is no larger than a text. */
async function copyCard(from: string, to: string): Promise<void> {
  const card = await stat(join(from, cardFile)).catch(() => null);
  if (card?.isFile() !== true || card.size > mostCardBytes) return;
  await copySynced(join(from, cardFile), join(to, cardFile));
}

async function makeWay(place: string, root: string): Promise<void> {
  try {
    await rename(place, join(root, unfinished + randomUUID()));
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause && cause.code === 'ENOENT')) throw cause;
  }
}

/** What an earlier try left when it was cut short. */
async function clearUnfinished(root: string): Promise<void> {
  for (const name of await readdir(root)) {
    if (name.startsWith(unfinished)) await rm(join(root, name), { recursive: true, force: true });
  }
}
