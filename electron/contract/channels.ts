import { z } from 'zod';
import { frameSchema } from './frame.ts';
import {
  addPhotosRequestSchema,
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
  'events.list': {
    request: z.strictObject({ before: z.int().positive().optional(), ...page }),
    response: z.strictObject({ total: z.int(), events: z.array(stationEventSchema) }),
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
]);
export type Notice = z.infer<typeof noticeSchema>;
