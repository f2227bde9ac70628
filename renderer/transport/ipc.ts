import type { Channel, Notice, Request, Response } from '../../electron/contract/channels.ts';
import { fail, type Result } from '../../electron/contract/errors.ts';
import type { Transport } from '../../electron/contract/transport.ts';
import type { Bridge } from './bridge.ts';

/** The station in the same application: it is there as long as the window is. */
export class IpcTransport implements Transport {
  readonly #bridge: Bridge;

  constructor(bridge: Bridge) {
    this.#bridge = bridge;
  }

  async request<C extends Channel>(channel: C, payload: Request<C>): Promise<Result<Response<C>>> {
    try {
      return await this.#bridge.request(channel, payload);
    } catch {
      return fail('station-unreachable');
    }
  }

  onNotice(listener: (notice: Notice) => void): () => void {
    return this.#bridge.onNotice(listener);
  }

  onConnection(listener: (connected: boolean) => void): () => void {
    listener(true);
    return () => undefined;
  }
}
