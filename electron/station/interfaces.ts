import type { Comparator } from '../contract/comparator.ts';
import type { Result } from '../contract/errors.ts';
import type {
  PersonDetail,
  PersonSummary,
  Photo,
  Removal,
  StationEvent,
} from '../contract/messages.ts';
import type { Observation, Wish } from '../contract/observation.ts';
import type { Pooled, SpreadRule } from '../contract/pooled.ts';
import type { CheckMode } from '../contract/recognition.ts';
import type {
  EventFilter,
  GalleryRecord,
  KeptPhoto,
  NewConsent,
  NewEvent,
  NewPerson,
  NewTemplate,
} from '../contract/records.ts';

export type { KeptPhoto } from '../contract/records.ts';

/** Finds and encodes faces. Errors: image and vision codes. */
export interface Vision {
  observe(photo: Photo, wish: Wish): Promise<Result<Observation>>;
  /** A JPEG of the subject's face and enough around it to find and encode it again. */
  crop(photo: Photo): Promise<Result<Uint8Array>>;
}

/** People and templates that survive a restart. Errors: store codes and those named. */
export interface PeopleStore {
  /**
   * Person, templates, kept photos and log rows: all or nothing. False, and nothing, where a
   * revision is given and who is enrolled has changed since. Errors: person-exists.
   */
  add(
    person: NewPerson,
    templates: readonly NewTemplate[],
    photos: readonly KeptPhoto[],
    events: readonly NewEvent[],
    since?: number,
  ): Result<boolean>;
  /**
   * More templates and kept photos of somebody enrolled, with the log row where there is one: all
   * or nothing. Errors: unknown-person, consent-withdrawn.
   */
  addTemplates(
    personId: string,
    templates: readonly NewTemplate[],
    photos: readonly KeptPhoto[],
    event: NewEvent | null,
  ): Result<void>;
  /**
   * Templates of kept photos, less those that another process has added since: one of this encoder,
   * source and time is there already. Errors: unknown-person, consent-withdrawn.
   */
  addMissingTemplates(personId: string, templates: readonly NewTemplate[]): Result<void>;
  /**
   * Gives the next people, by id behind `after`, templates of another encoder made of those they
   * have, all at once or none: of each photo that the other does not know.
   */
  mapTemplates(mapping: TemplateMapping, after: string): Result<MappedPage>;
  /**
   * Person, templates, kept photos and log row: all or nothing. Then the key of the person is
   * destroyed. Errors: unknown-person.
   */
  remove(id: string, event: NewEvent): Result<Removal>;
  /** The same of the face alone: the person stays. Errors: unknown-person, consent-withdrawn. */
  withdraw(id: string, event: NewEvent): Result<Removal>;
  /** A consent that holds from now on, and its log row: both or neither. Errors: unknown-person. */
  recordConsent(id: string, consent: NewConsent, event: NewEvent): Result<void>;
  /** From when on the person is to be forgotten, ms; null for never. Errors: unknown-person. */
  setEnd(id: string, endsAt: number | null, event: NewEvent): Result<void>;
  /** Errors: unknown-person, sealed-unreadable. */
  get(id: string, encoder: string): Result<PersonDetail>;
  list(
    query: string,
    offset: number,
    limit: number,
    encoder: string,
  ): Result<{ total: number; people: PersonSummary[] }>;
  /**
   * Templates of one encoder: all, or one person's. Each person's in the order of enrolment. One that
   * does not open is left out.
   */
  gallery(encoder: string, personId?: string): Result<GalleryRecord[]>;
  /** The first kept photo, a JPEG; null where none is kept. Errors: unknown-person. */
  picture(id: string): Result<Uint8Array<ArrayBuffer> | null>;
  counts(encoder: string): Result<Counts>;
  /** People with two templates of this encoder or more. */
  withSeveral(encoder: string): Result<number>;
  /** One more after every change of who is enrolled, by whichever process. */
  revision(): Result<number>;
  /** Who was changed after a revision, and who there is. */
  changes(since: number): Result<PeopleChanges>;
}

export interface PeopleChanges {
  /** The revision that this is of. */
  readonly revision: number;
  /** Ids of people who are new or were changed; of those removed, nothing is known. */
  readonly changed: readonly string[];
  /** Ids of everybody. */
  readonly there: ReadonlySet<string>;
}

/** How one encoder's templates become another's. */
export interface TemplateMapping {
  /** Identities of the encoders. */
  readonly from: string;
  readonly to: string;
  /** A unit encoding of the other; null where what is given is none. */
  readonly map: (encoding: Float32Array) => Float32Array | null;
}

export interface MappedPage {
  /** Templates added. */
  readonly added: number;
  /** The last person looked at; null where there is nobody left. */
  readonly last: string | null;
}

export interface EventStore {
  append(event: NewEvent): Result<void>;
  /** Newest first; `before` and `filter` leave rows out. `total` counts all that pass the filter. */
  list(
    limit: number,
    before?: number,
    filter?: EventFilter,
  ): Result<{ total: number; events: StationEvent[] }>;
  /** Number of the newest row; null for none. */
  newest(): Result<number | null>;
}

export interface Counts {
  readonly people: number;
  /** People with a template of the encoder in use. */
  readonly comparable: number;
  /** People who consent and have no template of the encoder in use. */
  readonly needEnrolment: number;
  /** Templates of the encoder in use. */
  readonly templates: number;
  /** Profiles and templates that did not open when they were last read. */
  readonly unreadable: number;
}

/**
 * Exact 1:N search over the people enrolled, each as one pooled template. A distance is what the
 * comparator in use makes of two unit encodings, stretched for both sides' spread, 0 to 12.
 */
export interface Search {
  /** People held. */
  readonly size: number;
  /** Whether it is a unit encoding of the length that is compared here. */
  accepts(encoding: Float32Array): boolean;
  /** Takes the place of what was held for this person. False where it is no unit encoding. */
  set(personId: string, template: Pooled): boolean;
  remove(personId: string): boolean;
  nearest(probe: Pooled): Candidate | null;
  nearestOf(personId: string, probe: Pooled): Candidate | null;
  /** All people nearer than `below`, nearest first, at most `limit`. */
  within(probe: Pooled, below: number, limit: number): Candidate[];
  people(): IterableIterator<{ readonly personId: string; readonly template: Pooled }>;
}

export interface Candidate {
  readonly personId: string;
  readonly distance: number;
}

export interface Clock {
  /** Ms since 1970, UTC, whole. */
  now(): number;
  /** Ms of a clock that never goes back; for durations only. */
  tick(): number;
}

/** The encoder in use: which templates may be compared, and how far apart one person's photos are. */
export interface EncoderInUse {
  readonly sha256: string;
  /**
   * The comparator's distance from which two photos count as two people's when one person is enrolled
   * from both: looser than a threshold, since the operator says that they are one person's.
   */
  readonly differentFrom: number;
  /**
   * The comparator's distance below which somebody being enrolled may be somebody who is enrolled, with
   * so many people enrolled.
   */
  readonly duplicateBelow: (people: number) => number;
  /** How the spread of pooled encodings stretches their distance. */
  readonly spread: SpreadRule;
  /** How two encodings are compared; the squared L2 distance where it is not given. */
  readonly comparator?: Comparator;
}

/** Where "the same person" ends, from the operator's risk and the people enrolled now. */
export interface Thresholds {
  /** The comparator's distance; 0 where nothing may match. Errors: store codes. */
  of(mode: CheckMode): Result<number>;
}

/** What the operator has set, kept with the people. Values are JSON texts. */
export interface SettingsStore {
  /** Null where nothing was set. Errors: store codes. */
  get(key: SettingKey): Result<string | null>;
  /** The value and its log row: both or neither. Errors: store codes. */
  set(key: SettingKey, value: string, event: NewEvent): Result<void>;
  /** One more after every change, by whichever process. */
  revision(): Result<number>;
}

/**
 * `pack`: the name of the pack in use. `risk.…`: a `RiskSetting`. `zone`: a box in shares.
 * `training`: what was trained here and taken, with the way back. `comparator`: by pack, how its
 * encodings are compared. `privacy`: a `PrivacyPolicy`.
 */
export type SettingKey =
  'pack' | 'risk.verify' | 'risk.identify' | 'zone' | 'training' | 'comparator' | 'privacy';

/** Photos kept at enrolment, so that another encoder can learn the person from them. */
export interface PhotoStore {
  /** People with kept photos, by id. Errors: store codes. */
  people(): Result<readonly string[]>;
  /** JPEG files. Errors: store codes. */
  of(personId: string): Result<readonly KeptPhoto[]>;
}
