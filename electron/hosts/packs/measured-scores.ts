import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { scoresSchema, type Pack, type Scores } from '../../../native-models/manifest.ts';
import { ok, type Result } from '../../contract/errors.ts';
import { fileError } from './file-error.ts';
import { replaceFile } from './replace-file.ts';

/** What was measured here of a pack, in its folder. A manifest is never written to. */
const scoresFile = 'scores.json';

const measuredSchema = z.strictObject({
  /** Of what was measured: scores of other models, or of another alignment, say nothing. */
  measured: z.string(),
  scores: scoresSchema,
});

/** The pack with the scores that were measured here, where they are of what it is now. */
export async function withMeasuredScores(pack: Pack, dir: string): Promise<Pack> {
  try {
    const text = await readFile(join(dir, scoresFile), 'utf8');
    const { measured, scores } = measuredSchema.parse(JSON.parse(text));
    return measured === fingerprint(pack) ? { ...pack, scores } : pack;
  } catch {
    // Nobody measured it here, or what was written is none: the manifest's scores hold.
    return pack;
  }
}

/**
 * Keeps what was measured here of a pack in its folder within the data folder, whole or not at
 * all. Errors: store-full, store-unavailable.
 */
export async function keepMeasuredScores(
  pack: Pack,
  dir: string,
  scores: Scores,
): Promise<Result<void>> {
  try {
    await replaceFile(join(dir, scoresFile), { measured: fingerprint(pack), scores });
    return ok(undefined);
  } catch (cause) {
    return { ok: false, error: fileError(cause) };
  }
}

/** Of all that decides how far apart two photos are. */
export function fingerprint({ models, alignment, head }: Pack): string {
  return createHash('sha256').update(JSON.stringify({ models, alignment, head })).digest('hex');
}
