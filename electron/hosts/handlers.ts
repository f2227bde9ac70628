import { ok } from '../contract/errors.ts';
import type { Notice } from '../contract/channels.ts';
import type { Photo } from '../contract/messages.ts';
import type { Frame } from '../contract/frame.ts';
import type { Handlers } from './handle.ts';
import type { Sightings } from './sightings.ts';
import type { Station } from './open-station.ts';

/** What each message does. Only glue: the station knows how, the schemas know what. */
export function createHandlers(
  station: Station,
  sightings: Sightings,
  notify: (notice: Notice) => void,
): Handlers {
  const { checks, enrolment, directory, events } = station;

  async function check(frame: Frame, callerId: string, claimedId?: string) {
    const sighting = sightings.of(callerId, claimedId);
    const before = sighting.conclusion;
    const answer = await checks.frame(cameraPhoto(frame), sighting, claimedId);
    if (answer.ok && answer.value.conclusion !== before) notify('events');
    return answer;
  }

  return {
    'station.status': () => Promise.resolve(ok(station.status())),
    'station.doctor': async () => ok(await station.doctor()),
    'check.identify': ({ frame }, caller) => check(frame, caller.id),
    'check.verify': ({ frame, claimedId }, caller) => check(frame, caller.id, claimedId),
    'check.end': (_, caller) => {
      sightings.forget(caller.id);
      return Promise.resolve(ok({}));
    },
    'enrol.assess': ({ photo }) => enrolment.assess(photo),
    'enrol.person': async (request) => {
      const report = await enrolment.enrol(request);
      if (report.ok && report.value.personId !== null) changedPeople();
      return report;
    },
    'people.list': ({ query, offset, limit }) =>
      Promise.resolve(directory.list(query, offset, limit)),
    'people.get': ({ id }) => Promise.resolve(directory.get(id)),
    'people.remove': ({ id }) => {
      const removed = directory.remove(id);
      if (removed.ok) changedPeople();
      return Promise.resolve(removed);
    },
    'events.list': ({ limit, before }) => Promise.resolve(events.list(limit, before)),
  };

  function changedPeople(): void {
    // What was concluded about somebody may no longer hold.
    sightings.forgetAll();
    notify('people');
    notify('events');
    notify('status');
  }
}

function cameraPhoto(frame: Frame): Photo {
  return { kind: 'frame', name: 'camera', frame };
}
