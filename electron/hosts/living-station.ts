/** What is opened anew when the models change. */
export interface Renewable {
  /** Whether it was opened for other models than are to be used now. */
  outdated(): boolean;
  close(): void;
}

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

  constructor(open: () => Promise<Opened>, onRenewed: () => void) {
    this.#open = open;
    this.#onRenewed = onRenewed;
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

  async close(): Promise<void> {
    await this.#current;
    for (const opened of this.#underWay.keys()) opened.close();
    this.#underWay.clear();
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
    if (opened !== this.#newest) this.#endIfIdle(opened);
  }

  #endIfIdle(opened: Opened): void {
    if (this.#underWay.get(opened) !== 0) return;
    this.#underWay.delete(opened);
    opened.close();
  }
}
