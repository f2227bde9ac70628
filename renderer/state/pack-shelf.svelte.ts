import type { Response } from '../../electron/contract/channels.ts';
import type { ErrorCode, Result } from '../../electron/contract/errors.ts';
import type { PackChange, PackView } from '../../electron/contract/recognition.ts';
import type { Transport } from '../../electron/contract/transport.ts';

export type PackProgress = NonNullable<Response<'packs.progress'>>;

/** A pack that could not be fetched or used, and why. */
export interface PackFault {
  readonly name: string;
  readonly code: ErrorCode;
}

/** How often the station is asked how far it is, ms. */
const pollMs = 400;

/** The model packs there are, and the one change or download that may be under way. */
export class PackShelf {
  readonly #transport: Transport;
  #packs = $state.raw<readonly PackView[] | null>(null);
  #error = $state.raw<ErrorCode | null>(null);
  #progress = $state.raw<PackProgress | null>(null);
  #busy = $state.raw<string | null>(null);
  #fault = $state.raw<PackFault | null>(null);
  #change = $state.raw<PackChange | null>(null);
  #timer: ReturnType<typeof setTimeout> | undefined;
  #watching = false;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** Null until the first answer. */
  get packs(): readonly PackView[] | null {
    return this.#packs;
  }

  get error(): ErrorCode | null {
    return this.#error;
  }

  /** How far the download or change under way is, whoever began it. */
  get progress(): PackProgress | null {
    return this.#progress;
  }

  /** True while this window waits for a pack, or another one does. */
  get busy(): boolean {
    return this.#busy !== null || this.#progress !== null;
  }

  get fault(): PackFault | null {
    return this.#fault;
  }

  /** What the last change of this window came to. */
  get change(): PackChange | null {
    return this.#change;
  }

  /** Asks for the list, and follows what is under way until the returned function is called. */
  watch(): () => void {
    this.#watching = true;
    void this.refresh();
    return () => {
      this.#watching = false;
      clearTimeout(this.#timer);
    };
  }

  async refresh(): Promise<void> {
    const answer = await this.#transport.request('packs.list', {});
    this.#error = answer.ok ? null : answer.error.code;
    if (answer.ok) this.#packs = answer.value;
    void this.#follow();
  }

  fetch(name: string): Promise<void> {
    return this.#alone(name, () => this.#transport.request('packs.fetch', { name }));
  }

  /** Templates of the pack in use stay: using that pack again undoes this. */
  use(name: string): Promise<void> {
    this.#change = null;
    return this.#alone(name, async () => {
      const answer = await this.#transport.request('packs.use', { name });
      if (answer.ok) this.#change = answer.value;
      return answer;
    });
  }

  async #alone(name: string, work: () => Promise<Result<unknown>>): Promise<void> {
    if (this.#busy !== null) return;
    this.#busy = name;
    this.#fault = null;
    const working = work();
    void this.#follow();
    const answer = await working;
    this.#busy = null;
    this.#progress = null;
    if (!answer.ok) this.#fault = { name, code: answer.error.code };
    await this.refresh();
  }

  async #follow(): Promise<void> {
    clearTimeout(this.#timer);
    const answer = await this.#transport.request('packs.progress', {});
    const ended = this.#progress !== null && answer.ok && answer.value === null;
    this.#progress = answer.ok ? answer.value : null;
    if (ended && this.#busy === null) return this.refresh();
    const underWay = this.#busy !== null || this.#progress !== null;
    clearTimeout(this.#timer);
    if (underWay && this.#watching) this.#timer = setTimeout(() => void this.#follow(), pollMs);
  }
}
