import type { Protection } from '../../electron/contract/access.ts';
import type { ErrorCode, Result } from '../../electron/contract/errors.ts';
import type { KeysView } from '../../electron/contract/trust.ts';
import type { Transport } from '../../electron/contract/transport.ts';
import { RecoveryCheck } from './recovery-check.svelte.ts';
import { Trial } from './trial.svelte.ts';

/** What changed last, to be said. */
export type KeysNews = 'rotated' | 'protected' | 'kept';

/** How the station's keys are kept. */
export class KeysState {
  readonly #transport: Transport;
  readonly trial = new Trial();
  #view = $state.raw<KeysView | null>(null);
  #error = $state.raw<ErrorCode | null>(null);
  #recovery = $state.raw<RecoveryCheck | null>(null);
  #news = $state.raw<KeysNews | null>(null);

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** Null until the first answer. */
  get view(): KeysView | null {
    return this.#view;
  }

  get error(): ErrorCode | null {
    return this.#error;
  }

  /** A new recovery key, until it has been confirmed or put off. */
  get recovery(): RecoveryCheck | null {
    return this.#recovery;
  }

  get news(): KeysNews | null {
    return this.#news;
  }

  async refresh(): Promise<void> {
    const answer = await this.#transport.request('keys.view', {});
    this.#error = answer.ok ? null : answer.error.code;
    if (answer.ok) this.#view = answer.value;
  }

  /** A new station key. Nobody has to do anything for it. */
  rotate(): Promise<boolean> {
    return this.#change('rotated', () => this.#transport.request('keys.rotate', {}));
  }

  protect(protection: Protection, passphrase: string): Promise<boolean> {
    const request = { protection, ...(protection === 'passphrase' ? { passphrase } : {}) };
    return this.#change('protected', () => this.#transport.request('keys.protect', request));
  }

  /** The recovery key of before opens nothing from then on. */
  async newRecovery(): Promise<void> {
    this.#news = null;
    const made = await this.trial.run(() => this.#transport.request('keys.newRecovery', {}));
    if (!made) return;
    this.#view = made.value.view;
    this.#recovery = new RecoveryCheck(made.value.recoveryKey);
  }

  /** Confirms the new recovery key, where its groups were typed as they stand. */
  async confirm(): Promise<void> {
    if (!this.#recovery?.matches()) return;
    const done = await this.#change('kept', () => this.#transport.request('keys.recoveryKept', {}));
    if (done) this.#recovery = null;
  }

  later(): void {
    this.#recovery = null;
  }

  async #change(news: KeysNews, send: () => Promise<Result<KeysView>>): Promise<boolean> {
    this.#news = null;
    const done = await this.trial.run(send);
    if (!done) return false;
    this.#view = done.value;
    this.#news = news;
    return true;
  }
}
