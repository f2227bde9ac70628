import type { Operator } from '../../contract/access.ts';
import type { Clock } from '../interfaces.ts';

/** Without a touch for so long a session ends, ms: a talk at the counter, not a lunch. */
export const idleMs = 15 * 60_000;
/** However busy, a session ends after so long, ms: a long shift. */
export const longestMs = 12 * 60 * 60_000;
/** How long a password given once more is good, ms. */
export const confirmationMs = 60_000;

export interface Session {
  readonly operator: Operator;
  /** The user's stamp at sign-in; null for whoever gave the recovery key, who is no user. */
  readonly stamp: string | null;
}

/** By both clocks: one stands still while the computer sleeps, the other can be set. */
interface Moment {
  readonly now: number;
  readonly tick: number;
}

interface Entry {
  session: Session;
  readonly since: Moment;
  touched: Moment;
  confirmed: Moment | null;
}

/** Who is signed in at which window or connection. Nothing of it outlives the process. */
export class Sessions {
  readonly #clock: Clock;
  readonly #entries = new Map<string, Entry>();
  /** Callers that are signing in: their password is being checked. */
  readonly #arriving = new Map<string, symbol>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** A sign-in begins. What is returned is good for `start` until the caller is gone or begins anew. */
  arrive(callerId: string): symbol {
    const arrival = Symbol(callerId);
    this.#arriving.set(callerId, arrival);
    return arrival;
  }

  /** False where the caller is gone by now: another page may stand in its place. */
  start(callerId: string, arrival: symbol, session: Session): boolean {
    if (this.#arriving.get(callerId) !== arrival) return false;
    this.#arriving.delete(callerId);
    const now = this.#moment();
    this.#entries.set(callerId, { session, since: now, touched: now, confirmed: null });
    return true;
  }

  of(callerId: string): Session | null {
    return this.#live(callerId)?.session ?? null;
  }

  /** Somebody is at the keyboard. A session that has ended stays so. */
  touch(callerId: string): void {
    const entry = this.#live(callerId);
    if (entry) entry.touched = this.#moment();
  }

  /** The password was given once more. */
  confirm(callerId: string): void {
    const entry = this.#live(callerId);
    if (entry) entry.confirmed = this.#moment();
  }

  /** Whether the password was given once more; good for one message. */
  takeConfirmation(callerId: string): boolean {
    const entry = this.#live(callerId);
    if (!entry?.confirmed) return false;
    const good = this.#since(entry.confirmed) < confirmationMs;
    entry.confirmed = null;
    return good;
  }

  /** The user changed their own password: their other sessions end, this one goes on. */
  restamp(callerId: string, stamp: string): void {
    const entry = this.#live(callerId);
    if (entry) entry.session = { ...entry.session, stamp };
  }

  /** Signed out, or the caller is gone. Who it was, where the session had not ended before. */
  end(callerId: string): Session | null {
    const session = this.of(callerId);
    this.#entries.delete(callerId);
    this.#arriving.delete(callerId);
    return session;
  }

  /** Forgets the sessions that time has ended, and says whose they were. */
  sweep(): Session[] {
    const ended: Session[] = [];
    for (const [callerId, entry] of this.#entries) {
      if (this.#isLive(entry)) continue;
      this.#entries.delete(callerId);
      ended.push(entry.session);
    }
    return ended;
  }

  /** Ends them all: the station closes. Whose they were. */
  endAll(): Session[] {
    const ended = [...this.#entries.values()].map(({ session }) => session);
    this.#entries.clear();
    this.#arriving.clear();
    return ended;
  }

  #live(callerId: string): Entry | null {
    const entry = this.#entries.get(callerId);
    return entry && this.#isLive(entry) ? entry : null;
  }

  /** Written so that a time that is no number ends it. */
  #isLive({ since, touched }: Entry): boolean {
    return this.#since(touched) < idleMs && this.#since(since) < longestMs;
  }

  #since(moment: Moment): number {
    const { now, tick } = this.#moment();
    return Math.max(now - moment.now, tick - moment.tick);
  }

  #moment(): Moment {
    return { now: this.#clock.now(), tick: this.#clock.tick() };
  }
}
