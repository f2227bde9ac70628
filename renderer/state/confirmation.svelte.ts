import type { Channel, Request } from '../../electron/contract/channels.ts';
import type { Result } from '../../electron/contract/errors.ts';
import type { Transport } from '../../electron/contract/transport.ts';

/** A message that the station does not take before it has heard the password once more. */
export interface Asked {
  readonly channel: Channel;
  readonly payload: unknown;
  readonly settle: (confirmed: boolean) => void;
}

/** Asks for the password, one message after the other. */
export class Confirmation {
  readonly #transport: Transport;
  #queue = $state.raw<readonly Asked[]>([]);

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** What is about to be done; null where nothing is asked. */
  get asked(): Asked | null {
    return this.#queue[0] ?? null;
  }

  /** The answer is whether the station has taken the password. */
  ask<C extends Channel>(channel: C, payload: Request<C>): Promise<boolean> {
    return new Promise((settle) => {
      this.#queue = [...this.#queue, { channel, payload, settle }];
    });
  }

  async confirm(password: string): Promise<Result<unknown>> {
    const asked = this.asked;
    const answer = await this.#transport.request('access.confirm', { password });
    if (answer.ok && asked === this.asked) this.#answer(true);
    return answer;
  }

  cancel(): void {
    this.#answer(false);
  }

  /** Whoever was asked is gone: nothing of what they were about to do is done. */
  drop(): void {
    while (this.asked) this.#answer(false);
  }

  #answer(confirmed: boolean): void {
    const [asked, ...rest] = this.#queue;
    this.#queue = rest;
    asked?.settle(confirmed);
  }
}
