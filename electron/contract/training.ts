import { z } from 'zod';
import { comparatorKinds } from './comparator.ts';
import { errorCodes } from './errors.ts';
import { personRefSchema } from './person-ref.ts';
import { checkModes } from './recognition.ts';

/**
 * What can be trained. `encoder`: a network of its own, from a folder of people. `head`: a linear map
 * of the encodings in use, from the people enrolled. `logistic`: another way to compare encodings.
 */
export const trainingKinds = ['encoder', 'head', 'logistic'] as const;
export type TrainingKind = (typeof trainingKinds)[number];

/** How triplets are chosen: see native-models/training/mining.ts. */
export const minings = ['semi-hard', 'batch-hard'] as const;
export type Mining = (typeof minings)[number];

/** Sides an encoder's chip may have, px. */
export const chipSizes = [64, 80, 96, 112, 128] as const;

/** A folder of people in the data folder's `training` folder: no message names a path. */
export const trainingFolderPattern = /^[\p{L}\p{N}][\p{L}\p{N}._ -]{0,63}$/u;

export const trainingRequestSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('encoder'),
    /** Name of a folder: see `trainingFolderPattern`. */
    folder: z.string().regex(trainingFolderPattern),
    minutes: z
      .number()
      .min(1)
      .max(24 * 60),
    size: z.literal(chipSizes),
    margin: z.number().min(0.01).max(2),
    mining: z.enum(minings),
    /** Go on where a run of the same folder and settings was stopped. */
    resume: z.boolean(),
  }),
  z.strictObject({ kind: z.literal('head') }),
  z.strictObject({ kind: z.literal('logistic') }),
]);
export type TrainingRequest = z.infer<typeof trainingRequestSchema>;

/** One look at a run. Null: not measured at this look, or it has no meaning for this kind. */
export const trainingPointSchema = z.strictObject({
  /** Seconds of training so far; those before a resume count. */
  seconds: z.number(),
  /** Images, or for a head and a logistic unit encodings and pairs, gone through so far. */
  images: z.int(),
  loss: z.number(),
  /** Share of the triplets looked at that still cost something, 0..1. */
  active: z.number().nullable(),
  /** Verification accuracy on people held out, 0.5..1. */
  accuracy: z.number().nullable(),
});
export type TrainingPoint = z.infer<typeof trainingPointSchema>;

export const trainingStages = ['reading', 'training', 'measuring'] as const;
export type TrainingStage = (typeof trainingStages)[number];

/** What a run says while it is under way. */
export const trainingProgressSchema = z.strictObject({
  stage: z.enum(trainingStages),
  /** Of this stage, 0..1. */
  done: z.number().min(0).max(1),
  /** Of the whole run, s; null where nobody can say yet. */
  secondsLeft: z.number().nullable(),
  imagesPerSecond: z.number().nullable(),
  /** Null where this look has nothing new to draw. */
  point: trainingPointSchema.nullable(),
});
export type TrainingProgress = z.infer<typeof trainingProgressSchema>;

/** Two people held out whose photos are confused most easily. */
const closePair = z.strictObject({
  one: personRefSchema,
  other: personRefSchema,
  distance: z.number(),
});

/** One of the two that are compared on the people held out. */
export const contestantSchema = z.strictObject({
  /** What it is called: a pack's name, or a comparator's kind. */
  name: z.string(),
  /** Equal error rate, 0..1, with its 95 % interval (people resampled). */
  eer: z.number(),
  eerLow95: z.number(),
  eerHigh95: z.number(),
  /** Verification accuracy at the best threshold, genuine and impostor pairs weighing the same. */
  accuracy: z.number(),
  /** By rising FMR. */
  det: z.array(z.strictObject({ fmr: z.number(), fnmr: z.number() })),
  /** Closest impostor pairs first, at most ten. */
  closest: z.array(closePair),
});
export type Contestant = z.infer<typeof contestantSchema>;

/** Champion (what is in use) and challenger (what was trained), on people neither learnt from. */
export const contestSchema = z.strictObject({
  kind: z.enum(trainingKinds),
  heldOut: z.strictObject({
    people: z.int(),
    photos: z.int(),
    genuine: z.int(),
    impostor: z.int(),
  }),
  champion: contestantSchema,
  challenger: contestantSchema,
  /** Champion's EER less the challenger's, with its 95 % interval (people resampled). */
  gain: z.strictObject({ estimate: z.number(), low95: z.number(), high95: z.number() }),
  /** True only where the whole interval of the gain is above 0. */
  better: z.boolean(),
  /** The pack that would be used; for a logistic unit null. */
  pack: z.string().nullable(),
  comparator: z.enum(comparatorKinds),
  /**
   * Upper 95 % bound of the FMR at the challenger's strictest threshold, 0..1: no stricter risk can
   * be promised with it. Null where nobody has measured it.
   */
  strictest: z.number().nullable(),
});
export type Contest = z.infer<typeof contestSchema>;

const failure = z.strictObject({ code: z.enum(errorCodes), message: z.string() });

/** A risk that is set, and that the challenger could not promise with today's people. */
export const unmetRiskSchema = z.strictObject({
  mode: z.enum(checkModes),
  /** What is set: FMR or FPIR. */
  target: z.number(),
  /** The strictest that could be promised: its threshold would hold. */
  least: z.number(),
});
export type UnmetRisk = z.infer<typeof unmetRiskSchema>;

/** All the Training page shows. */
export const trainingViewSchema = z.strictObject({
  /** Folders of people that can be trained on, and where to put them. */
  folders: z.array(z.strictObject({ name: z.string(), people: z.int() })),
  place: z.string(),
  /** The site's own people: those with two templates or more can be learnt from. */
  site: z.strictObject({ people: z.int(), usable: z.int(), needed: z.int() }),
  /** Null where nothing was started since the station was opened. */
  run: z
    .strictObject({
      request: trainingRequestSchema,
      state: z.enum(['running', 'stopping', 'stopped', 'done', 'failed']),
      startedAt: z.int(),
      progress: trainingProgressSchema.nullable(),
      curve: z.array(trainingPointSchema),
      error: failure.nullable(),
    })
    .nullable(),
  /** Of the latest run that ended; null where there is none, or it was discarded. */
  contest: contestSchema.nullable(),
  /** Risks that the challenger of this contest could not promise; none where there is no contest. */
  unmet: z.array(unmetRiskSchema),
  /** Folders of which a stopped training has left what it learnt and the faces cut out, by name. */
  left: z.array(z.string()),
  /** What is in use now, and what it took the place of: null where nothing was adopted. */
  adopted: z
    .strictObject({ kind: z.enum(trainingKinds), name: z.string(), before: z.string() })
    .nullable(),
});
export type TrainingView = z.infer<typeof trainingViewSchema>;
