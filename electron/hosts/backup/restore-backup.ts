import { renameSync } from 'node:fs';
import { basename } from 'node:path';
import { fail, ok, type Result } from '../../contract/errors.ts';
import type { RestoreReport } from '../../contract/trust.ts';
import { migrations } from '../../store/migrations/index.ts';
import { prepareRestored, type Prepared } from '../../store/prepare-restored.ts';
import { claimStore } from '../../store/store-lock.ts';
import { guardedKeys } from '../../vault/vault-errors.ts';
import type { OpenVault } from '../../vault/vault.ts';
import { backupEvent } from './backup-event.ts';
import { backupSecret, readHeader, type BackupHeader } from './backup-header.ts';
import type { BackupPlaces } from './backup-places.ts';
import { guardedFiles } from '../file-fault.ts';
import {
  commitRestore,
  finishRestore,
  restoringDatabase,
  restoringHead,
  type SwapStep,
} from './restore-swap.ts';
import { aboutTheBackup, runUnsealJob } from './unseal-job.ts';

export interface Restoring {
  readonly places: BackupPlaces;
  readonly vault: OpenVault;
  readonly actor: () => string;
  /** Ms since 1970. */
  readonly now: () => number;
  /** Where the backup was unsealed and found whole before; it is done here where this is left out. */
  readonly unsealed?: Unsealed;
  /** Called after each step. */
  readonly onStep?: (step: RestoreStep) => void;
}

/** The database of a backup, in the data folder; the restore takes it away. */
interface Unsealed {
  readonly file: string;
  readonly header: BackupHeader;
}

export type RestoreStep = 'claimed' | 'decrypted' | 'prepared' | SwapStep;

/**
 * Puts what is in a backup in the place of the station's database. Everything is done and checked in a new
 * file first: a restore that fails changes nothing, and one that is cut off is either not begun or
 * finished by whoever opens the store next. Nobody may have the store open, this process included.
 * Errors: station-running, file codes, backup-invalid, backup-foreign, backup-newer, store codes.
 */
export function restoreBackup(path: string, restoring: Restoring): Result<RestoreReport> {
  const { dataDir } = restoring.places;
  const usable = checkHeader(path, restoring.vault.stationId);
  if (!usable.ok) return usable;
  const alone = claimStore(dataDir);
  if (!alone.ok) return alone;
  try {
    const done = guardedFiles('The database', () => {
      finishRestore(dataDir);
      restoring.onStep?.('claimed');
      try {
        return restore(path, restoring);
      } finally {
        // What was marked as ready has been renamed by now, or is the next opener's to finish.
        guardedFiles('The database', () => finishRestore(dataDir));
      }
    });
    return done.ok ? done.value : done;
  } finally {
    alone.value.release();
  }
}

function restore(path: string, restoring: Restoring): Result<RestoreReport> {
  const { places, vault, onStep = () => undefined } = restoring;
  const database = restoringDatabase(places.dataDir);
  const opened = unsealInto(database, path, restoring);
  if (!opened.ok) return opened;
  onStep('decrypted');
  const header = opened.value;
  const prepared = prepareRestored({
    path: database,
    live: places.database,
    head: restoringHead(places.dataDir),
    vault,
    actor: restoring.actor,
    event: (done) => backupEvent('restore', restoring.now(), inWords(path, header, done)),
  });
  if (!prepared.ok) return aboutTheBackup(prepared);
  onStep('prepared');
  commitRestore(places.dataDir, onStep);
  return ok(reportOf(path, header, prepared.value));
}

function unsealInto(
  target: string,
  path: string,
  { vault, unsealed }: Restoring,
): Result<BackupHeader> {
  if (unsealed) {
    renameSync(unsealed.file, target);
    return ok(unsealed.header);
  }
  const read = checkHeader(path, vault.stationId);
  if (!read.ok) return read;
  const secret = guardedKeys(() => backupSecret(vault, read.value.schema));
  return secret.ok ? runUnsealJob({ backup: path, target, secret: secret.value }) : secret;
}

function reportOf(path: string, { madeAt }: BackupHeader, prepared: Prepared): RestoreReport {
  const { people, forgotten, eventsKept, usersOfThen, peopleOfNow, settingsOfThen } = prepared;
  return {
    ...{ name: basename(path), madeAt, people, eventsKept, usersOfThen, peopleOfNow },
    forgotten: [...forgotten],
    settingsOfThen: [...settingsOfThen],
  };
}

/** Before anything is decrypted. Errors: file codes, backup-invalid, backup-foreign, backup-newer. */
export function checkHeader(path: string, stationId: string): Result<BackupHeader> {
  const read = readHeader(path);
  if (!read.ok) return read;
  const { header } = read.value;
  if (header.stationId !== stationId) return fail('backup-foreign');
  const newest = migrations.at(-1)?.to ?? 0;
  if (header.schema > newest) return fail('backup-newer', `schema ${header.schema}`);
  return ok(header);
}

function inWords(path: string, { madeAt }: BackupHeader, done: Omit<Prepared, 'people'>): string {
  const { forgotten, eventsKept, usersOfThen, peopleOfNow, settingsOfThen, log } = done;
  const facts = [
    `${basename(path)} of ${new Date(madeAt).toISOString()}`,
    `rows kept: ${eventsKept}`,
    `people forgotten: ${forgotten.length}`,
  ];
  if (peopleOfNow > 0) facts.push(`people of now, without a face: ${peopleOfNow}`);
  if (usersOfThen) facts.push('users of then');
  if (settingsOfThen.length > 0) facts.push(`settings of then: ${settingsOfThen.join(', ')}`);
  if (!log.ok) facts.push(`log ${log.damage ?? 'damaged'} ${log.firstBad ?? ''}`.trim());
  return facts.join('; ');
}
