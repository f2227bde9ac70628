import type { Channel } from '../../contract/channels.ts';

/** What a page may ask, by name. The preload carries this table and none of the schemas. */
export const requestNames = {
  'station.status': true,
  'station.doctor': true,
  'check.identify': true,
  'check.verify': true,
  'check.end': true,
  'enrol.assess': true,
  'enrol.person': true,
  'people.list': true,
  'people.get': true,
  'people.addPhotos': true,
  'people.picture': true,
  'people.remove': true,
  'events.list': true,
  'recognition.get': true,
  'recognition.setRisk': true,
  'packs.list': true,
  'packs.fetch': true,
  'packs.progress': true,
  'packs.use': true,
  'training.get': true,
  'training.start': true,
  'training.stop': true,
  'training.adopt': true,
  'training.discard': true,
  'training.back': true,
} as const satisfies Record<Channel, true>;

/** What the main process says unasked. */
export const noticeName = 'threshold:notice';
