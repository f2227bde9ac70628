import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** The machine, as far as finding a browser depends on it. */
export interface Machine {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  isProgram(path: string): boolean;
}

/** Names on the path, the plainest build first. */
const names = [
  'chromium',
  'chromium-browser',
  'google-chrome-stable',
  'google-chrome',
  'chrome',
  'microsoft-edge-stable',
  'microsoft-edge',
  'msedge',
];

const macApps = ['Chromium', 'Google Chrome', 'Microsoft Edge'];

/** Below each of Windows' program folders. */
const windowsPrograms = [
  ['Chromium', 'Application', 'chrome.exe'],
  ['Google', 'Chrome', 'Application', 'chrome.exe'],
  ['Microsoft', 'Edge', 'Application', 'msedge.exe'],
];

const windowsFolders = ['LOCALAPPDATA', 'PROGRAMFILES', 'PROGRAMFILES(X86)'];

/**
 * The installed browser of the Chromium family, as a path, or null. `THRESHOLD_CHROMIUM` names one
 * by hand; where that is no program, none is taken in its place.
 */
export function findChromium(machine: Machine = thisMachine()): string | null {
  const chosen = machine.env['THRESHOLD_CHROMIUM'];
  if (chosen) return machine.isProgram(chosen) ? chosen : null;
  return candidates(machine).find((path) => machine.isProgram(path)) ?? null;
}

/** Whether a Linux session has a place for windows. A variable set to nothing is as good as none. */
export function hasDisplay(env: Machine['env']): boolean {
  return Boolean(env['DISPLAY'] || env['WAYLAND_DISPLAY']);
}

function candidates({ platform, env }: Machine): string[] {
  if (platform === 'win32') return windowsCandidates(env);
  const folders = (env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  const onPath = names.flatMap((name) => folders.map((folder) => join(folder, name)));
  return platform === 'darwin' ? [...macCandidates(env), ...onPath] : onPath;
}

function macCandidates(env: Machine['env']): string[] {
  const folders = ['/Applications', join(env['HOME'] ?? '/', 'Applications')];
  return macApps.flatMap((app) =>
    folders.map((folder) => join(folder, `${app}.app`, 'Contents', 'MacOS', app)),
  );
}

function windowsCandidates(env: Machine['env']): string[] {
  const folders = windowsFolders.flatMap((name) => env[name] ?? env[name.toLowerCase()] ?? []);
  return windowsPrograms.flatMap((parts) => folders.map((folder) => join(folder, ...parts)));
}

function thisMachine(): Machine {
  return { platform: process.platform, env: process.env, isProgram };
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
