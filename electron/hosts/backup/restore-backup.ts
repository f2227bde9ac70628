import { basename } from 'node:path';
import { fail, ok, type Result } from '../../contract/errors.ts';
import type { RestoreReport } from '../../contract/trust.ts';
import { migrations } from '../../store/migrations/index.ts';
import { prepareRestored, type Prepared } from '../../store/prepare-restored.ts';
import { claimStore } from '../../store/store-lock.ts';
import { guardedKeys } from '../../vault/vault-errors.ts';
import type { OpenVault } from '../../vault/vault.ts';
import { backupEvent } from './backup-event.ts';
import { unsealFile } from './backup-file.ts';
import { readHeader, type BackupHeader } from './backup-header.ts';
import type { BackupPlaces } from './backup-places.ts';
import { guardedFiles } from './file-fault.ts';
import {
  commitRestore,
  finishRestore,
  restoringDatabase,
  restoringHead,
  type SwapStep,
} from './restore-swap.ts';

export interface Restoring {
  readonly places: BackupPlaces;
  readonly vault: OpenVault;
  readonly actor: () => string;
  /** Ms since 1970. */
  readonly now: () => number;
  /** Called after each step. */
  readonly onStep?: (step: RestoreStep) => void;
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
  const secret = guardedKeys(() => vault.secret('backup'));
  if (!secret.ok) return secret;
  const database = restoringDatabase(places.dataDir);
  const opened = unsealFile(path, database, secret.value);
  if (!opened.ok) return opened;
  onStep('decrypted');
  const { header } = opened.value;
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
  const { people, forgotten, eventsKept } = prepared.value;
  const name = basename(path);
  return ok({ name, madeAt: header.madeAt, people, forgotten: [...forgotten], eventsKept });
}

/** Before anything is decrypted. Errors: file codes, backup-invalid, backup-foreign, backup-newer. */
function checkHeader(path: string, stationId: string): Result<BackupHeader> {
  const read = readHeader(path);
  if (!read.ok) return read;
  const { header } = read.value;
  if (header.stationId !== stationId) return fail('backup-foreign');
  const newest = migrations.at(-1)?.to ?? 0;
  if (header.schema > newest) return fail('backup-newer', `schema ${header.schema}`);
  return ok(header);
}

/** What is wrong with the database in a backup is wrong with the backup. */
function aboutTheBackup(failed: Result<never>): Result<never> {
  if (failed.ok) return failed;
  const { code, message } = failed.error;
  if (code === 'store-newer') return fail('backup-newer');
  const isFault = code === 'store-foreign' || code === 'store-damaged';
  return isFault ? fail('backup-invalid', message) : failed;
}

function inWords(path: string, { madeAt }: BackupHeader, done: Omit<Prepared, 'people'>): string {
  const { forgotten, eventsKept, log } = done;
  const facts = [
    `${basename(path)} of ${new Date(madeAt).toISOString()}`,
    `rows kept: ${eventsKept}`,
    `people forgotten: ${forgotten.length}`,
  ];
  if (!log.ok) facts.push(`log ${log.damage ?? 'damaged'} ${log.firstBad ?? ''}`.trim());
  return facts.join('; ');
}
