import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';

export interface AppWindow {
  /** Resolves when the window is closed, or when the browser could not show it. */
  readonly ended: Promise<'closed' | 'failed'>;
  close(): void;
}

/** Opens a link as an app window of an installed Chromium, with a profile of its own. */
export function openAppWindow(chromium: string, link: string, profile: string): AppWindow {
  mkdirSync(profile, { recursive: true, mode: 0o700 });
  const child = spawn(chromium, [`--app=${link}`, ...flags(profile)], { stdio: 'ignore' });
  const ended = new Promise<'closed' | 'failed'>((resolve) => {
    child.once('error', () => resolve('failed'));
    child.once('exit', (code) => resolve(code ? 'failed' : 'closed'));
  });
  return { ended, close: () => void child.kill() };
}

function flags(profile: string): string[] {
  return [
    `--user-data-dir=${profile}`,
    '--no-first-run',
    '--no-default-browser-check',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--disable-extensions',
    // The page has no use for peer connections, the one way out that its policy does not govern.
    '--webrtc-ip-handling-policy=disable_non_proxied_udp',
    // Chromium refuses to start as root with its sandbox on.
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  ];
}
