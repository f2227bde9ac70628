import { randomBytes } from 'node:crypto';
import { lstatSync, renameSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fail, ok, type Result } from '../../contract/errors.ts';
import { firstSealedSchema } from '../../store/database.ts';
import { syncToDisk, wipe } from '../../vault/private-file.ts';
import { guardedKeys } from '../../vault/vault-errors.ts';
import type { OpenVault } from '../../vault/vault.ts';
import { backupSecret, readHeader, type BackupHeader } from './backup-header.ts';
import { keysCopyName, partOf, type BackupPlaces } from './backup-places.ts';
import { guardedFiles } from '../file-fault.ts';
import type { SealJob } from './seal-job.ts';

/** What is needed of the keys. */
export type BackupVault = Pick<OpenVault, 'stationId' | 'secret' | 'copyTo'>;

/** Does a job: in this thread, or in one of its own. */
export type RunSealJob = (job: SealJob) => Result<BackupHeader> | Promise<Result<BackupHeader>>;

export interface BackupMaking {
  readonly places: BackupPlaces;
  readonly vault: BackupVault;
  /** Of the database, where it is not the station's own of today. */
  readonly schema?: number;
  /** Ms since 1970. */
  readonly now: () => number;
}

/**
 * Makes a backup of this name. It is there as a whole or not at all, and only after the newest copy of the
 * keys lies beside it. Errors: station-running (another is being made), backup-in-the-way, store codes.
 */
export async function makeBackup(
  target: string,
  making: BackupMaking,
  run: RunSealJob,
): Promise<Result<BackupHeader>> {
  const begun = begin(target, making);
  if (!begun.ok) return begun;
  try {
    return finish(target, making, await run(begun.value.job));
  } finally {
    begun.value.end();
  }
}

/** The same without a wait, for what must happen before anything else does. */
export function makeBackupAtOnce(
  target: string,
  making: BackupMaking,
  run: (job: SealJob) => Result<BackupHeader>,
): Result<BackupHeader> {
  const begun = begin(target, making);
  if (!begun.ok) return begun;
  try {
    return finish(target, making, run(begun.value.job));
  } finally {
    begun.value.end();
  }
}

function begin(
  target: string,
  { places, vault, now, schema = firstSealedSchema }: BackupMaking,
): Result<{ job: SealJob; end: () => void }> {
  const secret = guardedKeys(() => backupSecret(vault, schema));
  if (!secret.ok) return secret;
  const free = checkTarget(target, vault.stationId);
  if (!free.ok) return free;
  const claimed = guardedFiles('The backup', () => places.claim());
  if (!claimed.ok) return claimed;
  const lock = claimed.value;
  if (!lock) return fail('station-running', 'it makes a backup');
  const part = partOf(target);
  const end = (): void => {
    // A thread that was stopped has left them.
    rmSync(part, { force: true });
    wipe(places.snapshot);
    lock.release();
  };
  const cleared = guardedFiles('The backup', () => rmSync(part, { force: true }));
  if (!cleared.ok) {
    lock.release();
    return cleared;
  }
  const { stationId } = vault;
  const salt = randomBytes(32).toString('hex');
  const { database, snapshot } = places;
  const files = { database, snapshot, part };
  return ok({ job: { ...files, stationId, madeAt: now(), salt, secret: secret.value }, end });
}

/** The keys first: a backup without the keys of everybody in it could not be read elsewhere. */
function finish(
  target: string,
  { vault }: BackupMaking,
  sealed: Result<BackupHeader>,
): Result<BackupHeader> {
  if (!sealed.ok) return sealed;
  const folder = dirname(resolve(target));
  const copied = vault.copyTo(join(folder, keysCopyName(vault.stationId)));
  if (!copied.ok) return copied;
  // Somebody may have put a file there while the backup was made.
  const free = checkTarget(target, vault.stationId);
  if (!free.ok) return free;
  const named = guardedFiles('The backup', () => {
    renameSync(partOf(target), target);
    syncToDisk(folder);
  });
  return named.ok ? sealed : named;
}

/** Errors: backup-in-the-way where anything but an earlier backup of this station has the name. */
function checkTarget(target: string, stationId: string): Result<void> {
  const there = guardedFiles('The backup', () => lstatSync(target, { throwIfNoEntry: false }));
  if (!there.ok || there.value === undefined) return there.ok ? ok(undefined) : there;
  if (!there.value.isFile()) return fail('backup-in-the-way', target);
  const read = readHeader(target);
  const ours = read.ok && read.value.header.stationId === stationId;
  return ours ? ok(undefined) : fail('backup-in-the-way', target);
}
