import type { Result } from '../../contract/errors.ts';
import type { NewEvent } from '../../contract/records.ts';
import type { Clock, EventStore } from '../../station/interfaces.ts';
import type { StationKeys } from '../keys/station-keys.ts';
import { backupEvent } from './backup-event.ts';
import type { BackupHeader } from './backup-header.ts';
import type { BackupPlaces } from './backup-places.ts';
import { makeBackup, type RunSealJob } from './make-backup.ts';

/** `auto`: by the station itself. */
export type BackupOccasion = 'hand' | 'auto';

export interface LoggedBackupParts {
  readonly places: BackupPlaces;
  readonly keys: Pick<StationKeys, 'current'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly run: RunSealJob;
  /** Gives the log of the station that is open to a piece of work. */
  readonly withLog: <T>(work: (log: Pick<EventStore, 'append'>) => Promise<T>) => Promise<T>;
}

/**
 * Makes a backup in a file of this path, with its row in the log, where it goes by `name`. One that
 * failed has a row, too. Errors: keys codes, as `makeBackup`.
 */
export async function makeLoggedBackup(
  parts: LoggedBackupParts,
  { path, name, occasion }: { path: string; name: string; occasion: BackupOccasion },
): Promise<Result<BackupHeader>> {
  const { places, keys, clock, run, withLog } = parts;
  const vault = keys.current();
  if (!vault.ok) return vault;
  const making = { places, vault: vault.value, now: () => clock.now() };
  const made = await makeBackup(path, making, run);
  const row = rowOf(backupEvent('backup', clock.now(), name), occasion, made);
  const logged = await withLog(async (log) => log.append(row));
  return made.ok && !logged.ok ? logged : made;
}

function rowOf(row: NewEvent, occasion: BackupOccasion, made: Result<BackupHeader>): NewEvent {
  const done: NewEvent = made.ok ? row : { ...row, outcome: 'refused', code: made.error.code };
  return occasion === 'auto' ? { ...done, source: 'station' } : done;
}
