import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { loadManifest, ModelFault, type Pack } from '../../../native-models/manifest.ts';
import { fail, ok, type Result, type StationError } from '../../contract/errors.ts';
import { packNamePattern } from '../../contract/recognition.ts';
import { modelError } from '../../vision/model-error.ts';
import { withMeasuredScores } from './measured-scores.ts';

export interface PackPlaces {
  /** The manifest that comes with the station. */
  readonly manifestPath: string;
  /** Where set-up makes the files of `core`. */
  readonly modelsDir: string;
  readonly dataDir: string;
}

/** A pack, and where its files are or would be. */
export interface ShelvedPack {
  readonly pack: Pack;
  readonly dir: string;
  readonly manifestPath: string;
  /** `bundled`: named by the station's own manifest. `added`: the operator's. */
  readonly origin: 'bundled' | 'added';
}

/** A folder of the operator's whose manifest cannot be used. */
export interface BrokenPack {
  readonly name: string;
  readonly error: StationError;
}

/** The pack that every station has from the start. */
export const firstPack = 'core';
/** The manifest in a folder of the operator's. */
export const manifestFile = 'manifest.json';
/** Beside it, for people: from what and how the pack's encoder was trained. Not every pack has one. */
export const cardFile = 'model-card.md';

/** Where the packs that are fetched or added have their folders, within the data folder. */
const packsFolder = 'packs';

/** All packs the station knows: those of its own manifest, and the folders that were added. */
export class PackShelf {
  readonly #places: PackPlaces;

  constructor(places: PackPlaces) {
    this.#places = places;
  }

  /** The folder that the packs' own folders are in; it may not be there yet. */
  get root(): string {
    return join(this.#places.dataDir, packsFolder);
  }

  /** Folder of a pack that was or will be added or fetched. */
  dirOf(name: string): string {
    return join(this.root, name);
  }

  /** Where the files of a pack would be of which nothing can be read. */
  placeOf(name: string): { dir: string; manifestPath: string } {
    const { manifestPath, modelsDir } = this.#places;
    if (name === firstPack) return { dir: modelsDir, manifestPath };
    // Whatever the settings say, no path is made of it that leaves the packs' folder.
    const dir = this.dirOf(packNamePattern.test(name) ? name : 'unknown');
    return { dir, manifestPath: join(dir, manifestFile) };
  }

  /** The station's own packs. Errors: model-missing, model-damaged (the manifest is). */
  async bundled(): Promise<Result<ShelvedPack[]>> {
    const { manifestPath, modelsDir } = this.#places;
    try {
      const { packs } = await loadManifest(manifestPath);
      const shelved = packs.map(async (pack) => {
        const dir = pack.name === firstPack ? modelsDir : this.dirOf(pack.name);
        const measured = await withMeasuredScores(pack, this.dirOf(pack.name));
        return { pack: measured, dir, manifestPath, origin: 'bundled' as const };
      });
      return ok(await Promise.all(shelved));
    } catch (cause) {
      return { ok: false, error: modelError(cause) };
    }
  }

  /** Every pack that can be read, the station's own first, and every folder that cannot. */
  async all(): Promise<Result<{ packs: ShelvedPack[]; broken: BrokenPack[] }>> {
    const bundled = await this.bundled();
    if (!bundled.ok) return bundled;
    const packs = [...bundled.value];
    const broken: BrokenPack[] = [];
    const own = new Set(packs.map(({ pack }) => pack.name));
    for (const name of await this.#folders()) {
      if (own.has(name)) continue;
      const added = await this.#added(name);
      if (added.ok) packs.push(added.value);
      else if (added.error.code !== 'pack-unknown') broken.push({ name, error: added.error });
    }
    return ok({ packs, broken });
  }

  /** Errors: pack-unknown, pack-invalid, model-missing, model-damaged. */
  async find(name: string): Promise<Result<ShelvedPack>> {
    const bundled = await this.bundled();
    if (!bundled.ok) return bundled;
    const own = bundled.value.find(({ pack }) => pack.name === name);
    if (own !== undefined) return ok(own);
    return packNamePattern.test(name) ? this.#added(name) : fail('pack-unknown', name);
  }

  /**
   * A folder with a pack that was not added. `manifest` is in the folder where it is not given.
   * Errors: pack-invalid.
   */
  async folder(dir: string, manifest = join(dir, manifestFile)): Promise<Result<ShelvedPack>> {
    const read = await readOnePack(manifest);
    if (!read.ok) return read;
    return ok({ pack: read.value, dir, manifestPath: manifest, origin: 'added' });
  }

  async #added(name: string): Promise<Result<ShelvedPack>> {
    const dir = this.dirOf(name);
    if (!(await isThere(join(dir, manifestFile)))) return fail('pack-unknown', name);
    const read = await readOnePack(join(dir, manifestFile));
    if (!read.ok) return read;
    if (read.value.name !== name) {
      return fail('pack-invalid', `the manifest in the folder ${name} is of ${read.value.name}`);
    }
    const pack = await withMeasuredScores(read.value, dir);
    return ok({ pack, dir, manifestPath: join(dir, manifestFile), origin: 'added' });
  }

  async #folders(): Promise<string[]> {
    try {
      const entries = await readdir(this.root, { withFileTypes: true });
      return entries
        .filter((entry) => entry.isDirectory() && packNamePattern.test(entry.name))
        .map(({ name }) => name)
        .sort();
    } catch {
      // Nothing was ever fetched or added.
      return [];
    }
  }
}

/** The pack of a manifest that has only one. Errors: pack-invalid. */
export async function readOnePack(manifestPath: string): Promise<Result<Pack>> {
  try {
    const { packs } = await loadManifest(manifestPath);
    const [pack] = packs;
    if (pack === undefined || packs.length > 1) {
      return fail('pack-invalid', `the manifest has ${packs.length} packs instead of one`);
    }
    return ok(pack);
  } catch (cause) {
    return fail('pack-invalid', faultInWords(cause));
  }
}

function faultInWords(cause: unknown): string {
  if (!(cause instanceof ModelFault)) return 'its manifest cannot be read';
  const why = cause.cause instanceof Error && cause.fault === 'damaged' ? cause.cause.message : '';
  return why === '' ? cause.message : `${cause.message}: ${why.split('\n', 1)[0]}`;
}

function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
