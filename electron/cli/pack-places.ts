import { defaultDataDir } from '../hosts/data-dir.ts';
import type { PackPlaces } from '../hosts/packs/pack-shelf.ts';
import { projectPaths } from '../hosts/project-paths.ts';

/** Where the packs of the station lie whose data folder was named, or of the usual one. */
export function packPlaces(dataDir = defaultDataDir()): PackPlaces {
  const { models: modelsDir, manifest: manifestPath } = projectPaths();
  return { manifestPath, modelsDir, dataDir };
}
