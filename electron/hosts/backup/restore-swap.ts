import { existsSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Result } from '../../contract/errors.ts';
import type { FileLock } from '../../store/file-lock.ts';
import { claimStore, sharePatienceMs, shareStore } from '../../store/store-lock.ts';
import { createPrivately, removeDatabase, syncToDisk } from '../../vault/private-file.ts';
import { databaseFile, logHeadFile } from '../data-files.ts';
import { guardedFiles } from '../file-fault.ts';

const marker = 'restore.ready';
const restoringSuffix = '.restoring';

/** Where a restore works before anything of the station is touched. */
export function restoringDatabase(dataDir: string): string {
  return join(dataDir, databaseFile + restoringSuffix);
}

export function restoringHead(dataDir: string): string {
  return join(dataDir, logHeadFile + restoringSuffix);
}

/**
 * Whoever opens the store comes in here: what a killed restore left is finished or removed first, and
 * no restore begins before the lock is released. Errors: station-running, file codes.
 */
export function enterStore(dataDir: string): Result<FileLock> {
  if (!isLeftOver(dataDir)) return shareStore(dataDir);
  const alone = claimStore(dataDir, sharePatienceMs);
  if (!alone.ok) return alone;
  const finished = guardedFiles('The database', () => finishRestore(dataDir));
  alone.value.release();
  return finished.ok ? shareStore(dataDir) : finished;
}

/**
 * From here on the restore is done, whatever happens: what is left to do only renames.
 * Before, nothing was.
 * @throws what the file system throws
 */
export function commitRestore(dataDir: string, onStep: (step: SwapStep) => void): void {
  for (const file of [restoringDatabase(dataDir), restoringHead(dataDir)]) syncToDisk(file);
  const live = join(dataDir, databaseFile);
  // The log of another database beside the one that is set aside would damage it.
  removeDatabase(asideOf(live));
  createPrivately(join(dataDir, marker));
  syncToDisk(join(dataDir, marker));
  syncToDisk(dataDir);
  onStep('marked');
  finishRestore(dataDir, onStep);
}

/** What has just been done. */
export type SwapStep = 'marked' | 'log set aside' | 'set aside' | 'swapped' | 'head swapped';

/**
 * Finishes the restore that was marked as ready, or removes what an unready one left. Only for who has
 * claimed the store; each step may be the last before a kill. @throws what the file system throws
 */
export function finishRestore(
  dataDir: string,
  onStep: (step: SwapStep) => void = () => undefined,
): void {
  if (existsSync(join(dataDir, marker))) swap(dataDir, onStep);
  else sweepRestore(dataDir);
}

/** Removes what was not finished. @throws what the file system throws */
export function sweepRestore(dataDir: string): void {
  removeDatabase(restoringDatabase(dataDir));
  rmSync(restoringHead(dataDir), { force: true });
}

function swap(dataDir: string, onStep: (step: SwapStep) => void): void {
  const live = join(dataDir, databaseFile);
  const restored = restoringDatabase(dataDir);
  // Its being there says that the live one is still the old one.
  if (existsSync(restored)) {
    setAside(live, onStep);
    renameSync(restored, live);
    syncToDisk(dataDir);
    onStep('swapped');
  }
  const head = restoringHead(dataDir);
  if (existsSync(head)) renameSync(head, join(dataDir, logHeadFile));
  syncToDisk(dataDir);
  onStep('head swapped');
  rmSync(join(dataDir, marker), { force: true });
  syncToDisk(dataDir);
}

/** With its log, which belongs to it: without it the newest rows would be missing there. */
function setAside(live: string, onStep: (step: SwapStep) => void): void {
  const aside = asideOf(live);
  if (existsSync(live)) {
    // An empty one belongs to nothing: whoever only reads leaves it behind.
    if (sizeOf(`${live}-wal`) > 0) renameSync(`${live}-wal`, `${aside}-wal`);
    rmSync(`${live}-journal`, { force: true });
    onStep('log set aside');
    renameSync(live, aside);
  }
  rmSync(`${live}-wal`, { force: true });
  rmSync(`${live}-shm`, { force: true });
  onStep('set aside');
}

/** Only the newest one is kept. */
function asideOf(live: string): string {
  return `${live}.replaced`;
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}

function isLeftOver(dataDir: string): boolean {
  return [join(dataDir, marker), restoringDatabase(dataDir), restoringHead(dataDir)].some((path) =>
    existsSync(path),
  );
}
