import type { Channel, Notice, Request, Response } from '../../electron/contract/channels.ts';
import type { Result } from '../../electron/contract/errors.ts';
import type { Transport } from '../../electron/contract/transport.ts';

/** Who can be asked where the station wants to know more before it does something. */
export interface Asker {
  /** The password once more; true when the station has taken it. */
  confirm<C extends Channel>(channel: C, payload: Request<C>): Promise<boolean>;
  /** True when somebody has signed in. */
  signIn(): Promise<boolean>;
  /** The station knows nobody at this window. */
  signedOut(): void;
}

/**
 * What the page sends by itself, in the background or while somebody looks on: at a station that
 * nobody has signed in to it must not open a dialog.
 */
const byItself: ReadonlySet<Channel> = new Set<Channel>([
  'station.status',
  'station.doctor',
  'check.identify',
  'check.verify',
  'check.end',
  'camera.opened',
  'enrol.assess',
  'people.list',
  'people.get',
  'people.picture',
  'events.list',
  'recognition.get',
  'packs.list',
  'packs.progress',
  'training.get',
  'users.list',
  'keys.view',
  'backups.list',
  'privacy.view',
  'privacy.consentText',
]);

/**
 * A transport that asks whoever is at the window what the station wants to know, and then sends
 * the message again. Where nobody answers, the station's answer stands.
 */
export class AskingTransport implements Transport {
  readonly #inner: Transport;
  readonly #asker: Asker;

  constructor(inner: Transport, asker: Asker) {
    this.#inner = inner;
    this.#asker = asker;
  }

  async request<C extends Channel>(channel: C, payload: Request<C>): Promise<Result<Response<C>>> {
    for (;;) {
      const answer = await this.#inner.request(channel, payload);
      if (answer.ok || !(await this.#mayTryAgain(answer.error.code, channel, payload))) {
        return answer;
      }
    }
  }

  onNotice(listener: (notice: Notice) => void): () => void {
    return this.#inner.onNotice(listener);
  }

  onConnection(listener: (connected: boolean) => void): () => void {
    return this.#inner.onConnection(listener);
  }

  async #mayTryAgain<C extends Channel>(
    code: string,
    channel: C,
    payload: Request<C>,
  ): Promise<boolean> {
    if (code === 'confirm-needed') return this.#asker.confirm(channel, payload);
    if (code !== 'sign-in-needed') return false;
    this.#asker.signedOut();
    return !byItself.has(channel) && this.#asker.signIn();
  }
}
