import type { ErrorCode } from './errors.ts';
import type { StationEvent } from './messages.ts';

/** Records the station hands to its store and gets back. Times are ms since 1970, UTC. */
export interface NewPerson {
  readonly id: string;
  readonly name: string;
  /** How and when the person agreed. Never empty. */
  readonly consent: string;
  /** Version of the consent text they agreed to; null where there is none. */
  readonly consentTextVersion?: number | null;
  /** Who wrote the consent down: an actor. */
  readonly consentBy?: string | null;
  readonly enrolledAt: number;
}

/** That somebody agreed, once more or to a new text. */
export interface NewConsent {
  /** How, in the operator's words. Never empty. */
  readonly note: string;
  readonly at: number;
  /** The newest text and who acts now, where they are not given. */
  readonly textVersion?: number | null | undefined;
  readonly by?: string | null | undefined;
}

/** One encoding of one photo, unit length, of the encoder named by its file's sha256. */
export interface NewTemplate {
  readonly encoderSha256: string;
  readonly encoding: Float32Array;
  /** 0 to 1, as measured at enrolment. */
  readonly quality: number;
  /** The photo's name, or "camera". */
  readonly source: string;
  readonly createdAt: number;
}

/** What the gallery needs of a template and its person. */
export interface GalleryRecord {
  readonly personId: string;
  readonly name: string;
  readonly encoding: Float32Array;
  /** 0 to 1: the template's weight among the person's. */
  readonly quality: number;
  /** From when on the person matches no more, ms since 1970; null for never by date. */
  readonly endsAt: number | null;
}

/** A photo kept at enrolment: a JPEG of the face with what is around it. */
export interface KeptPhoto {
  readonly jpeg: Uint8Array<ArrayBuffer>;
  /** The photo's name, or "camera". */
  readonly source: string;
  readonly createdAt: number;
}

export type NewEvent = Omit<
  StationEvent,
  'seq' | 'name' | 'claimedName' | 'code' | 'detail' | 'actor'
> & {
  readonly code: ErrorCode | null;
  readonly detail?: string;
};

/** Which rows of the log are wanted: all that fit every part that is given. */
export interface EventFilter {
  /** Words, each in a person's id or name, the actor or the detail. */
  readonly query?: string | undefined;
  readonly kinds?: readonly StationEvent['kind'][] | undefined;
  /** Ms since 1970, both included. */
  readonly from?: number | undefined;
  readonly to?: number | undefined;
}
