import { defaultDataDir } from '../hosts/data-dir.ts';
import { forkVision } from '../hosts/fork-vision.ts';
import { openStation } from '../hosts/open-station.ts';
import { projectPaths } from '../hosts/project-paths.ts';
import { hostChecks } from './host-checks.ts';
import type { CommandOutcome, RunCommand } from './outcome.ts';

/** Composition root of the command line: opens the station, runs one command, closes it. */
export async function withStation(
  dataDir: string | undefined,
  run: RunCommand,
): Promise<CommandOutcome> {
  const log = (line: string): void => void process.stderr.write(`${line}\n`);
  const paths = projectPaths();
  const station = await openStation({
    dataDir: dataDir ?? defaultDataDir(),
    modelsDir: paths.models,
    manifestPath: paths.manifest,
    spawnVision: forkVision(paths.visionEntry, log),
    host: 'cli',
    version: paths.version,
    log,
    hostChecks: hostChecks(paths),
  });
  try {
    return await run(station);
  } finally {
    station.close();
  }
}
