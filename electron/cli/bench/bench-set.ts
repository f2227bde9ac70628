import { stat } from 'node:fs/promises';
import { ok, type Result } from '../../contract/errors.ts';
import { defaultDataDir } from '../../hosts/data-dir.ts';
import { forkProcess } from '../../hosts/fork-process.ts';
import type { Station } from '../../hosts/open-station.ts';
import { PackShelf, type ShelvedPack } from '../../hosts/packs/pack-shelf.ts';
import { projectPaths } from '../../hosts/project-paths.ts';
import { packPlaces } from '../pack-places.ts';
import { benchCacheDir, encodeFolder, type EncodedPhoto } from './encode-folder.ts';

/** What a bench is run on. */
export interface BenchOptions {
  /** Folder with one folder of photos per person. */
  readonly images: string;
  /** Name of a pack, or a folder with its files; the pack in use where neither is given. */
  readonly pack?: string | undefined;
  /** Manifest of the folder, where it is not in it. */
  readonly manifest?: string | undefined;
  readonly data?: string | undefined;
  /** Whether what is seen is kept for the next run; it is unless said otherwise. */
  readonly cache?: boolean | undefined;
}

export interface BenchSet {
  readonly shelved: ShelvedPack;
  readonly photos: readonly EncodedPhoto[];
}

/** The folder through the pack. Errors: pack codes and those of `encodeFolder`. */
export async function benchSet(station: Station, options: BenchOptions): Promise<Result<BenchSet>> {
  const shelved = await findPack(station, options);
  if (!shelved.ok) return shelved;
  const photos = await encodeFolder({
    folder: options.images,
    shelved: shelved.value,
    visionEntry: projectPaths().visionEntry,
    spawnVision: forkProcess(projectPaths().visionEntry, log),
    cacheDir: options.cache === false ? null : benchCacheDir(options.data ?? defaultDataDir()),
    log,
  });
  return photos.ok ? ok({ shelved: shelved.value, photos: photos.value }) : photos;
}

/** Says something that is not the answer. */
export function log(line: string): void {
  process.stderr.write(`${line}\n`);
}

async function findPack(station: Station, options: BenchOptions): Promise<Result<ShelvedPack>> {
  const { pack = station.models.pack, manifest, data } = options;
  const shelf = new PackShelf(packPlaces(data));
  const found = await shelf.find(pack);
  if (found.ok || !(await isFolder(pack))) return found;
  return shelf.folder(pack, manifest);
}

function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}
