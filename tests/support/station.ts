import type { TestContext } from 'node:test';
import type { Operator } from '../../electron/contract/access.ts';
import { Acting } from '../../electron/hosts/acting.ts';
import type { ProcessPort, SpawnProcess } from '../../electron/hosts/spawn-process.ts';
import { forkProcess } from '../../electron/hosts/fork-process.ts';
import { openServices, type ServicesOptions } from '../../electron/hosts/open-services.ts';
import {
  openStation,
  type Station,
  type StationOptions,
} from '../../electron/hosts/open-station.ts';
import { projectPaths } from '../../electron/hosts/project-paths.ts';
import type { StationServices } from '../../electron/hosts/services.ts';
import { cheapCost } from './cheap-cost.ts';
import { openTestKeys, testKeyPlace } from './keys.ts';
import { temporaryDir } from './temporary.ts';

type Hooks = Pick<TestContext, 'after'>;

/** Who works at a station of tests, as its host says: as the command line does of its user. */
export const tester: Operator = { name: 'os:tester', role: 'administrator' };

/** The real station, with real models, a real vision process and a data folder of its own. */
export async function openTestStation(
  t: Hooks,
  changes: Partial<StationOptions> = {},
): Promise<Station> {
  const options = { ...testOptions(t), ...changes };
  const keys = await openTestKeys(t, options.dataDir);
  const station = await openStation({ keys, acting: new Acting(), ...options });
  t.after(() => station.close());
  return station;
}

/** The same behind its contract, with an administrator at work at every window. */
export async function openTestServices(
  t: Hooks,
  changes: Partial<ServicesOptions> = {},
): Promise<StationServices> {
  const services = await openSignedOut(t, changes);
  return {
    ...services,
    handle: (caller, channel, payload) =>
      services.handle({ operator: tester, ...caller }, channel, payload),
  };
}

/** The same with nobody signed in. */
export async function openSignedOut(
  t: Hooks,
  changes: Partial<ServicesOptions> = {},
): Promise<StationServices> {
  const services = await openServices({
    ...testOptions(t),
    keyPlace: testKeyPlace(),
    passwordCost: cheapCost,
    ...changes,
  });
  t.after(() => services.close());
  return services;
}

/** Spawns real vision processes and keeps hold of them, so that a test can kill one. */
export function tracedVision(): { spawn: SpawnProcess; ports: ProcessPort[] } {
  return traced(projectPaths().visionEntry);
}

/** The same of training processes. */
export function tracedTraining(): { spawn: SpawnProcess; ports: ProcessPort[] } {
  return traced(projectPaths().trainingEntry);
}

function traced(entry: string): { spawn: SpawnProcess; ports: ProcessPort[] } {
  const ports: ProcessPort[] = [];
  const spawn = forkProcess(entry, () => undefined);
  return {
    ports,
    spawn: (args) => {
      const port = spawn(args);
      ports.push(port);
      return port;
    },
  };
}

function testOptions(t: Hooks): Omit<ServicesOptions, 'keyPlace'> {
  const paths = projectPaths();
  return {
    dataDir: temporaryDir(t),
    modelsDir: paths.models,
    manifestPath: paths.manifest,
    spawnVision: forkProcess(paths.visionEntry, () => undefined),
    spawnTraining: forkProcess(paths.trainingEntry, () => undefined),
    trainingWorker: paths.trainingWorker,
    backupWorker: paths.backupWorker,
    host: 'browser',
    version: paths.version,
    log: () => undefined,
  };
}
