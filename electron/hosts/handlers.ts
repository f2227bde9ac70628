import { ok, type Result } from '../contract/errors.ts';
import type { Notice } from '../contract/channels.ts';
import type { Photo } from '../contract/messages.ts';
import type { Frame } from '../contract/frame.ts';
import { isOperator } from './acting.ts';
import type { Cameras } from './camera-handlers.ts';
import type { AccessHandlers } from './access/access-handlers.ts';
import type { UserHandlers } from './access/user-handlers.ts';
import type { BackupHandlers } from './backup/backup-handlers.ts';
import type { Handlers } from './handle.ts';
import { keysHandlers } from './keys/keys-handlers.ts';
import { LoggedKeys } from './keys/logged-keys.ts';
import { logHandlers } from './log/log-handlers.ts';
import { privacyHandlers, type PrivacyHandlers } from './privacy/privacy-handlers.ts';
import type { Sightings } from './sightings.ts';
import type { Station } from './open-station.ts';
import { systemClock } from './system-clock.ts';
import type { TrainingHandlers } from './training/training-handlers.ts';

export interface HandlerParts {
  readonly station: Station;
  readonly sightings: Sightings;
  readonly cameras: Cameras;
  readonly notify: (notice: Notice) => void;
  /** Who acts now. */
  readonly actor: () => string;
  /** Ends when the station that answers is one for the pack that the settings name. */
  readonly refresh: () => Promise<void>;
}

/** What outlives every station: access, and work that goes on while another one is opened. */
export type LastingHandlers = TrainingHandlers & AccessHandlers & UserHandlers & BackupHandlers;

/** What a station answers by itself. */
export type StationHandlers = Omit<Handlers, keyof LastingHandlers>;

/** What each message does. Only glue: the station knows how, the schemas know what. */
export function createHandlers(parts: HandlerParts): StationHandlers {
  const { station } = parts;
  return {
    'station.status': () => Promise.resolve(ok(station.status())),
    'station.doctor': async () => ok(await station.doctor()),
    'camera.opened': parts.cameras.opened,
    ...checkHandlers(parts),
    ...peopleHandlers(parts),
    ...recognitionHandlers(parts),
    ...packHandlers(parts),
    ...logHandlers({ ...station, clock: systemClock, notify: parts.notify }),
    ...keysHandlers({ keys: loggedKeys(station), notify: parts.notify }),
    ...privacyHandlers({
      ...{ privacy: station.privacy, actor: parts.actor, notify: parts.notify },
      forgetSightings: () => parts.sightings.forgetAll(),
    }),
  };
}

function loggedKeys({ keys, events }: Station): LoggedKeys {
  return new LoggedKeys({ keys, events, clock: systemClock });
}

type Part<Prefix extends string> = Omit<
  Pick<Handlers, Extract<keyof Handlers, `${Prefix}.${string}`>>,
  keyof PrivacyHandlers
>;

function checkHandlers({
  station,
  sightings,
  cameras,
  notify,
  actor,
}: HandlerParts): Part<'check'> {
  async function check(frame: Frame, callerId: string, claimedId?: string) {
    cameras.watch(callerId, frame);
    const sighting = sightings.of(callerId, claimedId);
    const before = sighting.conclusion;
    const open = isOperator(actor());
    const answer = await station.checks.frame(cameraPhoto(frame), sighting, claimedId, open);
    if (answer.ok && sighting.conclusion !== before) notify('events');
    return answer;
  }

  return {
    'check.identify': ({ frame }, caller) => check(frame, caller.id),
    'check.verify': ({ frame, claimedId }, caller) => check(frame, caller.id, claimedId),
    'check.end': (_, caller) => {
      sightings.forget(caller.id);
      return Promise.resolve(ok({}));
    },
  };
}

function peopleHandlers({
  station: { enrolment, directory },
  sightings,
  notify,
}: HandlerParts): Part<'people' | 'enrol'> {
  /** What was concluded about somebody may no longer hold, nor the thresholds. */
  function changed<T>(done: Result<T>, isChange: (value: T) => boolean = () => true): Result<T> {
    if (!done.ok || !isChange(done.value)) return done;
    sightings.forgetAll();
    for (const notice of ['people', 'events', 'status', 'recognition'] as const) notify(notice);
    return done;
  }
  const stored = ({ personId }: { personId: string | null }): boolean => personId !== null;

  return {
    'enrol.assess': ({ photo }) => enrolment.assess(photo),
    'enrol.person': async (request) => changed(await enrolment.enrol(request), stored),
    'people.list': ({ query, offset, limit }) =>
      Promise.resolve(directory.list(query, offset, limit)),
    'people.get': ({ id }) => Promise.resolve(directory.get(id)),
    'people.addPhotos': async (request) => changed(await enrolment.addPhotos(request), stored),
    'people.picture': ({ id }) => Promise.resolve(directory.picture(id)),
    'people.remove': ({ id }) => Promise.resolve(changed(directory.remove(id))),
  };
}

function recognitionHandlers({ station, notify }: HandlerParts): Part<'recognition'> {
  return {
    'recognition.get': () => Promise.resolve(station.recognition.get()),
    'recognition.setRisk': ({ mode, risk }) => {
      const set = station.recognition.setRisk(mode, risk);
      if (set.ok) for (const notice of ['recognition', 'status', 'events'] as const) notify(notice);
      return Promise.resolve(set);
    },
  };
}

function packHandlers({ station: { packs }, notify, refresh }: HandlerParts): Part<'packs'> {
  return {
    'packs.list': () => packs.list(),
    'packs.fetch': ({ name }) => packs.fetch(name),
    'packs.progress': () => Promise.resolve(ok(packs.progress)),
    'packs.use': async ({ name }) => {
      const change = await packs.use(name);
      if (!change.ok) return change;
      await refresh();
      notify('events');
      return change;
    },
  };
}

function cameraPhoto(frame: Frame): Photo {
  return { kind: 'frame', name: 'camera', frame };
}
