import type { Status } from '../../electron/contract/messages.ts';
import type { Transport } from '../../electron/contract/transport.ts';

/** What the station says of itself, asked again whenever it says that something changed. */
export class Station {
  readonly #transport: Transport;
  #status = $state.raw<Status | null>(null);
  #connected = $state.raw<boolean | null>(null);

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  get status(): Status | null {
    return this.#status;
  }

  /** Null until the first attempt has ended. */
  get connected(): boolean | null {
    return this.#connected;
  }

  /** Listens until the returned function is called. */
  watch(): () => void {
    const stopNotices = this.#transport.onNotice((notice) => {
      // Neither says anything of the status, and a training says something every second.
      if (notice !== 'events' && notice !== 'training') void this.refresh();
    });
    const stopConnection = this.#transport.onConnection((connected) => {
      this.#connected = connected;
      if (connected) void this.refresh();
    });
    return () => {
      stopNotices();
      stopConnection();
    };
  }

  async refresh(): Promise<void> {
    const answer = await this.#transport.request('station.status', {});
    if (answer.ok) this.#status = answer.value;
  }
}
