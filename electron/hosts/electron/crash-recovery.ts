import type { WebContents } from 'electron';

/** A page that crashes more often than this within the window is not reloaded again. */
export const crashPolicy = { firstDelayMs: 500, maxCrashes: 5, windowMs: 5 * 60_000 } as const;

export interface CrashRecovery {
  readonly log: (line: string) => void;
  /** Called once, when reloading has not helped. */
  readonly giveUp: () => void;
  readonly now?: () => number;
  readonly after?: (ms: number, run: () => void) => void;
}

/** Reloads a page whose process died, each time a little later, and gives up after a few. */
export function reloadAfterCrash(
  contents: Pick<WebContents, 'on' | 'reload' | 'isDestroyed'>,
  { log, giveUp, now = Date.now, after = later }: CrashRecovery,
): void {
  let crashes: number[] = [];
  contents.on('render-process-gone', (_event, { reason, exitCode }) => {
    if (reason === 'clean-exit') return;
    crashes = [...crashes.filter((at) => now() - at < crashPolicy.windowMs), now()];
    log(`electron: the page's process ended (${reason}, code ${exitCode})`);
    if (crashes.length > crashPolicy.maxCrashes) return giveUp();
    after(crashPolicy.firstDelayMs * 2 ** (crashes.length - 1), () => {
      if (!contents.isDestroyed()) contents.reload();
    });
  });
}

function later(ms: number, run: () => void): void {
  setTimeout(run, ms).unref();
}
