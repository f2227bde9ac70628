import { peopleTemplatesEvents } from './0001-people-templates-events.ts';
import { settings } from './0002-settings.ts';
import { enrolmentPhotos } from './0003-enrolment-photos.ts';
import { eventDetail } from './0004-event-detail.ts';
import { sealedPeople } from './0005-sealed-people.ts';
import { chainedLog } from './0006-chained-log.ts';
import { users } from './0007-users.ts';
import { privacy } from './0008-privacy.ts';
import { sealedSettings } from './0009-sealed-settings.ts';
import type { Migration } from './migration.ts';

/** In order; `to` strictly increases. A migration that has shipped is never edited. */
export const migrations: readonly Migration[] = [
  peopleTemplatesEvents,
  settings,
  enrolmentPhotos,
  eventDetail,
  sealedPeople,
  chainedLog,
  users,
  privacy,
  sealedSettings,
];
