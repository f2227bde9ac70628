import type { Result, StationError } from '../contract/errors.ts';
import type { EventStore, PeopleStore, PhotoStore, SettingsStore } from '../station/interfaces.ts';
import { openDatabase } from '../store/database.ts';
import { EventRepository } from '../store/event-repository.ts';
import { PeopleRepository } from '../store/people-repository.ts';
import { PhotoRepository } from '../store/photo-repository.ts';
import { SettingsRepository } from '../store/settings-repository.ts';

export interface Store {
  readonly people: PeopleStore;
  readonly events: EventStore;
  readonly settings: SettingsStore;
  readonly photos: PhotoStore;
  /** Reads the whole database once. Errors: store codes. */
  examine(): Result<void>;
  close(): void;
}

/** Opens the store; one that cannot be opened answers everything with the reason. */
export function openStore(path: string): Store {
  const db = openDatabase(path);
  if (!db.ok) return unavailable(db.error);
  const people = new PeopleRepository(db.value);
  return {
    people,
    events: new EventRepository(db.value),
    settings: new SettingsRepository(db.value),
    photos: new PhotoRepository(db.value),
    examine: () => people.examine(),
    close: () => void db.value.close(),
  };
}

function unavailable(error: StationError): Store {
  const refuse = (): { ok: false; error: StationError } => ({ ok: false, error });
  return {
    people: {
      add: refuse,
      addTemplates: refuse,
      addMissingTemplates: refuse,
      mapTemplates: refuse,
      remove: refuse,
      get: refuse,
      list: refuse,
      gallery: refuse,
      picture: refuse,
      counts: refuse,
      withSeveral: refuse,
      revision: refuse,
    },
    events: { append: refuse, list: refuse },
    settings: { get: refuse, set: refuse, revision: refuse },
    photos: { people: refuse, of: refuse },
    examine: refuse,
    close: () => undefined,
  };
}
