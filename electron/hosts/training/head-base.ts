import { dirname, resolve } from 'node:path';
import { openHead, type LinearHead } from '../../../native-models/head.ts';
import {
  loadManifest,
  packNamed,
  type Pack,
  type Scores,
} from '../../../native-models/manifest.ts';
import { ok, type Result } from '../../contract/errors.ts';
import { modelError } from '../../vision/model-error.ts';
import { withMeasuredScores } from '../packs/measured-scores.ts';
import { baseIdentity } from '../packs/relatives.ts';
import type { MeasuredPackFiles } from './job.ts';

/** The pack in use, which may have a head already, and the encoder below it. */
export interface HeadBase {
  readonly pack: Pack;
  readonly dir: string;
  /** The head in use; null where there is none. */
  readonly head: LinearHead | null;
  /** Marks the encoder's templates without a head: see `encoderIdentity`. */
  readonly identity: string;
  /** What was measured of the encoder without a head; null where nobody has. */
  readonly scores: Scores | null;
}

/** Errors: model-missing, model-damaged. */
export async function openHeadBase(files: MeasuredPackFiles): Promise<Result<HeadBase>> {
  const { pack: name, dir, manifestPath, measuredIn } = files;
  try {
    const read = packNamed(await loadManifest(manifestPath), name);
    const pack = await withMeasuredScores(read, measuredIn);
    const head = await openHead(pack, dir);
    // An added pack has its manifest in its own folder; the station's own packs share one.
    const isAdded = resolve(dirname(manifestPath)) === resolve(dir);
    const identity = baseIdentity({ pack, origin: isAdded ? 'added' : 'bundled' });
    const scores = pack.head === undefined ? pack.scores : pack.head.baseScores;
    return ok({ pack, dir, head, identity, scores });
  } catch (cause) {
    return { ok: false, error: modelError(cause) };
  }
}
