import { stationActor } from '../contract/access.ts';
import { channelNames, type Channel, type Notice } from '../contract/channels.ts';
import type { Result } from '../contract/errors.ts';
import type { Clock } from '../station/interfaces.ts';
import type { ScryptCost } from '../vault/scrypt-cost.ts';
import { openAccess, type Access } from './access/open-access.ts';
import { ScryptPasswords } from './access/passwords.ts';
import { Acting } from './acting.ts';
import { openBackups, type OpenBackups } from './backup/open-backups.ts';
import { Cameras } from './camera-handlers.ts';
import { watchChanges } from './change-watch.ts';
import { createHandle, type Caller, type Handlers } from './handle.ts';
import { createHandlers, type LastingHandlers, type StationHandlers } from './handlers.ts';
import { openKeys, type KeysOptions } from './keys/open-keys.ts';
import type { StationKeys } from './keys/station-keys.ts';
import { LivingStation, type Renewable } from './living-station.ts';
import type { LogStore } from './log/log-store.ts';
import { StationDiary } from './log/station-diary.ts';
import { Notices } from './notices.ts';
import { openStation, type Station, type StationOptions } from './open-station.ts';
import { PackWork } from './packs/pack-work.ts';
import { peopleNotices } from './privacy/privacy-handlers.ts';
import { scheduleRetention } from './privacy/retention-timer.ts';
import type { StationServices } from './services.ts';
import { Sightings } from './sightings.ts';
import { systemClock as clock } from './system-clock.ts';
import { trainingHandlers } from './training/training-handlers.ts';
import { TrainingService, type TrainingOptions } from './training/training-service.ts';

/** A station for a host with windows. `keyPlace`: where and how its keys are kept. */
export type ServicesOptions = Omit<
  StationOptions,
  'onVisionChange' | 'packWork' | 'keys' | 'acting'
> &
  Pick<TrainingOptions, 'spawnTraining' | 'trainingWorker'> & {
    readonly keyPlace: Omit<KeysOptions, 'dataDir' | 'log'>;
    /** What a backup's thread runs from. */
    readonly backupWorker: string;
    /** What the hash of a password costs; the usual where it is not given. */
    readonly passwordCost?: ScryptCost;
    /** What sessions and wrong tries go by; the computer's where it is not given. */
    readonly accessClock?: Clock;
  };

/** A station with all that belongs to it alone: no sighting outlives its encoder. */
interface Opened extends Renewable {
  readonly station: Station;
  readonly sightings: Sightings;
  readonly cameras: Cameras;
  readonly handlers: StationHandlers;
}

/** What is there once, however often the station is opened anew. */
interface LastingParts {
  readonly options: ServicesOptions;
  readonly keys: StationKeys;
  readonly acting: Acting;
  readonly notices: Notices;
  readonly packWork: PackWork;
  readonly diary: StationDiary;
}

interface Lasting extends LastingParts {
  readonly living: LivingStation<Opened>;
}

/**
 * Opens the station behind its contract, for a host with windows, and again whenever its models
 * change or its keys open. Never throws for a missing model, keys that are locked or a store that
 * cannot be opened: then the status says so and every answer is its code.
 */
export async function openServices(options: ServicesOptions): Promise<StationServices> {
  const lasting = await openLasting(options);
  const { acting, notices, packWork, living } = lasting;
  await living.refresh();
  const training = new TrainingService({ ...options, onChange: () => notices.tell('training') });
  const access = accessOf(lasting);
  const backups = backupsOf(lasting);
  const stops = [watchClock(lasting), retentionOf(lasting)];
  const handle = createHandle({
    handlers: handlersOf(living, {
      ...lastingHandlers(lasting, training),
      ...access.handlers,
      ...backups.handlers,
    }),
    gate: access.gate,
    as: (actor, work) => acting.as(actor, work),
    onUnexpected: (channel, cause) =>
      options.log(`${channel}: ${cause instanceof Error ? cause.stack : String(cause)}`),
  });
  return {
    handle,
    onNotice: (listener) => notices.listen(listener),
    forgetCaller: (id) => forgetCaller(lasting, access, id),
    close: async () => {
      await access.close();
      packWork.close();
      await training.close();
      await backups.close();
      for (const stop of stops) stop();
      await closeStation(lasting);
    },
  };
}

async function openLasting(options: ServicesOptions): Promise<Lasting> {
  const { dataDir, log, keyPlace } = options;
  const keys = await openKeys({ ...keyPlace, dataDir, log });
  const acting = new Acting();
  const notices = new Notices();
  const packWork = new PackWork(() => notices.tell('packs'));
  const diary = new StationDiary(clock, options.version);
  const parts: LastingParts = { options, keys, acting, notices, packWork, diary };
  const living: LivingStation<Opened> = new LivingStation(
    // Whoever's message it is that another station is opened for, what that does later is its own.
    () => acting.as(stationActor, () => open(parts, () => living.refresh())),
    () => notices.tell('status', 'people', 'recognition', 'packs'),
  );
  return { ...parts, living };
}

function watchClock({ options, living, diary }: Lasting): () => void {
  return diary.watchClock((work) => aside(options, 'clock', withLog(living, work)));
}

function forgetCaller({ options, living }: Lasting, access: Access, id: string): void {
  aside(options, 'end of a session', access.forgetCaller(id));
  const forgotten = living.with(async ({ sightings, cameras }) => {
    sightings.forget(id);
    cameras.forget(id);
  });
  aside(options, 'end of a connection', forgotten);
}

async function closeStation({ keys, living, diary }: Lasting): Promise<void> {
  await withLog(living, (log) => diary.closing(log));
  await living.close();
  keys.close();
}

function withLog(living: LivingStation<Opened>, work: (log: LogStore) => void): Promise<void> {
  return living.with(async ({ station }) => work(station.log.store));
}

/** Nobody waits for it; that it failed is told. */
function aside({ log }: ServicesOptions, what: string, work: Promise<void>): void {
  work.catch((cause: unknown) => log(`${what}: ${String(cause)}`));
}

function retentionOf({ options, notices, living }: Lasting): () => void {
  return scheduleRetention(
    () => living.with(({ station }) => station.privacy.retention.run()),
    () => notices.tell(...peopleNotices),
    options.log,
  );
}

function accessOf({ options, keys, acting, notices, living }: Lasting): Access {
  return openAccess({
    keys,
    acting,
    clock: options.accessClock ?? clock,
    hasher: new ScryptPasswords(options.passwordCost),
    withStation: (work) => living.with(({ station }) => work(station)),
    refresh: () => living.refresh(),
    notify: (notice) => notices.tell(notice),
    log: options.log,
  });
}

function backupsOf({ options, keys, acting, notices, living }: Lasting): OpenBackups {
  return openBackups({
    dataDir: options.dataDir,
    backupWorker: options.backupWorker,
    keys,
    clock,
    actor: acting.current,
    withStation: (work) => living.with(({ station }) => work(station)),
    replace: (work) => living.replace(work),
    refresh: () => living.refresh(),
    notify: (...changed) => notices.tell(...changed),
    log: options.log,
  });
}

/** What answers without belonging to one station. */
function lastingHandlers({ living }: Lasting, training: TrainingService) {
  return trainingHandlers({
    training,
    withStation: (work) => living.with(({ station }) => work(station)),
    refresh: () => living.refresh(),
  });
}

async function open(
  { options, keys, acting, notices, packWork, diary }: LastingParts,
  refresh: () => Promise<void>,
): Promise<Opened> {
  const notify = (notice: Notice): void => notices.tell(notice);
  const onVisionChange = (): void => notices.tell('status');
  const station = await openStation({ ...options, keys, acting, packWork, onVisionChange });
  diary.opened(station.log.store);
  const sightings = new Sightings();
  const cameras = camerasOf(station);
  const stopWatching = watchChanges(station, notify, () =>
    aside(options, 'change of models', refresh()),
  );
  return {
    station,
    sightings,
    cameras,
    handlers: createHandlers({
      ...{ station, sightings, cameras, notify, refresh },
      actor: acting.current,
    }),
    outdated: () => station.outdated(),
    close: () => {
      stopWatching();
      station.close();
    },
  };
}

/** A policy that cannot be read is the strict one. */
function camerasOf({ events, privacy }: Station): Cameras {
  const policy = () => {
    const set = privacy.policy();
    return set.ok ? set.value.virtualCameras : 'refuse';
  };
  return new Cameras({ events, clock, policy });
}

/** Each message goes to the station that is open when it comes, unless it outlives stations. */
function handlersOf(living: LivingStation<Opened>, lasting: LastingHandlers): Handlers {
  type Handler = (payload: unknown, caller: Caller) => Promise<Result<unknown>>;
  const pass = (channel: keyof StationHandlers): Handler => {
    // The lookup and the handler share the channel, which TypeScript cannot see by itself.
    return (payload, caller) =>
      living.with(({ handlers }) => (handlers[channel] as Handler)(payload, caller));
  };
  const isStations = (name: Channel): name is keyof StationHandlers =>
    !Object.hasOwn(lasting, name);
  const passing = channelNames.filter(isStations).map((name) => [name, pass(name)] as const);
  return { ...(Object.fromEntries(passing) as StationHandlers), ...lasting };
}
