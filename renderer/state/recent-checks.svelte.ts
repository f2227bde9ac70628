import type { StationEvent } from '../../electron/contract/messages.ts';
import type { Transport } from '../../electron/contract/transport.ts';

/** Events looked through for checks at the camera. */
const lookedThrough = 60;
const shown = 12;

/** The last checks at the camera, newest first. */
export class RecentChecks {
  readonly #transport: Transport;
  #events = $state.raw<readonly StationEvent[]>([]);

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  get events(): readonly StationEvent[] {
    return this.#events;
  }

  async refresh(): Promise<void> {
    const answer = await this.#transport.request('events.list', { limit: lookedThrough });
    if (!answer.ok) return;
    this.#events = answer.value.events.filter(isCameraCheck).slice(0, shown);
  }
}

function isCameraCheck({ kind, source }: StationEvent): boolean {
  return source === 'camera' && (kind === 'identify' || kind === 'verify');
}
