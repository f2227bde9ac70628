import type { Clock } from '../../station/interfaces.ts';
import { jumpMs, noticesBack } from './clock-doubt.ts';
import { logEvent } from './log-event.ts';
import type { LogStore } from './log-store.ts';

/** How often the clock of the wall is held against the one that never goes back, ms. */
const watchMs = 10_000;

/** What the station writes of itself: when it started and stopped, and that the clock jumped. */
export class StationDiary {
  readonly #clock: Clock;
  readonly #version: string;
  #started = false;
  /** What the wall's clock is ahead of the other one, ms. */
  #ahead: number;

  constructor(clock: Clock, version: string) {
    this.#clock = clock;
    this.#version = version;
    this.#ahead = clock.now() - clock.tick();
  }

  /** At each opening; a store that is locked yet is told of again when it opens. */
  opened(log: LogStore): void {
    if (this.#started) return;
    const now = this.#clock.now();
    if (noticesBack(log, now)) {
      log.append(logEvent('clock', now, 'station', 'behind the newest rows', 'clock-back'));
    }
    const before = log.newestOf(['start', 'stop']);
    if (!before.ok) return;
    const unended = before.value?.kind === 'start' ? ', without a stop before' : '';
    const row = logEvent('start', now, 'station', `Threshold ${this.#version}${unended}`);
    this.#started = log.append(row).ok;
  }

  closing(log: LogStore): void {
    if (!this.#started) return;
    this.#started = false;
    log.append(logEvent('stop', this.#clock.now(), 'station', `Threshold ${this.#version}`));
  }

  /**
   * Looks at the clock now and again; returns the way to stop. A computer that slept looks as if its
   * clock had jumped ahead, which the row says as it is.
   */
  watchClock(withLog: (work: (log: LogStore) => void) => void): () => void {
    const timer = setInterval(() => {
      const jump = this.#jump();
      if (jump !== null) withLog((log) => void log.append(this.#jumpEvent(jump)));
    }, watchMs);
    timer.unref();
    return () => clearInterval(timer);
  }

  /** By how much the clock jumped since it was last looked at, ms; null for as good as nothing. */
  #jump(): number | null {
    const ahead = this.#clock.now() - this.#clock.tick();
    const jump = ahead - this.#ahead;
    this.#ahead = ahead;
    return Math.abs(jump) > jumpMs ? jump : null;
  }

  #jumpEvent(jump: number) {
    const seconds = `${Math.round(Math.abs(jump) / 1000)} s`;
    const now = this.#clock.now();
    return jump < 0
      ? logEvent('clock', now, 'station', `${seconds} back`, 'clock-back')
      : logEvent('clock', now, 'station', `${seconds} ahead, or the computer slept`);
  }
}
