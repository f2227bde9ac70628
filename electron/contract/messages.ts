import { z } from 'zod';
import { directions, errorCodes } from './errors.ts';
import { frameSchema } from './frame.ts';
import { personRefSchema } from './person-ref.ts';

export type { PersonRef } from './person-ref.ts';

/** Ids may be badge or staff numbers: a letter or digit first, then also . _ @ - and inner spaces. */
export const personIdSchema = z
  .string()
  .regex(
    /^[\p{L}\p{N}](?:[\p{L}\p{N}._@ -]{0,62}[\p{L}\p{N}._@-])?$/u,
    'an id has 1 to 64 letters, digits or . _ @ -',
  );

/** Text with a letter or digit in it; controls, lone surrogates and bidi overrides are refused. */
const printable = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .regex(/^[^\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069]*$/u, 'control characters are not allowed')
    .regex(/[\p{L}\p{N}]/u, 'there is no letter or digit in it');

export const personNameSchema = printable(120);
export const consentSchema = printable(500);

/** Photo files are at most this many bytes. */
export const maxPhotoBytes = 32 * 1024 * 1024;
/** Photos accepted in one enrolment. */
export const maxPhotosPerEnrolment = 20;
/** Bytes of all photos of one enrolment together. */
export const maxEnrolmentBytes = 96 * 1024 * 1024;

const photoBytes = z.instanceof(Uint8Array).refine((bytes) => bytes.byteLength <= maxPhotoBytes);

export const photoSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('file'), name: z.string().max(1024), bytes: photoBytes }),
  z.strictObject({ kind: z.literal('frame'), name: z.string().max(1024), frame: frameSchema }),
]);
export type Photo = z.infer<typeof photoSchema>;

function photoSize(photo: Photo): number {
  return photo.kind === 'file' ? photo.bytes.byteLength : photo.frame.data.byteLength;
}

const point = z.tuple([z.number(), z.number()]);
const size = z.strictObject({ width: z.number(), height: z.number() });

/** A face found, in pixels of the upright image that was looked at. */
export const faceViewSchema = z.strictObject({
  /** The same number as long as it is the same face in a row of frames; null for a single photo. */
  track: z.int().nullable(),
  box: z.strictObject({ x: z.number(), y: z.number(), width: z.number(), height: z.number() }),
  landmarks: z.array(point),
});
export type FaceView = z.infer<typeof faceViewSchema>;

const errorCode = z.enum(errorCodes);
const direction = z.enum(directions);

/** Milliseconds per stage. `total` is from the frame's arrival at the station to the decision. */
export const timingsSchema = z.strictObject({
  decode: z.number(),
  detect: z.number(),
  align: z.number(),
  encode: z.number(),
  match: z.number(),
  total: z.number(),
});
export type Timings = z.infer<typeof timingsSchema>;

const outcome = z.enum(['match', 'no-match', 'refused']);

/**
 * The answer to identify or verify for one picture. `distance` is the squared L2 distance of unit
 * encodings, 0 to 4, to the nearest template compared; null where nothing was compared.
 */
export const checkResultSchema = z.strictObject({
  outcome,
  person: personRefSchema.nullable(),
  claimed: personRefSchema.optional(),
  distance: z.number().nullable(),
  threshold: z.number(),
  code: errorCode.optional(),
  message: z.string().optional(),
  direction: direction.optional(),
  timings: timingsSchema,
});
export type CheckResult = z.infer<typeof checkResultSchema>;

/** What consecutive frames agree on. It changes rarely; the headline of the Check view shows it. */
export const conclusionSchema = z.strictObject({
  outcome: z.enum(['match', 'no-match']),
  person: personRefSchema.nullable(),
  claimed: personRefSchema.optional(),
  distance: z.number().nullable(),
  threshold: z.number(),
  at: z.int(),
  /** Frames of the track whose encodings were pooled. */
  frames: z.int(),
});
export type Conclusion = z.infer<typeof conclusionSchema>;

/** The answer to one camera frame: the frame's own result, where the face is, and the conclusion. */
export const frameCheckSchema = z.strictObject({
  result: checkResultSchema,
  image: size,
  faces: z.array(faceViewSchema),
  /** Which of the faces is being checked. */
  subject: z.int().nullable(),
  /** Somebody else stands close behind the subject. */
  companion: z.boolean(),
  conclusion: conclusionSchema.nullable(),
});
export type FrameCheck = z.infer<typeof frameCheckSchema>;

/** Whether a picture would do for enrolment, and if not, why. */
export const assessmentSchema = z.strictObject({
  accepted: z.boolean(),
  code: errorCode.optional(),
  message: z.string().optional(),
  direction: direction.optional(),
  /** Unified quality score, 0 to 1; null where no face was measured. */
  quality: z.number().nullable(),
  image: size.nullable(),
  faces: z.array(faceViewSchema),
});
export type Assessment = z.infer<typeof assessmentSchema>;

/** Likely duplicates shown at one enrolment. */
export const maxDuplicates = 5;
/** People called distinct in one request: more than are shown at once, since others may come between. */
export const maxDistinct = 4 * maxDuplicates;

const enrolmentPhotos = z
  .array(photoSchema)
  .min(1)
  .max(maxPhotosPerEnrolment)
  .refine((photos) => photos.reduce((sum, p) => sum + photoSize(p), 0) <= maxEnrolmentBytes);

export const enrolRequestSchema = z.strictObject({
  id: personIdSchema.optional(),
  name: personNameSchema,
  consent: consentSchema,
  photos: enrolmentPhotos,
  /** Whether the photos are kept, so that another encoder can learn the person from them. */
  keepPhotos: z.boolean().optional(),
  /** Ids of enrolled people whom the operator has looked at and says are somebody else. */
  distinctFrom: z.array(personIdSchema).max(maxDistinct).optional(),
});
export type EnrolRequest = z.infer<typeof enrolRequestSchema>;

/** More photos of somebody who is enrolled. */
export const addPhotosRequestSchema = z.strictObject({
  id: personIdSchema,
  photos: enrolmentPhotos,
  keepPhotos: z.boolean().optional(),
});
export type AddPhotosRequest = z.infer<typeof addPhotosRequestSchema>;

export const refusedPhotoSchema = z.strictObject({
  photo: z.string(),
  code: errorCode,
  message: z.string(),
  direction: direction.optional(),
});
export type RefusedPhoto = z.infer<typeof refusedPhotoSchema>;

/** Somebody enrolled who may be the person that is being enrolled. */
export const duplicateSchema = z.strictObject({
  person: personRefSchema,
  /** Squared L2 distance of their nearest template. */
  distance: z.number(),
  /** The distance below which a duplicate is likely. */
  threshold: z.number(),
});
export type Duplicate = z.infer<typeof duplicateSchema>;

/**
 * `personId` is null when nothing was stored: no photo was accepted, or somebody in `duplicates`
 * may be the same person and the operator has not decided yet.
 */
export const enrolReportSchema = z.strictObject({
  personId: z.string().nullable(),
  name: z.string(),
  templates: z.int(),
  refused: z.array(refusedPhotoSchema),
  /** Nearest first; those that the request calls distinct are left out. */
  duplicates: z.array(duplicateSchema),
});
export type EnrolReport = z.infer<typeof enrolReportSchema>;

export const personSummarySchema = z.strictObject({
  id: z.string(),
  name: z.string(),
  enrolledAt: z.int(),
  templates: z.int(),
  /** False where no template is of the encoder in use: the person must be enrolled again. */
  comparable: z.boolean(),
});
export type PersonSummary = z.infer<typeof personSummarySchema>;

export const personDetailSchema = personSummarySchema.extend({
  /** How the person agreed, when, to which text, and who wrote it down; null for rows of before. */
  consent: z.string(),
  consentAt: z.int(),
  consentTextVersion: z.int().nullable(),
  consentBy: z.string().nullable(),
  /** When consent was withdrawn; then nothing of the face is kept. */
  withdrawnAt: z.int().nullable(),
  hasPin: z.boolean(),
  /** From when on the person is to be forgotten; null for never by date. */
  endsAt: z.int().nullable(),
  /** Mean squared L2 distance of the comparable templates to their mean; null below two of them. */
  spread: z.number().nullable(),
  photosKept: z.int(),
  templateList: z.array(
    z.strictObject({
      source: z.string(),
      quality: z.number(),
      createdAt: z.int(),
      comparable: z.boolean(),
    }),
  ),
  lastSeenAt: z.int().nullable(),
});
export type PersonDetail = z.infer<typeof personDetailSchema>;

/**
 * The receipt of an erasure. `kept`: what stays and why, as codes: the log's rows (ids and times
 * only), the person without their face after a withdrawal. `copies`: copies of the keys that could
 * not be renewed; whoever holds one could still read older backups.
 */
export const removalSchema = z.strictObject({
  id: z.string(),
  name: z.string(),
  templates: z.int(),
  photos: z.int(),
  at: z.int(),
  /** Row of the log that records it. */
  seq: z.int(),
  /** Whether the person stays, without anything of their face. */
  withdrawn: z.boolean(),
  keyDestroyed: z.boolean(),
  copiesRenewed: z.int(),
  copies: z.array(z.string()),
});
export type Removal = z.infer<typeof removalSchema>;

export const eventKinds = [
  'identify',
  'verify',
  'enrol',
  'add-photos',
  /** The operator decided that `personId`, being enrolled, is not `claimedId`. */
  'distinct',
  'remove',
  /** Another model pack, another risk, another zone; what was trained here taken or given back. */
  'models',
  'risk',
  'zone',
  'training',
  'station',
  /** The consent of somebody: given, withdrawn. */
  'consent',
  'pin',
  /** Who worked at the station, and who may. */
  'sign-in',
  'sign-out',
  'user',
  /** Keys: station key rotated, protection or recovery key changed. */
  'key',
  'backup',
  'restore',
  /** Something left the station: a person's data, the log. */
  'export',
  'retention',
  'privacy',
  'camera',
  'clock',
  'start',
  'stop',
  /** The log itself: verified, taken over from an earlier version, old segments dropped. */
  'log',
] as const;

/**
 * One row of the log. It keeps ids, never names or encodings: `name` is looked up when the log is
 * read, so a removed person is an id only. `at` is milliseconds since 1970, UTC.
 */
export const stationEventSchema = z.strictObject({
  seq: z.int(),
  at: z.int(),
  kind: z.enum(eventKinds),
  outcome: z.enum(['match', 'no-match', 'refused', 'done']),
  personId: z.string().nullable(),
  name: z.string().nullable(),
  claimedId: z.string().nullable(),
  claimedName: z.string().nullable(),
  distance: z.number().nullable(),
  threshold: z.number().nullable(),
  // A row with a code that this version does not know is still a row of the log.
  code: errorCode.nullable().catch('internal'),
  source: z.enum(['camera', 'photo', 'operator', 'station']),
  /** What was set: mode, dial and target; packs from → to; zone. Null for anything else. */
  detail: z.string().nullable(),
  /** Who did it: see `actorOf` in access.ts. Null in rows of before there were operators. */
  actor: z.string().nullable(),
});
export type StationEvent = z.infer<typeof stationEventSchema>;

export const doctorReportSchema = z.strictObject({
  ok: z.boolean(),
  checks: z.array(z.strictObject({ name: z.string(), ok: z.boolean(), detail: z.string() })),
});
export type DoctorReport = z.infer<typeof doctorReportSchema>;

const health = z.strictObject({
  ok: z.boolean(),
  code: errorCode.optional(),
  message: z.string().optional(),
});

/** The four marks at the foot of the rail, less the camera, which the renderer knows itself. */
export const statusSchema = z.strictObject({
  version: z.string(),
  host: z.enum(['electron', 'browser', 'cli']),
  models: health.extend({ pack: z.string() }),
  vision: health,
  store: health,
  people: z.int(),
  needEnrolment: z.int(),
  /** Identification's threshold with today's people; 0 where nothing can match. */
  threshold: z.number(),
  thresholdNote: z.string(),
  /** What an operator should know whatever view is open, the gravest first. */
  banners: z.array(z.strictObject({ code: errorCode, message: z.string() })),
});
export type Status = z.infer<typeof statusSchema>;
