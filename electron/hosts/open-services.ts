import { channelNames, type Notice } from '../contract/channels.ts';
import { watchChanges } from './change-watch.ts';
import type { Result } from '../contract/errors.ts';
import { createHandle, type Caller } from './handle.ts';
import { createHandlers, type StationHandlers } from './handlers.ts';
import { LivingStation, type Renewable } from './living-station.ts';
import { openStation, type Station, type StationOptions } from './open-station.ts';
import { PackWork } from './packs/pack-work.ts';
import type { StationServices } from './services.ts';
import { Sightings } from './sightings.ts';
import { trainingHandlers } from './training/training-handlers.ts';
import { TrainingService, type TrainingOptions } from './training/training-service.ts';

export type ServicesOptions = Omit<StationOptions, 'onVisionChange' | 'packWork'> &
  Pick<TrainingOptions, 'spawnTraining' | 'trainingWorker'>;

/** A station with all that belongs to it alone: no sighting outlives its encoder. */
interface Opened extends Renewable {
  readonly station: Station;
  readonly sightings: Sightings;
  readonly handlers: StationHandlers;
}

/**
 * Opens the station behind its contract, for a host with windows, and again whenever its models
 * change. Never throws for a missing model or a store that cannot be opened: then the status says
 * so and every answer is its code.
 */
export async function openServices(options: ServicesOptions): Promise<StationServices> {
  const listeners = new Set<(notice: Notice) => void>();
  const notify = (notice: Notice): void => {
    for (const listener of listeners) listener(notice);
  };
  const packWork = new PackWork(() => notify('packs'));
  const living: LivingStation<Opened> = new LivingStation(
    () =>
      open({ ...options, packWork, onVisionChange: () => notify('status') }, notify, () =>
        living.refresh(),
      ),
    () => (['status', 'people', 'recognition', 'packs'] as const).forEach(notify),
  );
  await living.refresh();
  const training = new TrainingService({ ...options, onChange: () => notify('training') });
  const trainingPart = trainingHandlers({
    training,
    withStation: (work) => living.with(({ station }) => work(station)),
    refresh: () => living.refresh(),
  });
  const handlers = { ...handlersOf(living), ...trainingPart };
  const handle = createHandle(handlers, (channel, cause) =>
    options.log(`${channel}: ${cause instanceof Error ? cause.stack : String(cause)}`),
  );
  return {
    handle,
    onNotice: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    forgetCaller: (id) =>
      void living.with(({ sightings }) => Promise.resolve(sightings.forget(id))),
    close: async () => {
      packWork.close();
      await training.close();
      await living.close();
    },
  };
}

async function open(
  options: StationOptions,
  notify: (notice: Notice) => void,
  refresh: () => Promise<void>,
): Promise<Opened> {
  const station = await openStation(options);
  const sightings = new Sightings();
  const stopWatching = watchChanges(station, notify, () => {
    refresh().catch((cause: unknown) => options.log(`change of models: ${String(cause)}`));
  });
  return {
    station,
    sightings,
    handlers: createHandlers({ station, sightings, notify, refresh }),
    outdated: () => station.outdated(),
    close: () => {
      stopWatching();
      station.close();
    },
  };
}

/** Each message goes to the station that is open when it comes. */
function handlersOf(living: LivingStation<Opened>): StationHandlers {
  type Name = keyof StationHandlers;
  type Handler = (payload: unknown, caller: Caller) => Promise<Result<unknown>>;
  const pass = (channel: Name): Handler => {
    // The lookup and the handler share the channel, which TypeScript cannot see by itself.
    return (payload, caller) =>
      living.with(({ handlers }) => (handlers[channel] as Handler)(payload, caller));
  };
  const names = channelNames.filter((name): name is Name => !name.startsWith('training.'));
  return Object.fromEntries(names.map((name) => [name, pass(name)])) as StationHandlers;
}
