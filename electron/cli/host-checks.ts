import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { ok } from '../contract/errors.ts';
import { findChromium } from '../hosts/browser/find-chromium.ts';
import { isReadable, type HostCheck } from '../hosts/doctor.ts';
import type { ProjectPaths } from '../hosts/project-paths.ts';

/**
 * Which windows the station could open on this machine. None is needed for the command line, so
 * a missing one is told and is no fault.
 */
export function hostChecks(paths: ProjectPaths): HostCheck[] {
  return [
    { name: 'host electron', run: async () => ok(await describeElectron()) },
    { name: 'host browser', run: async () => ok(await describeBrowser(paths)) },
  ];
}

async function describeElectron(): Promise<string> {
  const folder = dirname(createRequire(import.meta.url).resolve('electron/package.json'));
  const present = await isReadable(join(folder, 'path.txt'));
  return present ? 'Electron is installed' : 'Electron is not installed; npm start tries to';
}

async function describeBrowser(paths: ProjectPaths): Promise<string> {
  const chromium = findChromium();
  const built = await isReadable(join(paths.renderer, 'index.html'));
  const window = built ? 'the window is built' : 'the window is built at the first npm start';
  return chromium ? `found ${chromium}; ${window}` : `no Chromium found; ${window}`;
}
