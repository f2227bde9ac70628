import type { Notice } from '../contract/channels.ts';
import { watchChanges } from './change-watch.ts';
import { createHandle } from './handle.ts';
import { createHandlers } from './handlers.ts';
import { openStation, type StationOptions } from './open-station.ts';
import type { StationServices } from './services.ts';
import { Sightings } from './sightings.ts';

export type ServicesOptions = Omit<StationOptions, 'onVisionChange'>;

/**
 * Opens the station behind its contract, for a host with windows. Never throws for a missing
 * model or a store that cannot be opened: then the status says so and every answer is its code.
 */
export async function openServices(options: ServicesOptions): Promise<StationServices> {
  const listeners = new Set<(notice: Notice) => void>();
  const notify = (notice: Notice): void => {
    for (const listener of listeners) listener(notice);
  };
  const station = await openStation({ ...options, onVisionChange: () => notify('status') });
  const stopWatching = watchChanges(station.people, station.events, notify);
  const sightings = new Sightings();
  const handle = createHandle(createHandlers(station, sightings, notify), (channel, cause) =>
    options.log(`${channel}: ${cause instanceof Error ? cause.stack : String(cause)}`),
  );
  return {
    handle,
    onNotice: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    forgetCaller: (id) => sightings.forget(id),
    close: () => {
      stopWatching();
      station.close();
      return Promise.resolve();
    },
  };
}
