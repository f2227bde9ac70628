import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { windowFlags, type WindowFlagOptions } from './window-flags.ts';

export interface AppWindowOptions extends WindowFlagOptions {
  /** The browser's program. */
  readonly chromium: string;
  readonly link: string;
  /** Whether the window's page has ever connected to the station. */
  isReached(): boolean;
}

export interface AppWindow {
  /** Resolves when the window is closed, or when the browser could not show it. */
  readonly ended: Promise<'closed' | 'failed'>;
  close(): void;
}

/** Opens a link as an app window of an installed Chromium, with a profile of its own. */
export function openAppWindow({ chromium, link, isReached, ...own }: AppWindowOptions): AppWindow {
  let isClosing = false;
  mkdirSync(own.profile, { recursive: true, mode: 0o700 });
  const child = spawn(chromium, [`--app=${link}`, ...windowFlags(own)], { stdio: 'ignore' });
  const ended = new Promise<'closed' | 'failed'>((resolve) => {
    child.once('error', () => resolve('failed'));
    child.once('exit', (code) => {
      // A Chromium that finds its profile in use hands the link over there and ends with 0 as well.
      const isClosed = isClosing || (code === 0 && isReached());
      resolve(isClosed ? 'closed' : 'failed');
    });
  });
  return {
    ended,
    close: () => {
      isClosing = true;
      child.kill();
    },
  };
}
