import type { Result } from '../../contract/errors.ts';
import type { StationEvent } from '../../contract/messages.ts';
import type { NewEvent } from '../../contract/records.ts';

/** A consent text as it was in force from `at` on, ms. Versions count from 1. */
export interface ConsentText {
  readonly version: number;
  readonly text: string;
  readonly at: number;
}

/** What retention needs to know of a person. Times in ms. */
export interface KeptPerson {
  readonly id: string;
  /** The newest of: enrolled, photos added, recognised or let in by PIN, consent withdrawn. */
  readonly usedAt: number;
  readonly endsAt: number | null;
}

export interface RetentionCounts {
  readonly people: number;
  readonly photos: number;
  readonly events: number;
}

export interface RetentionRun extends RetentionCounts {
  readonly at: number;
}

/** What the retention job remembers between its runs, over restarts. Times in ms. */
export interface RetentionMemory {
  /** When retention came to this database: nobody's time ended before. */
  readonly since: number;
  /** When the job looked last, whether it did anything or not. */
  readonly lookedAt: number;
  /** Since when the clock is not believed; null while it is. */
  readonly doubtedSince: number | null;
  readonly lastRun: RetentionRun | null;
}

/** The privacy policy, consent texts and retention. Errors: store codes and those named. */
export interface PrivacyStore {
  /** The text in force. */
  consentText(): Result<ConsentText>;
  consentTexts(): Result<readonly ConsentText[]>;
  /** The setting, a new version of the text where it changed, and the log row: all or nothing. */
  setPolicy(policy: string, consentText: string, event: NewEvent): Result<void>;
  memory(): Result<RetentionMemory>;
  /** What the job did, or since when it doubts the clock, and the log row where there is one. */
  remember(
    what: { readonly lookedAt: number; readonly doubtedSince: number | null },
    run: RetentionRun | null,
    event: NewEvent | null,
  ): Result<void>;
  /** Everybody, or one person. */
  keptPeople(id?: string): Result<readonly KeptPerson[]>;
  countPhotosBefore(at: number): Result<number>;
  /** Erases kept photos taken before; returns how many. */
  dropPhotosBefore(at: number): Result<number>;
  kept(): Result<KeptCounts>;
  /**
   * How many of the next people, by id behind `after`, have no consent that can be read, or something of
   * their face although they withdrew. `last` is null where there is nobody left.
   */
  missingConsents(
    after: string,
  ): Result<{ readonly missing: number; readonly last: string | null }>;
  /** How many of the next rows of a kind look sealed; `last` is null where there are no more. */
  lookAtSealed(kind: SealedTable, after: string | number | null): Result<SealedPage>;
  /** Opens some rows of a kind, by chance; how many do not open. */
  openSample(kind: SealedTable): Result<number>;
  /** All that is kept about a person. Errors: unknown-person, sealed-unreadable. */
  subject(id: string): Result<SubjectRecord>;
}

export interface KeptCounts {
  readonly people: number;
  readonly withdrawn: number;
  readonly templates: number;
  readonly photos: number;
  readonly pins: number;
  /** Kept photos and templates of nobody. */
  readonly strangers: number;
}

/** Kinds of rows that are sealed. */
export const sealedTables = ['profile', 'template', 'photo', 'pin'] as const;
export type SealedTable = (typeof sealedTables)[number];

export interface SealedPage {
  readonly rows: number;
  readonly sealed: number;
  readonly last: string | number | null;
}

/** All that is kept about one person, opened. */
export interface SubjectRecord {
  readonly id: string;
  readonly name: string;
  readonly enrolledAt: number;
  readonly lastUsedAt: number | null;
  readonly withdrawnAt: number | null;
  readonly endsAt: number | null;
  /** Oldest first. */
  readonly consents: readonly SubjectConsent[];
  readonly pinSetAt: number | null;
  readonly templates: readonly SubjectTemplate[];
  readonly photos: readonly SubjectPhoto[];
  /** Rows of the log about the person, oldest first. */
  readonly events: readonly SubjectEvent[];
}

export interface SubjectConsent {
  readonly note: string;
  readonly at: number;
  readonly textVersion: number | null;
  readonly withdrawnAt: number | null;
}

export interface SubjectTemplate {
  readonly encoder: string;
  readonly encoding: Float32Array;
  readonly quality: number;
  readonly source: string;
  readonly createdAt: number;
}

export interface SubjectPhoto {
  readonly jpeg: Uint8Array;
  readonly source: string;
  readonly createdAt: number;
}

/**
 * A row of the log without whom else it names: other people enrolled, and who worked at the station, whose
 * identity is not the person's to have (CJEU, C-579/21).
 */
export interface SubjectEvent extends Pick<
  StationEvent,
  'seq' | 'at' | 'kind' | 'outcome' | 'distance' | 'threshold' | 'source'
> {
  readonly code: string | null;
  readonly detail: string | null;
  /** Whether somebody, perhaps somebody else, said that they are this person. */
  readonly claimed: boolean;
}

/** What is known of an id that a PIN is tried for. */
export interface PinRecord {
  readonly name: string;
  readonly endsAt: number | null;
  /** As `PasswordHasher.hash` made it; null where no PIN is set. */
  readonly hash: string | null;
}

/** PINs, each hash sealed under its person's key. Errors: store codes and those named. */
export interface PinStore {
  /** Null where there is no such person. Errors: sealed-unreadable. */
  find(personId: string): Result<PinRecord | null>;
  /** With null the PIN is removed. The log row: both or neither. Errors: unknown-person. */
  set(personId: string, hash: string | null, event: NewEvent): Result<void>;
}
