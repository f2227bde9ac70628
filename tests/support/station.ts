import type { TestContext } from 'node:test';
import type { SpawnVision, VisionPort } from '../../electron/vision/port.ts';
import { forkVision } from '../../electron/hosts/fork-vision.ts';
import { openServices } from '../../electron/hosts/open-services.ts';
import {
  openStation,
  type Station,
  type StationOptions,
} from '../../electron/hosts/open-station.ts';
import { projectPaths } from '../../electron/hosts/project-paths.ts';
import type { StationServices } from '../../electron/hosts/services.ts';
import { temporaryDir } from './temporary.ts';

type Hooks = Pick<TestContext, 'after'>;

/** The real station, with real models, a real vision process and a data folder of its own. */
export async function openTestStation(
  t: Hooks,
  changes: Partial<StationOptions> = {},
): Promise<Station> {
  const station = await openStation({ ...testOptions(t), ...changes });
  t.after(() => station.close());
  return station;
}

/** The same behind its contract. */
export async function openTestServices(
  t: Hooks,
  changes: Partial<StationOptions> = {},
): Promise<StationServices> {
  const services = await openServices({ ...testOptions(t), ...changes });
  t.after(() => services.close());
  return services;
}

/** Spawns real vision processes and keeps hold of them, so that a test can kill one. */
export function tracedVision(): { spawn: SpawnVision; ports: VisionPort[] } {
  const ports: VisionPort[] = [];
  const spawn = forkVision(projectPaths().visionEntry, () => undefined);
  return {
    ports,
    spawn: (args) => {
      const port = spawn(args);
      ports.push(port);
      return port;
    },
  };
}

function testOptions(t: Hooks): StationOptions {
  const paths = projectPaths();
  return {
    dataDir: temporaryDir(t),
    modelsDir: paths.models,
    manifestPath: paths.manifest,
    spawnVision: forkVision(paths.visionEntry, () => undefined),
    host: 'browser',
    version: paths.version,
    log: () => undefined,
  };
}
