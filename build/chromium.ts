import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { findChromium } from '../electron/hosts/browser/find-chromium.ts';
import { say } from './bootstrap/say.mjs';

const limitMs = 10 * 60_000;

/** As root on Debian, installs a Chromium where there is none; elsewhere changes nothing. */
export function ensureChromium(): void {
  if (findChromium() !== null || !mayInstall()) return;
  say('no Chromium is installed; installing this system’s own for the end-to-end tests…');
  const isInstalled = apt('update') && apt('install', '-y', '--no-install-recommends', 'chromium');
  if (!isInstalled) say('Chromium could not be installed; apt-get’s own words are above.');
}

/** The reason to skip tests that need a Chromium, naming what installs it; null where one is. */
export function whyNoChromium(
  found: string | null = findChromium(),
  platform: NodeJS.Platform = process.platform,
): string | null {
  if (found !== null) return null;
  const how = installers[platform] ?? 'install one';
  return `No Chromium was found: ${how}, or name one in THRESHOLD_CHROMIUM.`;
}

const installers: Readonly<Partial<Record<NodeJS.Platform, string>>> = {
  linux: 'install one, on Debian with "sudo apt-get install chromium"',
  darwin: 'install one, for example with "brew install --cask chromium"',
  win32: 'install one, for example with "winget install Google.Chrome"',
};

/** A browser chosen by hand that is not there is a mistake to tell, not one to install around. */
function mayInstall(): boolean {
  return (
    process.env['THRESHOLD_CHROMIUM'] === undefined &&
    process.platform === 'linux' &&
    process.getuid?.() === 0 &&
    existsSync('/etc/debian_version')
  );
}

function apt(...args: string[]): boolean {
  const { status } = spawnSync('apt-get', ['-q', ...args], {
    // Standard output is the test report's.
    stdio: ['ignore', 2, 2],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    timeout: limitMs,
  });
  return status === 0;
}
