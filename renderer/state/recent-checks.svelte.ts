import type { Conclusion } from '../../electron/contract/messages.ts';
import type { CheckMode } from '../../electron/contract/recognition.ts';
import type { Verdict } from './check-session.svelte.ts';

const shown = 12;
/** How long a check stays to be seen where nobody has signed in, ms: as long as a queue may need. */
const kioskMs = 3 * 60_000;

export interface RecentCheck {
  /** ms since 1970 */
  readonly at: number;
  readonly outcome: Conclusion['outcome'];
  readonly mode: CheckMode;
  /** Of whoever was welcomed; nobody else is named here. */
  readonly name: string | null;
}

/** The last checks at this window's camera, newest first, in its memory only. */
export class RecentChecks {
  #checks = $state.raw<readonly RecentCheck[]>([]);

  get checks(): readonly RecentCheck[] {
    return this.#checks;
  }

  /** A conclusion counts once, however often it is shown. At a kiosk it goes by itself. */
  add({ at, outcome, person, claimed }: Verdict, mode: CheckMode, atKiosk: boolean): void {
    if (this.#checks.some((check) => check.at === at)) return;
    const name = outcome === 'match' ? (person?.name ?? claimed?.name ?? null) : null;
    const check = { at, outcome, mode, name };
    this.#checks = [check, ...this.#checks].slice(0, shown);
    if (atKiosk) setTimeout(() => this.#remove(check), kioskMs);
  }

  clear(): void {
    this.#checks = [];
  }

  #remove(gone: RecentCheck): void {
    this.#checks = this.#checks.filter((check) => check !== gone);
  }
}
