import type { App } from 'electron';

/** How long an orderly end may take before the process ends without it, ms. */
const closeLimitMs = 5_000;

/** Holds back quitting until the station has closed. The station has one window: without it, it ends. */
export function closeBeforeQuit(
  app: Pick<App, 'on' | 'quit'>,
  close: () => Promise<void>,
  limitMs: number = closeLimitMs,
): void {
  let state: 'open' | 'closing' | 'closed' = 'open';
  app.on('window-all-closed', () => app.quit());
  app.on('before-quit', (event) => {
    if (state === 'closed') return;
    event.preventDefault();
    if (state === 'closing') return;
    state = 'closing';
    void Promise.race([close().catch(() => {}), limit(limitMs)]).then(() => {
      state = 'closed';
      app.quit();
    });
  });
}

function limit(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms).unref());
}
