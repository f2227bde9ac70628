import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { fail, ok, type Result } from '../contract/errors.ts';
import type { Mining, UnmetRisk } from '../contract/training.ts';
import type { Station } from '../hosts/open-station.ts';
import { cardFile, PackShelf } from '../hosts/packs/pack-shelf.ts';
import { defaultSeed } from '../hosts/training/job-maker.ts';
import { checkpointFile } from '../hosts/training/encoder-job.ts';
import type {
  EncoderJob,
  EncoderResult,
  JobOutcome,
  TrainingLimit,
} from '../hosts/training/job.ts';
import { plainName } from '../hosts/training/pack-name.ts';
import { workFolderBeside } from '../hosts/training/pack-place.ts';
import { unmetNow } from '../hosts/training/unmet-now.ts';
import { contestInWords } from './contest-in-words.ts';
import { exitCodes, failed, type CommandOutcome, type RunCommand } from './outcome.ts';
import { packPlaces } from './pack-places.ts';
import { runTraining, stoppedOutcome } from './run-training.ts';
import { durationInWords, percent } from './train-progress.ts';

/** What was asked for; what was not is chosen. */
export interface EncoderWishes {
  /** Folder with one folder of photos per person. */
  readonly people: string;
  /** Folder that becomes the pack. */
  readonly out: string;
  readonly limit: TrainingLimit;
  /** Side of the chip, px. */
  readonly size: number;
  readonly width: number;
  readonly margin: number;
  readonly mining: Mining;
  readonly seed: number | undefined;
  readonly resume: boolean;
  readonly workers: number | undefined;
  /** The pack that finds and aligns the faces, and is compared with; the one in use if not given. */
  readonly pack: string | undefined;
  /** The station's data folder. */
  readonly station: string | undefined;
}

/** More threads than this gain little: batches are cut into few chunks. */
const mostOwnWorkers = 8;

/** `train encoder`: a network of one's own, from a folder of people, as a pack. */
export function trainEncoder(wishes: EncoderWishes): RunCommand {
  return async (station, tell) => {
    const job = await jobOf(station, wishes);
    if (!job.ok) return failed(job.error);
    // The training needs its memory, and nobody is checked here.
    station.vision.close();
    const end = await runTraining(job.value, tell);
    if (!end.ok) return failed(end.error);
    if (end.value.state === 'stopped')
      return stoppedOutcome('The same command with --resume goes on.');
    const { outcome } = end.value;
    // Of the answer itself every field is promised; this one is for whoever wants to know more.
    if (tell.json && outcome.contest !== null) tell.line({ contest: outcome.contest });
    const unmet = unmetNow(station, outcome.contest);
    if (!unmet.ok) return failed(unmet.error);
    return outcomeOf(outcome, job.value, unmet.value);
  };
}

/** Errors: pack codes, invalid-request (the pack's name, or what a training before has left). */
async function jobOf(station: Station, wishes: EncoderWishes): Promise<Result<EncoderJob>> {
  const { limit, size, width, margin, mining, resume } = wishes;
  const shelf = new PackShelf(packPlaces(wishes.station));
  const base = await shelf.find(wishes.pack ?? station.models.pack);
  if (!base.ok) return base;
  const out = resolve(wishes.out);
  const named = await checkName(shelf, plainName(basename(out)));
  if (!named.ok) return named;
  const work = workFolderBeside(out);
  const checkpoint = join(work, checkpointFile);
  // Hours of learning are not written over because a word was forgotten.
  if (!resume && existsSync(checkpoint)) {
    const choice = `go on with it by --resume, or delete ${checkpoint} to begin anew`;
    return fail('invalid-request', `a training to ${out} was begun before: ${choice}`);
  }
  const { models } = station;
  const isInUse = base.value.pack.name === models.pack;
  return ok({
    kind: 'encoder',
    comparator: isInUse ? models.comparator : { kind: 'distance' },
    people: resolve(wishes.people),
    base: {
      pack: base.value.pack.name,
      dir: base.value.dir,
      manifestPath: base.value.manifestPath,
    },
    out,
    work,
    ...{ limit, size, width, margin, mining, resume },
    seed: wishes.seed ?? defaultSeed,
    workers: wishes.workers ?? Math.min(mostOwnWorkers, availableParallelism()),
  });
}

/** Said before the training, not when somebody wants to use it. Errors: invalid-request. */
async function checkName(shelf: PackShelf, name: string): Promise<Result<void>> {
  const bundled = await shelf.bundled();
  if (!bundled.ok) return bundled;
  if (!bundled.value.some(({ pack }) => pack.name === name)) return ok(undefined);
  const message = `The pack would be called ${name} after its folder, which is the name of a pack of the station, so nothing was begun. Name another folder.`;
  return { ok: false, error: { code: 'invalid-request', message } };
}

function outcomeOf(
  { encoder, contest }: JobOutcome,
  job: EncoderJob,
  unmet: readonly UnmetRisk[],
): CommandOutcome {
  if (encoder === null) throw new Error('an encoder was trained and there is none');
  return {
    answer: { done: true, ...encoder },
    text: [
      resultInWords(encoder, job),
      ...(contest === null ? [] : [contestInWords(contest, unmet)]),
      `${job.work} holds crops of the faces, and a checkpoint to go on from with --resume. Delete it when you are done.`,
    ].join('\n'),
    exitCode: exitCodes.done,
  };
}

function resultInWords(result: EncoderResult, { out }: EncoderJob): string {
  const { accuracy, auc, images, seconds, imagesPerSecond, sha256 } = result;
  const learnt = `Learnt from ${images} images in ${durationInWords(seconds)}, ${Math.round(imagesPerSecond)} images/s.`;
  const right =
    accuracy === null || auc === null
      ? 'Too few people were held out to say how good it is.'
      : `${percent(accuracy, 2)} right on people held out; area under the curve ${auc.toFixed(4)}.`;
  return [
    learnt,
    right,
    `The pack is in ${out}; the encoder’s sha256 is ${sha256}.`,
    accuracy === null
      ? `Without a table of scores it has no threshold yet: "models measure" it on a folder of 300 people or more, after "models add ${out}".`
      : `"models use ${out}" makes the station run on it.`,
    `What it learnt from, how, and how often it errs is in ${join(out, cardFile)}.`,
  ].join('\n');
}
