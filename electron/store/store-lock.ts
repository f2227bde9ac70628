import { join } from 'node:path';
import { fail, ok, type Result } from '../contract/errors.ts';
import { lockFile, type FileLock, type LockMode } from './file-lock.ts';

/** Held by every process that has the database open; by a restore, alone. */
const file = 'store.lock';
/** How long somebody who opens the store waits for a restore to end, ms. */
export const sharePatienceMs = 10_000;
/** How long a restore waits for a command that is ending, ms. */
const claimPatienceMs = 1000;

/**
 * Says that this process has the database of a folder open. Where the folder cannot be written nothing
 * can be restored there either, and there is nothing to hold. Errors: station-running (a restore is
 * under way).
 */
export function shareStore(folder: string): Result<FileLock> {
  return lock(folder, 'shared', sharePatienceMs);
}

/** Claims the database of a folder for this process alone. Errors: station-running. */
export function claimStore(folder: string, patienceMs = claimPatienceMs): Result<FileLock> {
  return lock(folder, 'alone', patienceMs);
}

function lock(folder: string, mode: LockMode, patienceMs: number): Result<FileLock> {
  const held = lockFile(join(folder, file), mode, patienceMs);
  return held ? ok(held) : fail('station-running');
}
