import type { Notice } from '../../contract/channels.ts';
import type { Result } from '../../contract/errors.ts';
import type { Clock, EventStore } from '../../station/interfaces.ts';
import type { StationKeys } from '../keys/station-keys.ts';
import { backupHandlers, type BackupHandlers } from './backup-handlers.ts';
import { BackupPlaces } from './backup-places.ts';
import { Backups } from './backups.ts';
import { DailyBackup } from './daily-backup.ts';
import { guardedFiles } from '../file-fault.ts';
import { SealThreads } from './seal-thread.ts';

/** What of the open station backups need. */
export interface BackupStation {
  readonly events: Pick<EventStore, 'append'>;
  acceptLoss(): Result<void>;
}

/** What backups are put together from; it outlives every station. */
export interface BackupSurroundings {
  readonly dataDir: string;
  /** The file a backup's thread runs from. */
  readonly backupWorker: string;
  readonly keys: Pick<StationKeys, 'current'>;
  readonly clock: Pick<Clock, 'now'>;
  /** Who acts now. */
  readonly actor: () => string;
  /** Gives the station that is open to a piece of work. */
  readonly withStation: <T>(work: (station: BackupStation) => Promise<T>) => Promise<T>;
  /** Works while no station is open in this process, and opens one again. */
  readonly replace: <T>(work: () => T) => Promise<T>;
  /** Ends when the station that answers is one for the database there is. */
  readonly refresh: () => Promise<void>;
  readonly notify: (...notices: readonly Notice[]) => void;
  readonly log: (line: string) => void;
}

export interface OpenBackups {
  readonly handlers: BackupHandlers;
  close(): Promise<void>;
}

/** Backups of a station with windows: asked for, and once a day by themselves. */
export function openBackups(surroundings: BackupSurroundings): OpenBackups {
  const { dataDir, withStation, refresh, notify } = surroundings;
  const threads = new SealThreads(surroundings.backupWorker);
  const places = new BackupPlaces(dataDir);
  guardedFiles('The folder of the backups', () => places.sweep());
  const backups = new Backups({
    ...surroundings,
    places,
    run: threads.run,
    unseal: threads.unseal,
    withLog: (work) => withStation(({ events }) => work(events)),
  });
  const daily = new DailyBackup({
    ...surroundings,
    times: () => backups.automaticTimes(),
    make: async () => {
      const made = await backups.make('auto');
      notify('backups', 'events');
      return made;
    },
  });
  const acceptLoss = async (): Promise<Result<void>> => {
    const accepted = await withStation(async (station) => station.acceptLoss());
    if (accepted.ok) await refresh();
    return accepted;
  };
  daily.start();
  return {
    handlers: backupHandlers({ backups, acceptLoss, notify }),
    close: () => {
      daily.stop();
      return threads.close();
    },
  };
}
