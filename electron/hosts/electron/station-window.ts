import type { BrowserWindow, BrowserWindowConstructorOptions } from 'electron';
import { startUrl } from './origin.ts';

type WindowClass = new (options: BrowserWindowConstructorOptions) => BrowserWindow;

/** Opens the station's window; it shows itself once it has something to show. */
export function openStationWindow(
  Window: WindowClass,
  options: BrowserWindowConstructorOptions,
  log: (line: string) => void,
): BrowserWindow {
  const window = new Window(options);
  window.once('ready-to-show', () => window.show());
  window.loadURL(startUrl).catch((cause: unknown) => log(`electron: ${String(cause)}`));
  return window;
}

/** Brings the window to the front. */
export function raise(window: Pick<BrowserWindow, 'isMinimized' | 'restore' | 'show' | 'focus'>) {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}
