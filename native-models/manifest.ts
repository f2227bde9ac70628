import { basename } from 'node:path';
import { z } from 'zod';
import { ModelFault } from './faults.ts';
import { floatsFromBase64 } from './floats.ts';
import { readManifestText, type WholeFile } from './read-whole.ts';

export { describeFault, ModelFault } from './faults.ts';
export { floatsFromBase64, floatsToBase64 } from './floats.ts';
export { readWhole } from './read-whole.ts';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const point = z.tuple([z.number(), z.number()]);
/** Shown in terminals and logs: no control characters, which could make them say something else. */
const words = z.string().regex(/^\P{Cc}*$/u, { error: 'has control characters in it' });

/** Inside the pack's folder. */
const fileName = z.string().regex(/^\w[\w.-]*$/);

const modelSchema = z.strictObject({
  role: z.enum(['detector', 'landmarks', 'encoder', 'liveness']),
  /**
   * How the station reads its output. Detectors: `ssd-mobilenet` (boxes), `yunet` (boxes and five
   * points). Landmarks: `ibug68`. Encoders: `encoder`. Liveness: `minifasnet`, not used yet.
   */
  kind: z.enum(['ssd-mobilenet', 'yunet', 'ibug68', 'encoder', 'minifasnet']),
  name: words,
  file: fileName,
  source: words,
  /** Where the very bytes of `sha256` can be downloaded; absent where they are made or given. */
  address: z.url({ protocol: /^https$/ }).optional(),
  licence: words,
  bytes: z.int().positive(),
  sha256,
  input: z.strictObject({
    /** May be left out where the model has one input only. */
    name: words.optional(),
    /** A string is a dimension chosen at run time. */
    shape: z.array(z.union([z.int().positive(), words])),
    layout: z.enum(['NCHW', 'NHWC']),
    colourOrder: z.enum(['RGB', 'BGR']),
    /** What the darkest and the brightest value of a pixel become: the model's normalisation. */
    range: point.refine(([darkest, brightest]) => darkest !== brightest, {
      error: 'darkest and brightest are the same, so every picture would be',
    }),
  }),
  /** The name may be left out where the model has one output only. */
  outputs: z.array(z.strictObject({ name: words.optional(), meaning: words })).min(1),
});

/** Of a chip's side; a pack's points lie within, or a little outside. */
const place = z.tuple([z.number().min(-1).max(2), z.number().min(-1).max(2)]);
/** Each chip is a run of the encoder for every face. */
const maxPaddings = 8;

const alignmentSchema = z.strictObject({
  template: words,
  /** Side of the chip, px. */
  size: z.int().positive(),
  /**
   * What `indices` count: the 68 points of iBUG 300-W, which need a landmark model, or the five
   * that a detector gives (image-left eye, image-right eye, nose, image-left and -right mouth corner).
   */
  landmarks: z.enum(['ibug68', 'five']),
  /** Numbers of the landmarks that are fitted, and where they belong in the unpadded template. */
  indices: z.array(z.int().nonnegative()).min(2),
  points: z
    .array(place)
    .min(2)
    .refine(([first, ...others]) => others.some(([x, y]) => x !== first?.[0] || y !== first[1]), {
      error: 'all points coincide, so no face could be aligned by them',
    }),
  /**
   * One chip is cut per padding p: template position t goes to (t + p) / (1 + 2p) of the chip's
   * side. The encoding is the mean over the chips.
   */
  paddings: z.array(z.number().min(0).max(1)).min(1).max(maxPaddings),
  /** Whether each chip's mirror image counts too. */
  mirror: z.boolean(),
  source: words,
});

const quantileSchema = z.strictObject({
  /** False match rate per comparison of two photos of different people. */
  fmr: z.number().positive().max(1),
  /** Upper 95 % bound of the FMR at this distance, people resampled. */
  fmrUpper95: z.number().positive().max(1),
  /** Squared L2 distance below which that share of the impostor comparisons falls, 0..4. */
  distance: z.number().min(0).max(4),
  /** Share of the genuine comparisons at or above that distance. */
  fnmr: z.number().min(0).max(1),
});

/** Of a table of scores; a fine one has some hundred. Every threshold is looked up in it. */
const maxRows = 10_000;

/** Numbers in single precision, little-endian, in base64. */
const floats = z.base64().max(4 * 1024 * 1024);

/**
 * The reference set's encodings as a normal distribution: a photo's encoding is mean + between-person
 * part + within-person part, brought to unit length. No person's data.
 */
const populationSchema = z.strictObject({
  mean: floats,
  /** Covariances: the lower triangle with the diagonal, row by row. */
  between: floats,
  within: floats,
});

/** What was measured of a pack on a reference set. */
export const scoresSchema = z.strictObject({
  measure: z.literal('squared L2 distance of unit encodings'),
  reference: words,
  date: z.iso.date(),
  people: z.int().positive(),
  photos: z.int().positive(),
  impostorComparisons: z.int().positive(),
  genuineComparisons: z.int().positive(),
  /**
   * How the spread of both sides stretches the distance of pooled encodings, so that the bounds of
   * the FMR hold however many photos were pooled. `models measure` fits it.
   */
  spread: z.strictObject({
    weight: z.number().min(0).max(1),
    /** Spread of very many photos of one person, on average. */
    expected: z.number().min(0).max(1),
  }),
  /** By rising FMR; none below what the comparisons support. */
  quantiles: z.array(quantileSchema).min(2).max(maxRows),
  /** Comparisons by distance, in bins of one width from 0 up. */
  histogram: z.strictObject({
    binWidth: z.number().positive(),
    genuine: z.array(z.int().nonnegative()).max(maxRows),
    impostor: z.array(z.int().nonnegative()).max(maxRows),
  }),
  /** Carries the table over to a head of the encoder; without it a head has no thresholds. */
  population: populationSchema.optional(),
});

/** A comparator that was learnt for the encoder: see electron/contract/comparator.ts. */
function learntSchema<Measure extends string>(measure: Measure) {
  return z.strictObject({
    /** One per component, none negative, of length 2. */
    weights: floats.refine((text) => weightsOf(text) !== null, {
      error: 'are not weights of length 2, none of them negative',
    }),
    /** P(one person) = σ(bias − slope·dissimilarity), both being equally likely beforehand. */
    calibration: z.strictObject({ slope: z.number().positive(), bias: z.number() }),
    /** Of people that it was not learnt from. */
    scores: scoresSchema.extend({ measure: z.literal(measure) }),
  });
}

/** By kind. The squared L2 distance needs none: its scores are the pack's. */
export const comparatorSchemas = {
  logistic: learntSchema('weighted L1 distance of unit encodings'),
  chi2: learntSchema('weighted chi-square distance of unit encodings'),
} as const;

const comparatorsSchema = z.strictObject({
  logistic: comparatorSchemas.logistic.optional(),
  chi2: comparatorSchemas.chi2.optional(),
});

/** A linear map of the encodings: see head.ts. */
const headSchema = z.strictObject({
  file: fileName,
  bytes: z.int().positive(),
  sha256,
  /** Marks the templates of the encoder without this head: see `encoderIdentity`. */
  base: sha256,
  /** What was measured of that encoder: other heads' tables come from it. */
  baseScores: scoresSchema.nullable(),
});

/** A comparator's weights; null where they are none: below 0, or not of length 2. */
export function weightsOf(text: string): Float32Array | null {
  const weights = floatsFromBase64(text);
  if (weights === null || !weights.every((weight) => weight >= 0)) return null;
  return Math.abs(Math.hypot(...weights) - 2) <= lengthTolerance ? weights : null;
}

/** What rounding to single precision may make of a length; it stays far below. */
const lengthTolerance = 1e-4;

const packFields = z.strictObject({
  /** Also the name of its folder. */
  name: z.string().regex(/^[a-z0-9][a-z0-9-]{0,31}$/),
  description: words,
  encodingLength: z.int().positive(),
  models: z.array(modelSchema).min(1),
  alignment: alignmentSchema,
  /** What the encoder's encodings go through before anybody compares them. */
  head: headSchema.optional(),
  /** Null where nobody has measured the pack: then it has no threshold and cannot be used. */
  scores: scoresSchema.nullable().default(null),
  /** Other ways to compare its encodings. */
  comparators: comparatorsSchema.optional(),
  notes: z.array(words),
});

const packSchema = packFields.refine(
  ({ comparators = {}, encodingLength }) =>
    Object.values(comparators).every(
      (learnt) => learnt === undefined || weightsOf(learnt.weights)?.length === encodingLength,
    ),
  {
    error: 'comparators: the weights are as many as the encoding has components',
    path: ['comparators'],
  },
);

const manifestSchema = z.strictObject({ version: z.literal(2), packs: z.array(packSchema).min(1) });

export type Manifest = z.infer<typeof manifestSchema>;
export type Pack = z.infer<typeof packSchema>;
export type Scores = z.infer<typeof scoresSchema>;
export type LearntComparator = z.infer<(typeof comparatorSchemas)['logistic' | 'chi2']>;
export type ModelEntry = Pack['models'][number];
export type ModelRole = ModelEntry['role'];
export type Population = z.infer<typeof populationSchema>;

/** A file of a pack: a model's, or its head's. */
export interface PackFile extends WholeFile {
  /** Absent where it cannot be downloaded. */
  readonly address?: string | undefined;
}

/** All files of a pack, as they must be before any of them is used. */
export function filesOf({ models, head }: Pick<Pack, 'models' | 'head'>): readonly PackFile[] {
  return head === undefined ? models : [...models, head];
}

/** @throws ModelFault when the file cannot be read (missing, unreadable) or is none (damaged). */
export async function loadManifest(path: string): Promise<Manifest> {
  const text = await readManifestText(path);
  try {
    return manifestSchema.parse(JSON.parse(text));
  } catch (cause) {
    throw new ModelFault(
      basename(path),
      'damaged',
      cause instanceof z.ZodError ? firstIssue(cause) : cause,
    );
  }
}

/** A schema's own message is a page of JSON. */
function firstIssue({ issues }: z.ZodError): Error {
  const [first] = issues;
  return new Error(first ? `${first.path.join('.')}: ${first.message}` : 'not a manifest');
}

/** @throws Error when the manifest has no such pack. */
export function packNamed(manifest: Manifest, name: string): Pack {
  const pack = manifest.packs.find((candidate) => candidate.name === name);
  if (pack === undefined) throw new Error(`the manifest has no pack '${name}'`);
  return pack;
}

/** The pack's model of a role; undefined where it has none. */
export function findModel(pack: Pack, role: ModelRole): ModelEntry | undefined {
  return pack.models.find((candidate) => candidate.role === role);
}

/** @throws Error when the pack has no model of that role. */
export function modelOf(pack: Pack, role: ModelRole): ModelEntry {
  const model = findModel(pack, role);
  if (model === undefined) throw new Error(`pack '${pack.name}' has no ${role}`);
  return model;
}
