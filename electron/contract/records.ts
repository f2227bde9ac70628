import type { ErrorCode } from './errors.ts';
import type { StationEvent } from './messages.ts';

/** Records the station hands to its store and gets back. Times are ms since 1970, UTC. */
export interface NewPerson {
  readonly id: string;
  readonly name: string;
  /** How and when the person agreed. Never empty. */
  readonly consent: string;
  readonly enrolledAt: number;
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
}

/** A photo kept at enrolment: a JPEG of the face with what is around it. */
export interface KeptPhoto {
  readonly jpeg: Uint8Array<ArrayBuffer>;
  /** The photo's name, or "camera". */
  readonly source: string;
  readonly createdAt: number;
}

export type NewEvent = Omit<StationEvent, 'seq' | 'name' | 'claimedName' | 'code' | 'detail'> & {
  readonly code: ErrorCode | null;
  readonly detail?: string;
};
