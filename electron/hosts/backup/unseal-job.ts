import { fail, ok, type Result } from '../../contract/errors.ts';
import { checkWhole } from '../../store/check-whole.ts';
import { removeDatabase } from '../../vault/private-file.ts';
import { guardedFiles } from '../file-fault.ts';
import { unsealFile } from './backup-file.ts';
import type { BackupHeader } from './backup-header.ts';

/** One backup to be opened. All of it can be handed to a thread. */
export interface UnsealJob {
  readonly backup: string;
  /** The database in it, as a file; one that is there is replaced. */
  readonly target: string;
  /** The station's secret for backups. */
  readonly secret: Uint8Array;
}

/**
 * Decrypts a backup and reads the whole database in it: most of what a restore takes, and nothing of the
 * station is touched. Errors: file codes, backup-invalid, backup-foreign, backup-newer, store codes.
 */
export function runUnsealJob({ backup, target, secret }: UnsealJob): Result<BackupHeader> {
  const done = guardedFiles('The database', () => {
    removeDatabase(target);
    const opened = unsealFile(backup, target, secret);
    if (!opened.ok) return opened;
    const whole = checkWhole(target);
    return whole.ok ? ok(opened.value.header) : aboutTheBackup(whole);
  });
  return done.ok ? done.value : done;
}

/** What is wrong with the database in a backup is wrong with the backup. */
export function aboutTheBackup(failed: Result<never>): Result<never> {
  if (failed.ok) return failed;
  const { code, message } = failed.error;
  if (code === 'store-newer') return fail('backup-newer');
  const isFault = code === 'store-foreign' || code === 'store-damaged';
  return isFault ? fail('backup-invalid', message) : failed;
}
