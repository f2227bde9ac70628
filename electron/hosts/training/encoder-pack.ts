import { join, resolve } from 'node:path';
import { loadManifest, ModelFault, type Pack } from '../../../native-models/manifest.ts';
import type { CropSet } from '../../../native-models/training/crops.ts';
import type { Verification } from '../../../native-models/training/evaluate.ts';
import { faultyModels } from '../../../native-models/verify.ts';
import { fail, ok, type Result } from '../../contract/errors.ts';
import { modelError } from '../../vision/model-error.ts';
import { cardFile, manifestFile } from '../packs/pack-shelf.ts';
import { copySynced, writeSynced } from '../packs/synced-files.ts';
import { encodeHeldOut, verifyEncodings, type HeldOutEncoding } from './held-out.ts';
import { encoderEntry, encoderFile, encoderPack, type TrainedEncoder } from './encoder-manifest.ts';
import { encoderScores } from './encoder-scores.ts';
import { modelCard, type Learning } from './model-card.ts';
import { makePack, type PackPlace } from './pack-place.ts';
import { printable, type PassedOver } from './passed-over.ts';
import type { Split } from './split-people.ts';

export interface EncoderPackOptions extends PackPlace {
  /** Of the pack: see `packNamePattern`. */
  readonly name: string;
  /** Whose detector and landmarks found the faces, and the folder of its files. */
  readonly base: { readonly pack: Pack; readonly dir: string };
  readonly encoder: TrainedEncoder;
  readonly crops: CropSet;
  readonly passedOver: readonly PassedOver[];
  readonly split: Split;
  /** What the model card says of the folder of people and of the learning. */
  readonly learning: Learning;
  readonly now: Date;
  readonly signal: AbortSignal;
}

export interface WrittenPack {
  readonly pack: Pack;
  /** The path of its encoder.onnx, and its sha256, hex. */
  readonly model: string;
  readonly sha256: string;
  /** On the people held out; null where they are too few. */
  readonly verification: Verification | null;
  /** Every photo of the people held out. */
  readonly heldOut: readonly HeldOutEncoding[];
}

/**
 * Makes a pack of a trained encoder: measures it on the people held out, writes files, manifest and
 * model card, and puts all of it there at once. Null where the signal ended it: nothing is there
 * then. Errors: invalid-request (the folder is not free), model codes (the base pack's files),
 * store-full, store-unavailable.
 */
export function writeEncoderPack(options: EncoderPackOptions): Promise<Result<WrittenPack | null>> {
  return makePack(options, (draft) => fill(draft, options));
}

const dateLength = 'yyyy-mm-dd'.length;

async function fill(
  draft: string,
  options: EncoderPackOptions,
): Promise<Result<WrittenPack | null>> {
  const { name, base, encoder, split, passedOver, learning, now, signal } = options;
  const date = now.toISOString().slice(0, dateLength);
  const entry = encoderEntry(encoder, date);
  const unmeasured = encoderPack(name, base.pack, encoder, entry, null);
  await writeSynced(join(draft, encoderFile), encoder.model);
  const copied = await copyFinders(unmeasured, base.dir, draft);
  if (!copied.ok) return copied;
  const encoded = await encodeHeldOut({ ...options, pack: unmeasured, dir: draft });
  if (!encoded.ok) return encoded;
  if (signal.aborted) return ok(null);
  const heldOut = encoded.value;
  const reference = {
    name: `${printable(learning.folder)}: ${split.heldOut.length} people held out of training, every photo against every other`,
    date,
  };
  const scores = encoderScores(heldOut, reference);
  const pack = encoderPack(name, base.pack, encoder, entry, scores);
  const verified = verifyEncodings(heldOut, encoder.encodingLength);
  const facts = { pack, base: base.pack.name, date, split, passedOver, learning, scores };
  const card = modelCard({ ...facts, photos: countPhotos(options), heldOut, verified });
  await writeSynced(join(draft, cardFile), card);
  await writeSynced(join(draft, manifestFile), JSON.stringify({ version: 2, packs: [pack] }));
  const readable = await checkDraft(draft, pack);
  if (!readable.ok) return readable;
  const model = join(resolve(options.out), encoderFile);
  return ok({ pack, model, sha256: entry.sha256, verification: verified, heldOut });
}

/** Errors: model-missing, model-damaged. */
async function copyFinders(pack: Pack, from: string, to: string): Promise<Result<void>> {
  const finders = pack.models.filter(({ role }) => role !== 'encoder');
  const given = await allWhole({ ...pack, models: finders }, from);
  if (!given.ok) return given;
  for (const { file } of finders) {
    await copySynced(join(from, file), join(to, file));
  }
  // What was checked might have been changed since: what was copied decides.
  return allWhole(pack, to);
}

async function allWhole(pack: Pack, dir: string): Promise<Result<void>> {
  const [faulty] = await faultyModels(pack, dir);
  if (faulty === undefined) return ok(undefined);
  return { ok: false, error: modelError(new ModelFault(faulty.file, faulty.fault)) };
}

function countPhotos({ crops, split }: EncoderPackOptions): { learnt: number; heldOut: number } {
  const count = (names: readonly string[]): number => {
    const wanted = new Set(names);
    return crops.person.reduce((sum, at) => sum + (wanted.has(crops.people[at]!) ? 1 : 0), 0);
  };
  return { learnt: count(split.learnt), heldOut: count(split.heldOut) };
}

/** What is given away must be what a station reads. Errors: model-damaged. */
async function checkDraft(draft: string, { name }: Pack): Promise<Result<void>> {
  try {
    const { packs } = await loadManifest(join(draft, manifestFile));
    return packs[0]?.name === name ? ok(undefined) : fail('model-damaged', manifestFile);
  } catch (cause) {
    return { ok: false, error: modelError(cause) };
  }
}
