import { z } from 'zod';
import {
  accessViewSchema,
  beginRequestSchema,
  passwordSchema,
  protections,
  roles,
  userNameSchema,
  userSchema,
} from './access.ts';
import { frameSchema } from './frame.ts';
import {
  addPhotosRequestSchema,
  consentSchema,
  eventKinds,
  assessmentSchema,
  doctorReportSchema,
  enrolReportSchema,
  enrolRequestSchema,
  frameCheckSchema,
  personDetailSchema,
  personIdSchema,
  personSummarySchema,
  photoSchema,
  removalSchema,
  stationEventSchema,
  statusSchema,
} from './messages.ts';
import {
  checkModes,
  packChangeSchema,
  packNamePattern,
  packViewSchema,
  recognitionSchema,
  riskSettingSchema,
} from './recognition.ts';
import { personRefSchema } from './person-ref.ts';
import {
  backupNamePattern,
  backupsViewSchema,
  documentFormats,
  documentKinds,
  documentLanguages,
  keysViewSchema,
  logFormats,
  logReportSchema,
  pinSchema,
  privacyPolicySchema,
  privacyViewSchema,
  restoreReportSchema,
  savedFileSchema,
} from './trust.ts';
import { trainingRequestSchema, trainingViewSchema } from './training.ts';

/** Rows in one page of a list. */
export const maxPageRows = 500;

const page = { limit: z.int().min(1).max(maxPageRows) };
const nothing = z.strictObject({});
const packName = z.string().regex(packNamePattern);

/** Every message a renderer may send, with the schema of its request and of its answer. */
export const channels = {
  'station.status': { request: nothing, response: statusSchema },
  'station.doctor': { request: nothing, response: doctorReportSchema },
  'check.identify': {
    request: z.strictObject({ frame: frameSchema }),
    response: frameCheckSchema,
  },
  'check.verify': {
    request: z.strictObject({ frame: frameSchema, claimedId: personIdSchema }),
    response: frameCheckSchema,
  },
  'check.end': { request: nothing, response: nothing },
  'enrol.assess': {
    request: z.strictObject({ photo: photoSchema }),
    response: assessmentSchema,
  },
  'enrol.person': { request: enrolRequestSchema, response: enrolReportSchema },
  'people.list': {
    request: z.strictObject({
      query: z.string().max(200),
      offset: z.int().min(0),
      ...page,
    }),
    response: z.strictObject({ total: z.int(), people: z.array(personSummarySchema) }),
  },
  'people.get': { request: z.strictObject({ id: personIdSchema }), response: personDetailSchema },
  'people.addPhotos': { request: addPhotosRequestSchema, response: enrolReportSchema },
  /** A small JPEG of the person's face, where photos are kept. */
  'people.picture': {
    request: z.strictObject({ id: personIdSchema }),
    response: z.strictObject({ jpeg: z.instanceof(Uint8Array).nullable() }),
  },
  'people.remove': { request: z.strictObject({ id: personIdSchema }), response: removalSchema },
  /** Nothing of the face stays; the person may, with a PIN. */
  'people.withdraw': { request: z.strictObject({ id: personIdSchema }), response: removalSchema },
  /** A new consent, of somebody who had withdrawn it or to a new text. */
  'people.consent': {
    request: z.strictObject({ id: personIdSchema, consent: consentSchema }),
    response: personDetailSchema,
  },
  'people.setPin': {
    request: z.strictObject({ id: personIdSchema, pin: pinSchema.nullable() }),
    response: personDetailSchema,
  },
  /** From when on the person is to be forgotten. */
  'people.setEnd': {
    request: z.strictObject({ id: personIdSchema, endsAt: z.int().positive().nullable() }),
    response: personDetailSchema,
  },
  /** All that is kept about a person, in one sealed file, and the passphrase that opens it. */
  'people.export': {
    request: z.strictObject({ id: personIdSchema }),
    response: savedFileSchema.extend({ passphrase: z.string() }),
  },
  /** The way in that needs no face: the person's id and PIN. */
  'check.pin': {
    request: z.strictObject({ id: personIdSchema, pin: pinSchema }),
    response: z.strictObject({ person: personRefSchema }),
  },
  /** A camera is to be used: `allowed` is false for one that is refused by policy. */
  'camera.opened': {
    request: z.strictObject({ label: z.string().max(300) }),
    response: z.strictObject({ allowed: z.boolean() }),
  },
  'events.list': {
    request: z.strictObject({
      before: z.int().positive().optional(),
      /** Words that id, name, actor or detail contain. */
      query: z.string().max(200).optional(),
      kinds: z.array(z.enum(eventKinds)).max(eventKinds.length).optional(),
      /** Ms since 1970, both included. */
      from: z.int().optional(),
      to: z.int().optional(),
      ...page,
    }),
    response: z.strictObject({ total: z.int(), events: z.array(stationEventSchema) }),
  },
  'log.verify': { request: nothing, response: logReportSchema },
  /** The rows of a span of time, with a detached signature. */
  'log.export': {
    request: z.strictObject({
      format: z.enum(logFormats),
      from: z.int().optional(),
      to: z.int().optional(),
    }),
    response: z.strictObject({ file: savedFileSchema, signature: savedFileSchema }),
  },
  'access.view': { request: nothing, response: accessViewSchema },
  /** The first start. The recovery key is shown this once. */
  'access.begin': {
    request: beginRequestSchema,
    response: z.strictObject({ recoveryKey: z.string(), view: accessViewSchema }),
  },
  'access.unlock': {
    request: z.union([
      z.strictObject({ passphrase: passwordSchema }),
      z.strictObject({ recoveryKey: passwordSchema }),
    ]),
    response: accessViewSchema,
  },
  'access.signIn': {
    request: z.strictObject({ name: userNameSchema, password: passwordSchema }),
    response: accessViewSchema,
  },
  'access.signOut': { request: nothing, response: accessViewSchema },
  /** The password once more: good for the next message that needs it, for a minute. */
  'access.confirm': { request: z.strictObject({ password: passwordSchema }), response: nothing },
  /** Somebody is at the keyboard: the session goes on. */
  'access.touch': { request: nothing, response: nothing },
  'access.changePassword': {
    request: z.strictObject({ password: passwordSchema, next: passwordSchema }),
    response: nothing,
  },
  'users.list': { request: nothing, response: z.array(userSchema) },
  'users.add': {
    request: z.strictObject({
      name: userNameSchema,
      role: z.enum(roles),
      password: passwordSchema,
    }),
    response: z.array(userSchema),
  },
  'users.change': {
    request: z.strictObject({
      name: userNameSchema,
      role: z.enum(roles).optional(),
      password: passwordSchema.optional(),
      disabled: z.boolean().optional(),
    }),
    response: z.array(userSchema),
  },
  'users.remove': {
    request: z.strictObject({ name: userNameSchema }),
    response: z.array(userSchema),
  },
  'keys.view': { request: nothing, response: keysViewSchema },
  /** A new station key; every person's key is wrapped anew. */
  'keys.rotate': { request: nothing, response: keysViewSchema },
  'keys.protect': {
    request: z.strictObject({
      protection: z.enum(protections),
      passphrase: passwordSchema.optional(),
    }),
    response: keysViewSchema,
  },
  /** Another recovery key; the one before opens nothing any more. */
  'keys.newRecovery': {
    request: nothing,
    response: z.strictObject({ recoveryKey: z.string(), view: keysViewSchema }),
  },
  /** Somebody says that the recovery key is written down. */
  'keys.recoveryKept': { request: nothing, response: keysViewSchema },
  'backups.list': { request: nothing, response: backupsViewSchema },
  'backups.make': { request: nothing, response: backupsViewSchema },
  'backups.restore': {
    request: z.strictObject({ name: z.string().regex(backupNamePattern) }),
    response: restoreReportSchema,
  },
  /** Goes on with a database that lacks what was written last: see `store-behind`. */
  'backups.acceptLoss': { request: nothing, response: nothing },
  'privacy.view': { request: nothing, response: privacyViewSchema },
  'privacy.set': { request: privacyPolicySchema, response: privacyViewSchema },
  /** Runs the retention job now. */
  'privacy.run': { request: nothing, response: privacyViewSchema },
  'privacy.document': {
    request: z.strictObject({
      kind: z.enum(documentKinds),
      format: z.enum(documentFormats),
      language: z.enum(documentLanguages),
    }),
    response: savedFileSchema,
  },
  /** What the enroller shows the person before they agree. */
  'privacy.consentText': {
    request: nothing,
    response: z.strictObject({ text: z.string(), version: z.int() }),
  },
  'recognition.get': { request: nothing, response: recognitionSchema },
  'recognition.setRisk': {
    request: z.strictObject({ mode: z.enum(checkModes), risk: riskSettingSchema }),
    response: recognitionSchema,
  },
  'packs.list': { request: nothing, response: z.array(packViewSchema) },
  'packs.fetch': { request: z.strictObject({ name: packName }), response: packViewSchema },
  'packs.progress': {
    request: nothing,
    /** Of the fetch or change under way; null where there is none. */
    response: z
      .strictObject({
        what: z.enum(['fetch', 'change']),
        name: z.string(),
        done: z.number(),
        of: z.number(),
      })
      .nullable(),
  },
  'packs.use': { request: z.strictObject({ name: packName }), response: packChangeSchema },
  'training.get': { request: nothing, response: trainingViewSchema },
  'training.start': { request: trainingRequestSchema, response: trainingViewSchema },
  'training.stop': { request: nothing, response: trainingViewSchema },
  /** Uses the challenger of the contest, which must be better, from now on. */
  'training.adopt': { request: nothing, response: trainingViewSchema },
  'training.discard': { request: nothing, response: trainingViewSchema },
  /** Uses again what was in use before the challenger was adopted. */
  'training.back': { request: nothing, response: trainingViewSchema },
} as const;

export type Channel = keyof typeof channels;
export const channelNames = Object.keys(channels) as Channel[];

export type Request<C extends Channel> = z.input<(typeof channels)[C]['request']>;
export type Response<C extends Channel> = z.output<(typeof channels)[C]['response']>;

/** What the station says unasked: something changed, ask again for it. */
export const noticeSchema = z.enum([
  'status',
  'people',
  'events',
  'recognition',
  'packs',
  'training',
  'access',
  'users',
  'keys',
  'backups',
  'privacy',
]);
export type Notice = z.infer<typeof noticeSchema>;
