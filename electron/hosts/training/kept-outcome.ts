import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { ok, type Result } from '../../contract/errors.ts';
import { contestSchema } from '../../contract/training.ts';
import { fileError } from '../packs/file-error.ts';
import { replaceFile } from '../packs/replace-file.ts';
import type { TrainingPlaces } from './training-places.ts';

/**
 * A challenger that waits for a decision. The pack and comparator it was compared with must still
 * be in use when it is taken: against others nothing was shown.
 */
const keptOutcomeSchema = z.strictObject({
  contest: contestSchema,
  champion: z.strictObject({ encoderSha256: z.string(), comparator: z.string() }),
  challenger: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('pack'), name: z.string(), dir: z.string() }),
    z.strictObject({ kind: z.literal('comparator'), file: z.string() }),
  ]),
  /** Folder of people that an encoder was trained on; null for what is learnt from the site. */
  folder: z.string().nullable(),
});
export type KeptOutcome = z.infer<typeof keptOutcomeSchema>;

/** The latest training's challenger, which survives the window and the station. */
export class OutcomeShelf {
  readonly #places: TrainingPlaces;

  constructor(places: TrainingPlaces) {
    this.#places = places;
  }

  /** Null where there is none, or what is there was not written by this version. */
  async read(): Promise<KeptOutcome | null> {
    try {
      return keptOutcomeSchema.parse(JSON.parse(await readFile(this.#places.outcome, 'utf8')));
    } catch {
      return null;
    }
  }

  /** In the place of the one before, whole or not at all. Errors: store-full, store-unavailable. */
  async keep(outcome: KeptOutcome): Promise<Result<void>> {
    try {
      await replaceFile(this.#places.outcome, outcome);
      const { challenger } = outcome;
      await this.#removeOthers(challenger.kind === 'pack' ? challenger.dir : challenger.file);
      return ok(undefined);
    } catch (cause) {
      return { ok: false, error: fileError(cause) };
    }
  }

  /**
   * The challenger and all that is left of trainings on these folders: the crops show faces.
   * Errors: store-unavailable.
   */
  async discard(folders: readonly string[]): Promise<Result<void>> {
    try {
      await rm(this.#places.outcome, { force: true });
      await rm(this.#places.challengers, { recursive: true, force: true });
      for (const folder of folders) {
        await rm(this.#places.workOf(folder), { recursive: true, force: true });
      }
      return ok(undefined);
    } catch (cause) {
      return { ok: false, error: fileError(cause) };
    }
  }

  async #removeOthers(kept: string): Promise<void> {
    for (const name of await readdir(this.#places.challengers)) {
      const path = join(this.#places.challengers, name);
      if (path !== kept) await rm(path, { recursive: true, force: true });
    }
  }
}
