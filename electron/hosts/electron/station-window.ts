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

type Raisable = Pick<BrowserWindow, 'isMinimized' | 'restore' | 'show' | 'focus'>;

/** Brings the station's window to the front, where there is one yet. */
export function raiseWindow(Window: { getAllWindows(): Raisable[] }): void {
  const [window] = Window.getAllWindows();
  if (!window) return;
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}
