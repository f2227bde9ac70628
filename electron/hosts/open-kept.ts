import { join } from 'node:path';
import type { Result } from '../contract/errors.ts';
import { fileMark } from '../store/standing-files.ts';
import type { Acting } from './acting.ts';
import { backupBeforeMigration } from './backup/before-migration.ts';
import { databaseFile } from './data-files.ts';
import type { StationKeys } from './keys/station-keys.ts';
import { openStore, type Store } from './open-store.ts';
import { unavailable } from './unavailable-store.ts';

/** What is kept of a station, for as long as it is the same. */
export interface Kept {
  readonly store: Store;
  /** Whether another store would be opened now. */
  isOver(): boolean;
  acceptLoss(): Result<void>;
}

interface KeptOptions {
  readonly dataDir: string;
  readonly keys: StationKeys;
  readonly acting: Acting;
  readonly log: (line: string) => void;
}

/** The store under the keys there are. Without them it answers everything with the reason. */
export function openKept({ dataDir, keys, acting, log }: KeptOptions): Kept {
  const vault = keys.current();
  const path = join(dataDir, databaseFile);
  const store = vault.ok
    ? openStore(path, {
        vault: vault.value,
        actor: acting.current,
        beforeMigration: backupBeforeMigration(dataDir, vault.value, { log }),
      })
    : unavailable(vault.error);
  const stood = store.standing().ok;
  // One that could not be opened may be put back, or restored by the command line.
  const found = fileMark(path);
  let lossAccepted = false;
  const hasChanged = (): boolean => (stood ? !store.standing().ok : fileMark(path) !== found);
  return {
    store,
    isOver: () => {
      const now = keys.current();
      const sameKeys = now.ok ? vault.ok && now.value === vault.value : !vault.ok;
      return !sameKeys || lossAccepted || hasChanged();
    },
    acceptLoss: () => {
      const accepted = store.acceptLoss(Date.now());
      lossAccepted ||= accepted.ok;
      return accepted;
    },
  };
}
