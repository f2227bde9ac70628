import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { App } from 'electron';
import { defaultDataDir } from '../data-dir.ts';

/**
 * The station's data folder: `--data DIR`, else the one all hosts share. Chromium's profile goes into a folder
 * inside it, and with the profile the single-instance lock: a station of another folder is another
 * station. Before the app is ready.
 */
export function claimDataFolder(app: Pick<App, 'setPath'>, argv: readonly string[]): string {
  const folder = dataFolderArgument(argv) ?? defaultDataDir();
  const profile = join(folder, 'electron');
  try {
    mkdirSync(profile, { recursive: true, mode: 0o700 });
    app.setPath('userData', profile);
  } catch {
    // The window can live without a profile of its own; that the store cannot, its status will say.
  }
  return folder;
}

/** The folder of `--data DIR` or `--data=DIR`, if the command line names one. */
export function dataFolderArgument(argv: readonly string[]): string | null {
  const at = argv.findIndex((arg) => arg === '--data' || arg.startsWith('--data='));
  const arg = argv[at];
  if (arg === undefined) return null;
  const value = arg === '--data' ? argv[at + 1] : arg.slice('--data='.length);
  return value ? resolve(value) : null;
}
