import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { z } from 'zod';
import { faultOfReading, ModelFault } from './faults.ts';

export { describeFault, faultOfReading, ModelFault } from './faults.ts';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const point = z.tuple([z.number(), z.number()]);

const modelSchema = z.strictObject({
  role: z.enum(['detector', 'landmarks', 'encoder', 'liveness']),
  name: z.string(),
  /** File name inside the pack's folder. */
  file: z.string().regex(/^[\w.-]+$/),
  source: z.string(),
  licence: z.string(),
  bytes: z.int().positive(),
  sha256,
  input: z.strictObject({
    name: z.string(),
    /** A string is a dimension chosen at run time. */
    shape: z.array(z.union([z.int().positive(), z.string()])),
    layout: z.enum(['NCHW', 'NHWC']),
    colourOrder: z.enum(['RGB', 'BGR']),
    range: point,
  }),
  outputs: z.array(z.strictObject({ name: z.string(), meaning: z.string() })).min(1),
});

const alignmentSchema = z.strictObject({
  template: z.string(),
  /** Side of the chip, px. */
  size: z.int().positive(),
  /** Numbers of the landmarks that are fitted, and where they belong in the unpadded template. */
  indices: z.array(z.int().nonnegative()).min(2),
  points: z.array(point).min(2),
  /**
   * One chip is cut per padding p: template position t goes to (t + p) / (1 + 2p) of the chip's
   * side. The encoding is the mean over the chips.
   */
  paddings: z.array(z.number().nonnegative()).min(1),
  /** Whether each chip's mirror image counts too. */
  mirror: z.boolean(),
  source: z.string(),
});

const quantileSchema = z.strictObject({
  /** False match rate per comparison of two photos of different people. */
  fmr: z.number().positive().max(1),
  /** Squared L2 distance below which that share of the impostor comparisons falls, 0..4. */
  distance: z.number().min(0).max(4),
  /** Share of the genuine comparisons at or above that distance. */
  fnmr: z.number().min(0).max(1),
});

const scoresSchema = z.strictObject({
  measure: z.literal('squared L2 distance of unit encodings'),
  reference: z.string(),
  date: z.iso.date(),
  people: z.int().positive(),
  photos: z.int().positive(),
  impostorComparisons: z.int().positive(),
  genuineComparisons: z.int().positive(),
  /** By rising FMR. */
  quantiles: z.array(quantileSchema).min(1),
  /** The FMR whose distance is the threshold until an operator sets a risk. */
  defaultFmr: z.number().positive(),
});

const packSchema = z.strictObject({
  name: z.string(),
  description: z.string(),
  encodingLength: z.int().positive(),
  models: z.array(modelSchema).min(1),
  alignment: alignmentSchema,
  scores: scoresSchema,
  notes: z.array(z.string()),
});

const manifestSchema = z.strictObject({ version: z.literal(1), packs: z.array(packSchema).min(1) });

export type Manifest = z.infer<typeof manifestSchema>;
export type Pack = z.infer<typeof packSchema>;
export type ModelEntry = Pack['models'][number];
export type ModelRole = ModelEntry['role'];

/** @throws ModelFault when the file cannot be read (missing, unreadable) or is none (damaged). */
export async function loadManifest(path: string): Promise<Manifest> {
  const file = basename(path);
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new ModelFault(file, faultOfReading(cause), cause);
  });
  try {
    return manifestSchema.parse(JSON.parse(text));
  } catch (cause) {
    throw new ModelFault(file, 'damaged', cause instanceof z.ZodError ? firstIssue(cause) : cause);
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

/** @throws Error when the pack has no model of that role. */
export function modelOf(pack: Pack, role: ModelRole): ModelEntry {
  const model = pack.models.find((candidate) => candidate.role === role);
  if (model === undefined) throw new Error(`pack '${pack.name}' has no ${role}`);
  return model;
}

/** Whether a model file has the very bytes that the pack was measured with. */
export function isWhole(model: ModelEntry, bytes: Uint8Array): boolean {
  return createHash('sha256').update(bytes).digest('hex') === model.sha256;
}

/** The distance at the pack's default FMR: two encodings closer than this count as one person. */
export function defaultThreshold(pack: Pack): number {
  return distanceAt(pack, pack.scores.defaultFmr);
}

/** The measured distance at an FMR of the pack's table. @throws Error for any other FMR. */
export function distanceAt({ scores }: Pack, fmr: number): number {
  const quantile = scores.quantiles.find((row) => row.fmr === fmr);
  if (quantile === undefined) throw new Error(`no quantile at FMR ${fmr}`);
  return quantile.distance;
}
