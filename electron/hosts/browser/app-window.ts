import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';

/**
 * Opens a link as an app window of an installed Chromium, with a profile of its own.
 * Resolves when the window is closed.
 */
export function openAppWindow(chromium: string, link: string, profile: string): Promise<void> {
  mkdirSync(profile, { recursive: true, mode: 0o700 });
  const flags = [
    `--app=${link}`,
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
  const child = spawn(chromium, flags, { stdio: 'ignore' });
  return new Promise((resolve) => {
    child.once('error', () => resolve());
    child.once('exit', () => resolve());
  });
}
