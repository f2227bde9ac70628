/** What is opened anew when the models change. */
export interface Renewable {
  /** Whether it was opened for other models than are to be used now. */
  outdated(): boolean;
  close(): void;
}

/** How long a replacement waits for what was begun, ms: an enrolment of twenty photos takes a few seconds. */
const defaultPatienceMs = 10_000;

/**
 * The station that is open now. When the models change another one takes its place: what comes
 * meanwhile waits, and what was begun ends with the station it began with, so that no piece of work
 * ever sees two encoders.
 */
export class LivingStation<Opened extends Renewable> {
  readonly #open: () => Promise<Opened>;
  readonly #onRenewed: () => void;
  /** Pieces of work under way, by the station they began with. */
  readonly #underWay = new Map<Opened, number>();
  /** The newest one that is open; `#current` may be on its way to the next. */
  #newest: Opened | null = null;
  #current: Promise<Opened>;
  readonly #patienceMs: number;
  #onIdle: (() => void) | null = null;

  constructor(
    open: () => Promise<Opened>,
    onRenewed: () => void,
    patienceMs: number = defaultPatienceMs,
  ) {
    this.#open = open;
    this.#onRenewed = onRenewed;
    this.#patienceMs = patienceMs;
    this.#current = this.#begin();
  }

  async with<T>(work: (opened: Opened) => Promise<T>): Promise<T> {
    const opened = await this.#current;
    this.#underWay.set(opened, (this.#underWay.get(opened) ?? 0) + 1);
    try {
      return await work(opened);
    } finally {
      this.#ended(opened);
    }
  }

  /**
   * Ends when the station that is open is one for the models that are to be used. Rejects where
   * none can be opened for them; then the one before stays.
   */
  async refresh(): Promise<void> {
    const before = this.#current;
    const renewed = before.then((opened) => this.#renew(opened));
    this.#current = renewed.catch(() => this.#newest ?? before);
    await Promise.all([renewed, this.#current]);
  }

  /**
   * Closes the station, works while it is closed, and opens it anew, whatever came of the work. What was
   * begun has a while to end; what comes meanwhile waits. Never from within `with`.
   */
  async replace<T>(work: () => T | Promise<T>): Promise<T> {
    const before = this.#current;
    const next = Promise.withResolvers<Opened>();
    next.promise.catch(() => undefined);
    this.#current = next.promise;
    await before.catch(() => undefined);
    try {
      await this.#idle();
      this.#closeAll();
      return await work();
    } finally {
      await this.#begin().then(next.resolve, next.reject);
      this.#onRenewed();
    }
  }

  async close(): Promise<void> {
    await this.#current;
    this.#closeAll();
  }

  #closeAll(): void {
    for (const opened of this.#underWay.keys()) opened.close();
    this.#underWay.clear();
  }

  /** Ends when nothing is under way, or after a while. */
  async #idle(): Promise<void> {
    if (this.#isIdle()) return;
    const idle = Promise.withResolvers<void>();
    this.#onIdle = idle.resolve;
    const timer = setTimeout(idle.resolve, this.#patienceMs);
    await idle.promise;
    clearTimeout(timer);
    this.#onIdle = null;
  }

  #isIdle(): boolean {
    return [...this.#underWay.values()].every((pieces) => pieces === 0);
  }

  async #begin(): Promise<Opened> {
    const opened = await this.#open();
    this.#underWay.set(opened, 0);
    this.#newest = opened;
    return opened;
  }

  async #renew(old: Opened): Promise<Opened> {
    if (!old.outdated()) return old;
    const next = await this.#begin();
    this.#endIfIdle(old);
    this.#onRenewed();
    return next;
  }

  #ended(opened: Opened): void {
    const before = this.#underWay.get(opened);
    // After `close` nobody counts any more.
    if (before === undefined) return;
    this.#underWay.set(opened, before - 1);
    if (this.#isIdle()) this.#onIdle?.();
    if (opened !== this.#newest) this.#endIfIdle(opened);
  }

  #endIfIdle(opened: Opened): void {
    if (this.#underWay.get(opened) !== 0) return;
    this.#underWay.delete(opened);
    opened.close();
  }
}
