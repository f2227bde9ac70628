import { join } from 'node:path';
import type { ScryptCost } from '../../vault/scrypt-cost.ts';
import { usualCost } from '../../vault/scrypt-cost.ts';
import { KeptKeys, type KeptKeysParts } from './kept-keys.ts';
import { KeyFiles } from './key-files.ts';
import type { Keychain } from './keychain.ts';
import { vaultFile } from '../data-files.ts';
import type { StationKeys } from './station-keys.ts';

export interface KeysOptions {
  readonly dataDir: string;
  /** Where key files are kept: see `defaultKeyFolder`. */
  readonly keyFolder: string;
  /** Null where this host has none, as the command line. */
  readonly keychain: Keychain | null;
  /** Whether nobody is there to choose: then a new station's key is kept in a file of this account. */
  readonly unattended: boolean;
  /** A passphrase, or the recovery key, that was given with the start. */
  readonly passphrase?: string | undefined;
  /** What a passphrase costs; another than usual in tests only. */
  readonly cost?: ScryptCost;
  readonly now?: () => number;
  readonly log: (line: string) => void;
}

/**
 * The keys of the station of a data folder, open where they open by themselves: by the keychain, a
 * key file or the passphrase given. Never rejects: what is wrong is the state and the problem.
 */
export async function openKeys(options: KeysOptions): Promise<StationKeys> {
  const { dataDir, log, keychain } = options;
  const parts: KeptKeysParts = {
    path: join(dataDir, vaultFile),
    dataDir,
    keychain,
    files: new KeyFiles(options.keyFolder),
    cost: options.cost ?? usualCost,
    now: options.now ?? Date.now,
    log,
  };
  const keys = new KeptKeys(parts);
  await keys.open(options.passphrase);
  if (options.unattended && keys.state === 'fresh') await beginAlone(keys, options);
  return keys;
}

/**
 * The first start without anybody to choose. No recovery key is made: it would have to be written
 * to a screen or log that others may read. "keys recovery" makes one for whoever asks.
 */
async function beginAlone(keys: KeptKeys, { passphrase, log }: KeysOptions): Promise<void> {
  const protection = passphrase === undefined ? 'file' : 'passphrase';
  await keys.beginAlone({ protection, passphrase });
  if (keys.state === 'open' && protection === 'file') log(weaker);
}

const weaker =
  'keys: The station key was put into a file of this account, outside the data folder. That is ' +
  'weaker than a keychain or a passphrase: whoever can read the files of this account can open ' +
  'the station. Choose otherwise with "keys protect", and make a recovery key with "keys recovery".';
