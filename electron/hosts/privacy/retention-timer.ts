import type { Result } from '../../contract/errors.ts';
import type { RetentionRun } from '../../station/privacy/interfaces.ts';

const minute = 60_000;
/** After the start, ms: the first visitor comes first. */
const firstMs = minute;
const everyMs = 60 * minute;

/** A station that is not open yet erases nothing, and says so where somebody looks. */
const closed: ReadonlySet<string> = new Set(['station-fresh', 'station-locked']);

/** Runs retention after a minute and then every hour; returns the way to stop. */
export function scheduleRetention(
  run: () => Promise<Result<RetentionRun>>,
  onErased: () => void,
  log: (line: string) => void,
): () => void {
  const once = (): void => {
    run().then(
      (done) => {
        if (!done.ok) {
          if (!closed.has(done.error.code)) log(`retention: ${done.error.message}`);
        } else if (done.value.people + done.value.photos + done.value.events > 0) onErased();
      },
      (cause: unknown) => log(`retention: ${String(cause)}`),
    );
  };
  const first = setTimeout(once, firstMs);
  const hourly = setInterval(once, everyMs);
  first.unref();
  hourly.unref();
  return () => {
    clearTimeout(first);
    clearInterval(hourly);
  };
}
