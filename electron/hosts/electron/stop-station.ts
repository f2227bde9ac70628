import type { App, Dialog } from 'electron';

/** Ends a station that cannot go on, and says why in a box that needs no window. */
export function stopStation(
  { app, dialog }: { app: Pick<App, 'quit'>; dialog: Pick<Dialog, 'showErrorBox'> },
  cause: unknown,
  log: (line: string) => void,
): void {
  const isError = cause instanceof Error;
  log(`electron: ${isError ? (cause.stack ?? cause.message) : String(cause)}`);
  dialog.showErrorBox('Threshold had to stop', isError ? cause.message : 'Unknown');
  app.quit();
}
