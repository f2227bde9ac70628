import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { comparatorSchemas, weightsOf, type Pack } from '../../../native-models/manifest.ts';
import { fail, ok, type Result } from '../../contract/errors.ts';
import { fileError } from './file-error.ts';
import { fingerprint } from './measured-scores.ts';
import { replaceFile } from './replace-file.ts';

/** What was learnt here of a pack, in its folder. A manifest is never written to. */
const comparatorsFile = 'comparators.json';
/** The newest so many are kept: the one in use, those to go back to, and none without end. */
const mostKept = 8;

const learntHereSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('logistic'), learnt: comparatorSchemas.logistic }),
  z.strictObject({ kind: z.literal('chi2'), learnt: comparatorSchemas.chi2 }),
]);
/** A comparator as a training leaves it. */
export type LearntHere = z.infer<typeof learntHereSchema>;

/** The file a training writes: the comparator, and of what it was learnt. */
const challengerSchema = z.strictObject({ of: z.string(), comparator: learntHereSchema });

const keptSchema = z.strictObject({
  /** Of what they were learnt: for other models, or another alignment, they are worth nothing. */
  of: z.string(),
  /** Oldest first. */
  comparators: z.array(learntHereSchema).max(mostKept),
});

/** What a comparator that was learnt here is called in the settings: its kind and its content. */
export function choiceOfLearnt({ kind, learnt }: LearntHere): string {
  const { weights, calibration, scores } = learnt;
  const rows = scores.quantiles.map((row) => [row.fmr, row.fmrUpper95, row.distance, row.fnmr]);
  // In an order of its own: what was read from a file has its fields in the schema's.
  const decides = [
    ...[weights, calibration.slope, calibration.bias],
    ...[scores.spread.weight, scores.spread.expected, rows],
  ];
  const digest = createHash('sha256').update(JSON.stringify(decides)).digest('hex');
  return `${kind}:${digest.slice(0, 12)}`;
}

/** Those learnt here for the pack as it is now, oldest first. Errors: comparator-missing (damaged). */
export async function learntComparators(pack: Pack, dir: string): Promise<Result<LearntHere[]>> {
  let text: string;
  try {
    text = await readFile(join(dir, comparatorsFile), 'utf8');
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return ok([]);
    return fail('comparator-missing', `${comparatorsFile} cannot be read`);
  }
  const kept = keptSchema.safeParse(parsed(text));
  if (!kept.success || !kept.data.comparators.every((one) => fits(one, pack))) {
    return fail('comparator-missing', `${comparatorsFile} is damaged`);
  }
  return ok(kept.data.of === fingerprint(pack) ? kept.data.comparators : []);
}

/**
 * Keeps what was learnt here of a pack in its folder within the data folder, whole or not at all,
 * and gives what it is called in the settings. Those that are `inUse` stay, however old, as long as
 * others can go.
 * Errors: store-full, store-unavailable, comparator-missing.
 */
export async function keepLearntComparator(
  pack: Pack,
  dir: string,
  comparator: LearntHere,
  inUse: readonly string[] = [],
): Promise<Result<string>> {
  const kept = await learntComparators(pack, dir);
  // What is damaged is of no use to anybody.
  const before = kept.ok ? kept.value : [];
  const choice = choiceOfLearnt(comparator);
  const others = before.filter((one) => choiceOfLearnt(one) !== choice);
  while (others.length >= mostKept) {
    const oldest = others.findIndex((one) => !inUse.includes(choiceOfLearnt(one)));
    others.splice(Math.max(0, oldest), 1);
  }
  try {
    const content = { of: fingerprint(pack), comparators: [...others, comparator] };
    await replaceFile(join(dir, comparatorsFile), content);
    return ok(choice);
  } catch (cause) {
    return { ok: false, error: fileError(cause) };
  }
}

/** Writes a training's challenger to a file of its own. Errors: store-full, store-unavailable. */
export async function writeChallenger(
  pack: Pack,
  path: string,
  comparator: LearntHere,
): Promise<Result<void>> {
  try {
    await replaceFile(path, { of: fingerprint(pack), comparator });
    return ok(undefined);
  } catch (cause) {
    return { ok: false, error: fileError(cause) };
  }
}

/** Errors: comparator-missing where the file is none, or of another pack. */
export async function readChallenger(pack: Pack, path: string): Promise<Result<LearntHere>> {
  const text = await readFile(path, 'utf8').catch(() => '');
  const read = challengerSchema.safeParse(parsed(text));
  if (!read.success) return fail('comparator-missing', 'the challenger cannot be read');
  const { of, comparator } = read.data;
  if (of !== fingerprint(pack) || !fits(comparator, pack)) {
    return fail('comparator-missing', 'the challenger was learnt for other models');
  }
  return ok(comparator);
}

function fits({ learnt }: LearntHere, { encodingLength }: Pack): boolean {
  return weightsOf(learnt.weights)?.length === encodingLength;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
