import { defaultDataDir } from '../hosts/data-dir.ts';
import { forkProcess } from '../hosts/fork-process.ts';
import { openStation } from '../hosts/open-station.ts';
import { projectPaths } from '../hosts/project-paths.ts';
import { hostChecks } from './host-checks.ts';
import type { CommandOutcome, RunCommand, Tell } from './outcome.ts';

/** Composition root of the command line: opens the station, runs one command, closes it. */
export async function withStation(
  dataDir: string | undefined,
  run: RunCommand,
  tell: Tell = silent,
): Promise<CommandOutcome> {
  const log = (line: string): void => void process.stderr.write(`${line}\n`);
  const paths = projectPaths();
  const station = await openStation({
    dataDir: dataDir ?? defaultDataDir(),
    modelsDir: paths.models,
    manifestPath: paths.manifest,
    spawnVision: forkProcess(paths.visionEntry, log),
    host: 'cli',
    version: paths.version,
    log,
    hostChecks: hostChecks(paths),
  });
  try {
    return await run(station, tell);
  } finally {
    station.close();
  }
}

/** For whoever wants the answer alone. */
const silent: Tell = { json: true, line: () => undefined };
