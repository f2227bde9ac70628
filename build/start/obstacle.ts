import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { hasDisplay } from '../../electron/hosts/browser/find-chromium.ts';
import { root } from '../root.ts';

/** The machine, as far as it decides whether Electron can show a window with its sandbox on. */
export interface Machine {
  readonly platform: NodeJS.Platform;
  readonly isRoot: boolean;
  readonly hasDisplay: boolean;
  /** Asked last: it takes a few milliseconds. */
  canSandbox(): boolean;
}

/** Why Electron is not even tried, or null. The sandbox is never given up for the window. */
export function obstacleToElectron(machine: Machine): string | null {
  if (machine.platform !== 'linux') return null;
  if (!machine.hasDisplay) return 'there is no display for a window';
  if (machine.isRoot) return 'Electron does not run as root with its sandbox on';
  if (!machine.canSandbox()) {
    return 'this system does not let Electron make its sandbox (user namespaces are restricted)';
  }
  return null;
}

export function thisMachine(): Machine {
  return {
    platform: process.platform,
    isRoot: process.getuid?.() === 0,
    hasDisplay: hasDisplay(process.env),
    canSandbox: () => hasSandboxHelper() || canMakeUserNamespace(),
  };
}

/** Chromium's helper serves where an administrator gave it to root with the set-user-id bit. */
function hasSandboxHelper(): boolean {
  const helper = join(root, 'node_modules/electron/dist/chrome-sandbox');
  const status = statSync(helper, { throwIfNoEntry: false });
  return status !== undefined && status.uid === 0 && (status.mode & 0o4000) !== 0;
}

/** Mapping a user inside is part of the test: some systems allow the namespace, but not that. */
function canMakeUserNamespace(): boolean {
  const tried = spawnSync('unshare', ['--user', '--map-root-user', 'true'], { timeout: 5_000 });
  // Without the tool nothing is known, and Electron itself will say.
  return tried.error !== undefined || tried.status === 0;
}
