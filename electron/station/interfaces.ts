import type { Result } from '../contract/errors.ts';
import type {
  PersonDetail,
  PersonSummary,
  Photo,
  Removal,
  StationEvent,
} from '../contract/messages.ts';
import type { Observation, Wish } from '../contract/observation.ts';
import type { GalleryRecord, NewEvent, NewPerson, NewTemplate } from '../contract/records.ts';

/** Finds and encodes faces. Errors: image and vision codes. */
export interface Vision {
  observe(photo: Photo, wish: Wish): Promise<Result<Observation>>;
}

/** People and templates that survive a restart. Errors: store codes and those named. */
export interface PeopleStore {
  /** Person, templates and log row: all or nothing. Errors: person-exists. */
  add(person: NewPerson, templates: readonly NewTemplate[], event: NewEvent): Result<void>;
  /** Person, templates and log row: all or nothing. Errors: unknown-person. */
  remove(id: string, event: NewEvent): Result<Removal>;
  /** Errors: unknown-person. */
  get(id: string, encoder: string): Result<PersonDetail>;
  list(
    query: string,
    offset: number,
    limit: number,
    encoder: string,
  ): Result<{ total: number; people: PersonSummary[] }>;
  gallery(encoder: string): Result<GalleryRecord[]>;
  counts(encoder: string): Result<Counts>;
  /** One more after every change of who is enrolled, by whichever process. */
  revision(): Result<number>;
}

export interface EventStore {
  append(event: NewEvent): Result<void>;
  list(limit: number, before?: number): Result<{ total: number; events: StationEvent[] }>;
}

export interface Counts {
  readonly people: number;
  /** People without a template of the encoder in use. */
  readonly needEnrolment: number;
  /** Templates of the encoder in use. */
  readonly templates: number;
}

/** Exact 1:N search over unit encodings; distances are squared L2, 0 to 4. */
export interface Search {
  readonly size: number;
  add(personId: string, encoding: Float32Array): boolean;
  remove(personId: string): number;
  nearest(probe: Float32Array): { personId: string; distance: number } | null;
  nearestOf(personId: string, probe: Float32Array): { personId: string; distance: number } | null;
}

export interface Clock {
  /** Ms since 1970, UTC, whole. */
  now(): number;
  /** Ms of a clock that never goes back; for durations only. */
  tick(): number;
}

/** The encoder in use: which templates may be compared, and how close is the same person. */
export interface EncoderInUse {
  readonly sha256: string;
  /** Squared L2 distance below which two encodings count as one person's. */
  readonly threshold: number;
  /**
   * Squared L2 distance from which two photos count as two people's when one person is enrolled
   * from both: looser than the threshold, since the operator says that they are one person's.
   */
  readonly differentFrom: number;
}
