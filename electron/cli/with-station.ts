import { userInfo } from 'node:os';
import { commandLineActor } from '../contract/access.ts';
import { Acting } from '../hosts/acting.ts';
import { defaultDataDir } from '../hosts/data-dir.ts';
import { forkProcess } from '../hosts/fork-process.ts';
import { defaultKeyFolder } from '../hosts/keys/key-folder.ts';
import { openKeys } from '../hosts/keys/open-keys.ts';
import { readPassphrase } from '../hosts/keys/read-passphrase.ts';
import { openStation } from '../hosts/open-station.ts';
import { projectPaths } from '../hosts/project-paths.ts';
import { hostChecks } from './host-checks.ts';
import {
  failed,
  type ApartCommand,
  type CommandOutcome,
  type RunCommand,
  type Tell,
} from './outcome.ts';

export interface CommandSurroundings {
  /** A file with the passphrase of the station; else it may stand in the environment. */
  readonly passphraseFile?: string | undefined;
  readonly tell?: Tell;
  /** Where key files are kept, where not among the user's own: benches have theirs apart. */
  readonly keyFolder?: string;
}

/**
 * Composition root of the command line: opens the station, runs one command in the name of the
 * operating system's user, closes it.
 */
export async function withStation(
  dataDir: string | undefined,
  run: RunCommand | ApartCommand,
  { passphraseFile, tell = silent, keyFolder = defaultKeyFolder() }: CommandSurroundings = {},
): Promise<CommandOutcome> {
  const log = (line: string): void => void process.stderr.write(`${line}\n`);
  const passphrase = readPassphrase(passphraseFile);
  if (!passphrase.ok) return failed(passphrase.error);
  const place = { dataDir: dataDir ?? defaultDataDir(), log };
  const actor = commandLineActor(userName());
  const commandPlace = { ...place, passphrase: passphrase.value, actor };
  if (typeof run !== 'function') return run.apart(commandPlace);
  const keys = await openKeys({
    ...place,
    keyFolder,
    keychain: null,
    unattended: true,
    passphrase: passphrase.value,
  });
  const acting = new Acting();
  const paths = projectPaths();
  try {
    return await acting.as(actor, async () => {
      const station = await openStation({
        ...place,
        modelsDir: paths.models,
        manifestPath: paths.manifest,
        spawnVision: forkProcess(paths.visionEntry, log),
        host: 'cli',
        version: paths.version,
        hostChecks: hostChecks(paths),
        keys,
        acting,
      });
      try {
        return await run(station, tell, commandPlace);
      } finally {
        station.close();
      }
    });
  } finally {
    keys.close();
  }
}

/** The name the system knows the user by; some containers have numbers only. */
function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return String(process.getuid?.() ?? 'unknown');
  }
}

/** For whoever wants the answer alone. */
const silent: Tell = { json: true, line: () => undefined };
