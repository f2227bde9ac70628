import { ok, type Result } from '../contract/errors.ts';
import type { PersonDetail, PersonSummary, Removal } from '../contract/messages.ts';
import type { Clock, EncoderInUse, PeopleStore } from './interfaces.ts';
import { operatorEvent } from './operator-event.ts';
import type { Roster } from './roster.ts';

interface DirectoryParts {
  readonly roster: Roster;
  readonly people: PeopleStore;
  readonly encoder: EncoderInUse;
  readonly clock: Clock;
}

/** Who is enrolled. */
export class Directory {
  readonly #parts: DirectoryParts;

  constructor(parts: DirectoryParts) {
    this.#parts = parts;
  }

  list(
    query: string,
    offset: number,
    limit: number,
  ): Result<{ total: number; people: PersonSummary[] }> {
    return this.#parts.people.list(query, offset, limit, this.#parts.encoder.sha256);
  }

  /** Errors: unknown-person. */
  get(id: string): Result<PersonDetail> {
    return this.#parts.people.get(id, this.#parts.encoder.sha256);
  }

  /** A JPEG of the person's face, where photos are kept. Errors: unknown-person. */
  picture(id: string): Result<{ jpeg: Uint8Array<ArrayBuffer> | null }> {
    const jpeg = this.#parts.people.picture(id);
    return jpeg.ok ? ok({ jpeg: jpeg.value }) : jpeg;
  }

  /** Removes a person, their templates and kept photos; the log keeps the id. Errors: unknown-person. */
  remove(id: string): Result<Removal> {
    const { roster, clock } = this.#parts;
    return roster.remove(id, operatorEvent('remove', id, clock.now()));
  }
}
