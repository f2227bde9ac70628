import { z } from 'zod';
import { protections } from './access.ts';

/** What protects the station key: one slot each. */
export const keySlotSchema = z.strictObject({
  kind: z.enum([...protections, 'recovery']),
  since: z.int(),
});

export const keysViewSchema = z.strictObject({
  slots: z.array(keySlotSchema),
  /** When the station key was made or last rotated. */
  keySince: z.int(),
  /** When somebody confirmed that the recovery key is written down; null for not yet. */
  recoveryKeptAt: z.int().nullable(),
  personKeys: z.int(),
});
export type KeysView = z.infer<typeof keysViewSchema>;

/**
 * `edited`: a row's content is not what was written. `removed`: rows between two are gone.
 * `reordered`: rows stand at each other's places. `truncated`: the newest rows are gone.
 * `forged`: a row that the station never wrote. `forged-head`: a signed head, stub or the tail is
 * not the station's.
 */
export const logDamages = [
  'edited',
  'removed',
  'reordered',
  'truncated',
  'forged',
  'forged-head',
] as const;
export type LogDamage = (typeof logDamages)[number];

export const logReportSchema = z.strictObject({
  ok: z.boolean(),
  /** Rows looked at. */
  rows: z.int(),
  /** Number (seq) of the first bad row; of a truncated log, the first that is missing. */
  firstBad: z.int().optional(),
  damage: z.enum(logDamages).optional(),
  /** Oldest and newest row there are, and the newest signed head. */
  from: z.int().nullable(),
  to: z.int().nullable(),
  signedTo: z.int().nullable(),
  signedAt: z.int().nullable(),
  /** Rows that retention has dropped before `from`, by a signed stub. */
  dropped: z.int(),
  publicKey: z.string(),
});
export type LogReport = z.infer<typeof logReportSchema>;

export const logFormats = ['jsonl', 'csv'] as const;

/** Backup files are named by the station: see hosts/backup. */
export const backupNamePattern = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/u;

export const backupSchema = z.strictObject({
  name: z.string(),
  madeAt: z.int(),
  bytes: z.int(),
  people: z.int(),
  events: z.int(),
  /** Whether it is of this station and can be opened with its keys. */
  usable: z.boolean(),
});
export const backupsViewSchema = z.strictObject({
  backups: z.array(backupSchema),
  /** Where they lie, to be read by people. */
  folder: z.string(),
  /** When the copy of the keys beside them was last renewed; null where there is none. */
  keysCopiedAt: z.int().nullable(),
});
export type BackupsView = z.infer<typeof backupsViewSchema>;

export const restoreReportSchema = z.strictObject({
  name: z.string(),
  madeAt: z.int(),
  people: z.int(),
  /** Ids of people who were erased since, and so cannot come back. */
  forgotten: z.array(z.string()),
  /** Newer rows of the log that were kept although the backup does not have them. */
  eventsKept: z.int(),
  /**
   * Whether users, passwords, PINs and end dates are those of the backup again, since those of the database
   * it replaced could not be had: somebody removed since could sign in.
   */
  usersOfThen: z.boolean(),
  /** People who withdrew, or were enrolled anew, since: they are as they are now, without a face. */
  peopleOfNow: z.int(),
  /** Keys of the settings that were others before, and are as in the backup now. */
  settingsOfThen: z.array(z.string()),
});
export type RestoreReport = z.infer<typeof restoreReportSchema>;

const days = z.int().min(1).max(36_500).nullable();

/** How long each kind of data is kept, in days; null for without end. */
export const retentionSchema = z.strictObject({
  /** Faces of people after they were last recognised (or enrolled). */
  templates: days,
  /** Kept enrolment photos, after they were taken. */
  photos: days,
  /** Rows of the log. */
  events: days,
});
export type Retention = z.infer<typeof retentionSchema>;

export const privacyPolicySchema = z.strictObject({
  retention: retentionSchema,
  /** What a person agrees to, in words. A changed text is a new version. */
  consentText: z.string().trim().min(1).max(5000),
  /** Who answers for the data, as the documents name them; may be empty. */
  controller: z.string().trim().max(500),
  contact: z.string().trim().max(500),
  purpose: z.string().trim().max(1000),
  virtualCameras: z.enum(['refuse', 'allow']),
});
export type PrivacyPolicy = z.infer<typeof privacyPolicySchema>;

/**
 * One thing a data protection officer wants to see, with how the station knows. Figures by topic
 * (times in ms; null for never or unknown):
 * `sealed`: rows, sealed, bad. `keys`: kinds ("passphrase recovery"), since, recoveryKeptAt.
 * `consent`: people, missing, withdrawn, version. `retention`: lastRunAt, overdue, clockDoubted (0, 1).
 * `snapshots`: pictures. `log`: rows, verifiedAt, firstBad. `backup`: lastAt. `network`: open (0, 1).
 * `users`: users and how many of each role, by its name.
 */
export const privacyFactSchema = z.strictObject({
  topic: z.enum([
    'sealed',
    'keys',
    'consent',
    'retention',
    'snapshots',
    'log',
    'backup',
    'network',
    'users',
  ]),
  ok: z.boolean(),
  /** Numbers and dates of the case, by name; the renderer has the words. */
  figures: z.record(z.string(), z.union([z.number(), z.string(), z.null()])),
});
export type PrivacyFact = z.infer<typeof privacyFactSchema>;

export const privacyViewSchema = z.strictObject({
  policy: privacyPolicySchema,
  consentTextVersion: z.int(),
  facts: z.array(privacyFactSchema),
  /** What the retention job did last; null where it has not run. */
  lastRun: z
    .strictObject({ at: z.int(), people: z.int(), photos: z.int(), events: z.int() })
    .nullable(),
});
export type PrivacyView = z.infer<typeof privacyViewSchema>;

export const documentKinds = ['record', 'assessment'] as const;
export const documentFormats = ['markdown', 'html'] as const;
export const documentLanguages = ['en', 'de'] as const;

/** A file for the operator to save. */
export const savedFileSchema = z.strictObject({
  name: z.string(),
  bytes: z.instanceof(Uint8Array),
});

export const pinSchema = z.string().regex(/^\d{4,16}$/u, 'a PIN has 4 to 16 digits');
