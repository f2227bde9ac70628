import type { Result, StationError } from '../contract/errors.ts';
import type { EventStore, PeopleStore } from '../station/interfaces.ts';
import { openDatabase } from '../store/database.ts';
import { EventRepository } from '../store/event-repository.ts';
import { PeopleRepository } from '../store/people-repository.ts';

export interface Store {
  readonly people: PeopleStore;
  readonly events: EventStore;
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
    examine: () => people.examine(),
    close: () => void db.value.close(),
  };
}

function unavailable(error: StationError): Store {
  const refuse = (): { ok: false; error: StationError } => ({ ok: false, error });
  return {
    people: {
      add: refuse,
      remove: refuse,
      get: refuse,
      list: refuse,
      gallery: refuse,
      counts: refuse,
      revision: refuse,
    },
    events: { append: refuse, list: refuse },
    examine: refuse,
    close: () => undefined,
  };
}
