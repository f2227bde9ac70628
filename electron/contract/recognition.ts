import { z } from 'zod';
import { comparatorKinds } from './comparator.ts';
import { personRefSchema } from './person-ref.ts';

/** The two questions, each with a risk of its own. */
export const checkModes = ['verify', 'identify'] as const;
export type CheckMode = (typeof checkModes)[number];

export const dials = ['convenience', 'balanced', 'strict', 'custom'] as const;
export type Dial = (typeof dials)[number];

/**
 * What each dial promises. Verification: false match rate (FMR) of one comparison with the claimed
 * person. Identification: false positive identification rate (FPIR), the share of attempts by
 * strangers that are taken for anybody, whatever the number of people enrolled.
 */
export const dialTargets: Readonly<
  Record<CheckMode, Readonly<Record<Exclude<Dial, 'custom'>, number>>>
> = {
  verify: { convenience: 1e-4, balanced: 1e-5, strict: 1e-6 },
  identify: { convenience: 1e-2, balanced: 1e-3, strict: 1e-4 },
};

/** Targets beyond these are no risk somebody can mean. */
export const targetLimits = { least: 1e-9, most: 0.5 } as const;

export const riskSettingSchema = z.strictObject({
  dial: z.enum(dials),
  /** FMR or FPIR. */
  target: z.number().min(targetLimits.least).max(targetLimits.most),
});
export type RiskSetting = z.infer<typeof riskSettingSchema>;

/** One mode's risk, and what it comes to with the people enrolled now. */
export const riskViewSchema = riskSettingSchema.extend({
  /** The comparator's distance below which two encodings count as one person's. */
  threshold: z.number(),
  /** FMR per comparison that the target allows, and its estimate and upper 95 % bound at the threshold. */
  fmrAllowed: z.number(),
  fmr: z.number(),
  fmrUpper95: z.number(),
  /** Expected share of looks at enrolled people that fall short of the threshold. */
  fnmr: z.number(),
  /** False where the data cannot support the target with today's people: see `leastTarget`. */
  supported: z.boolean(),
  /** The strictest target that can be promised with today's people. */
  leastTarget: z.number(),
});
export type RiskView = z.infer<typeof riskViewSchema>;

const counts = z.array(z.int().nonnegative());

/** Numbers of genuine and impostor comparisons by distance, in bins of one width from 0 up. */
export const scoreHistogramSchema = z.strictObject({
  binWidth: z.number().positive(),
  genuine: counts,
  impostor: counts,
});
export type ScoreHistogram = z.infer<typeof scoreHistogramSchema>;

/** Two enrolled people, and the distance of their pooled templates, the spread's share included. */
export const closePairSchema = z.strictObject({
  one: personRefSchema,
  other: personRefSchema,
  distance: z.number(),
});
export type ClosePair = z.infer<typeof closePairSchema>;

/** All the Recognition page shows. */
export const recognitionSchema = z.strictObject({
  pack: z.strictObject({
    name: z.string(),
    description: z.string(),
    encoderSha256: z.string(),
    /** How encodings are compared; thresholds and distances are this comparator's. */
    comparator: z.enum(comparatorKinds),
    models: z.array(
      z.strictObject({
        role: z.string(),
        name: z.string(),
        licence: z.string(),
        source: z.string(),
      }),
    ),
  }),
  /** What the thresholds were measured on; null where nobody measured the pack. */
  reference: z
    .strictObject({
      name: z.string(),
      date: z.string(),
      people: z.int(),
      photos: z.int(),
      impostorComparisons: z.int(),
      genuineComparisons: z.int(),
      histogram: scoreHistogramSchema,
      det: z.array(z.strictObject({ distance: z.number(), fmr: z.number(), fnmr: z.number() })),
    })
    .nullable(),
  people: z.int(),
  templates: z.int(),
  verify: riskViewSchema,
  identify: riskViewSchema,
  /** What more people would cost, at the identification target in use. */
  growth: z.array(
    z.strictObject({
      people: z.int(),
      threshold: z.number(),
      fnmr: z.number(),
      supported: z.boolean(),
    }),
  ),
  site: z.strictObject({
    /** Comparisons between different people of the gallery. */
    comparisons: z.int(),
    /** True where the site's own people called for a stricter threshold than the reference set. */
    stricter: z.boolean(),
    /** Closest first. */
    closest: z.array(closePairSchema),
  }),
});
export type Recognition = z.infer<typeof recognitionSchema>;

/** A pack's name is also a folder's. */
export const packNamePattern = /^[a-z0-9][a-z0-9-]{0,31}$/;

/** A model pack as the station knows it. */
export const packViewSchema = z.strictObject({
  name: z.string(),
  description: z.string(),
  inUse: z.boolean(),
  /** `ready`: all files are there and whole. `partial`: a download can go on. */
  state: z.enum(['ready', 'partial', 'absent', 'damaged']),
  /** Whether thresholds can be derived for it. */
  measured: z.boolean(),
  /** Whether templates of the pack in use serve it as well, or are converted: nobody is enrolled again. */
  converts: z.boolean(),
  encoderSha256: z.string(),
  bytes: z.int(),
  licences: z.array(z.string()),
});
export type PackView = z.infer<typeof packViewSchema>;

/** What a change of the pack came to. */
export const packChangeSchema = z.strictObject({
  from: z.string(),
  to: z.string(),
  /** People who can be compared at once: they had templates of this encoder, or kept photos. */
  comparable: z.int(),
  reencoded: z.int(),
  /** People who must be enrolled again before they are recognised. */
  enrolAgain: z.array(personRefSchema),
});
export type PackChange = z.infer<typeof packChangeSchema>;
