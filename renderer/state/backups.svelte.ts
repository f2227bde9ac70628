import type { ErrorCode, Result } from '../../electron/contract/errors.ts';
import type { BackupsView, RestoreReport } from '../../electron/contract/trust.ts';
import type { Transport } from '../../electron/contract/transport.ts';

export type BackupDeed = 'make' | 'restore' | 'accept';

/** The backups there are, and the one thing that may be done with them at a time. */
export class BackupsState {
  readonly #transport: Transport;
  #view = $state.raw<BackupsView | null>(null);
  #error = $state.raw<ErrorCode | null>(null);
  #behind = $state.raw(false);
  #doing = $state.raw<BackupDeed | null>(null);
  #failed = $state.raw<{ deed: BackupDeed; code: ErrorCode } | null>(null);
  #made = $state.raw<string | null>(null);
  #restored = $state.raw<RestoreReport | null>(null);

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** Null until the first answer. */
  get view(): BackupsView | null {
    return this.#view;
  }

  get error(): ErrorCode | null {
    return this.#error;
  }

  /** Whether the database lacks what was written last. */
  get behind(): boolean {
    return this.#behind;
  }

  get doing(): BackupDeed | null {
    return this.#doing;
  }

  get failed(): { deed: BackupDeed; code: ErrorCode } | null {
    return this.#failed;
  }

  /** The name of the backup made last here. */
  get made(): string | null {
    return this.#made;
  }

  /** What the last restoring here came to. */
  get restored(): RestoreReport | null {
    return this.#restored;
  }

  async refresh(): Promise<void> {
    const [answer, status] = await Promise.all([
      this.#transport.request('backups.list', {}),
      this.#transport.request('station.status', {}),
    ]);
    this.#error = answer.ok ? null : answer.error.code;
    if (answer.ok) this.#view = newestFirst(answer.value);
    if (!status.ok) return;
    const { store, banners } = status.value;
    this.#behind =
      store.code === 'store-behind' || banners.some(({ code }) => code === 'store-behind');
  }

  async make(): Promise<void> {
    const before = new Set(this.#view?.backups.map(({ name }) => name));
    await this.#do('make', async () => {
      const answer = await this.#transport.request('backups.make', {});
      if (answer.ok) {
        this.#view = newestFirst(answer.value);
        this.#made = this.#view.backups.find(({ name }) => !before.has(name))?.name ?? null;
      }
      return answer;
    });
  }

  async restore(name: string): Promise<void> {
    await this.#do('restore', async () => {
      const answer = await this.#transport.request('backups.restore', { name });
      if (answer.ok) this.#restored = answer.value;
      return answer;
    });
    await this.refresh();
  }

  async acceptLoss(): Promise<void> {
    await this.#do('accept', () => this.#transport.request('backups.acceptLoss', {}));
    await this.refresh();
  }

  async #do(deed: BackupDeed, work: () => Promise<Result<unknown>>): Promise<void> {
    if (this.#doing !== null) return;
    this.#doing = deed;
    this.#failed = null;
    this.#made = null;
    this.#restored = null;
    const answer = await work();
    this.#doing = null;
    if (!answer.ok) this.#failed = { deed, code: answer.error.code };
  }
}

function newestFirst(view: BackupsView): BackupsView {
  return { ...view, backups: view.backups.toSorted((a, b) => b.madeAt - a.madeAt) };
}
