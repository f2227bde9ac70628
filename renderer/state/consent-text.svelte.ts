import type { Response } from '../../electron/contract/channels.ts';
import type { Transport } from '../../electron/contract/transport.ts';

export type ConsentWords = Response<'privacy.consentText'>;

/** The consent text in force, in step with the station while it is watched. */
export class ConsentText {
  readonly #transport: Transport;
  #words = $state.raw<ConsentWords | null>(null);
  #failed = $state.raw(false);

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** Null until it is there. */
  get words(): ConsentWords | null {
    return this.#words;
  }

  get failed(): boolean {
    return this.#failed;
  }

  watch(): () => void {
    void this.refresh();
    return this.#transport.onNotice((notice) => notice === 'privacy' && void this.refresh());
  }

  async refresh(): Promise<void> {
    const answer = await this.#transport.request('privacy.consentText', {});
    this.#failed = !answer.ok;
    if (answer.ok) this.#words = answer.value;
  }
}
