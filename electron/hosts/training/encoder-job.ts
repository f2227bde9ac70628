import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { loadManifest, packNamed, type Pack } from '../../../native-models/manifest.ts';
import { plannedNetwork } from '../../../native-models/training/architecture.ts';
import { channelBlock } from '../../../native-models/training/channel-block.ts';
import { planFor } from '../../../native-models/training/default-plan.ts';
import type { EncoderLook, TrainedEncoder } from '../../../native-models/training/encoder-run.ts';
import type { EncoderPlan } from '../../../native-models/training/network.ts';
import { defaultRecipe, type Recipe } from '../../../native-models/training/recipe.ts';
import { trainEncoder } from '../../../native-models/training/trainer.ts';
import { ok, type Result } from '../../contract/errors.ts';
import type { TrainingProgress } from '../../contract/training.ts';
import { modelError } from '../../vision/model-error.ts';
import { makeFolder } from '../make-folder.ts';
import { cutCrops, type CutCrops } from './cut-crops.ts';
import { encoderContest } from './encoder-contest.ts';
import { writeEncoderPack, type WrittenPack } from './encoder-pack.ts';
import type { EncoderJob, JobEnd, JobHost, TrainingLimit } from './job.ts';
import { checkPlace } from './pack-place.ts';
import { methodInWords } from './method-in-words.ts';
import { plainName } from './pack-name.ts';
import { passedOverInWords } from './passed-over.ts';
import { readPeopleFolder } from './people-folder.ts';
import { ReadingPace } from './reading-pace.ts';
import { splitPeople, type Split } from './split-people.ts';
import { trainingAlignment } from './training-alignment.ts';
import { workError } from './work-error.ts';

const stopped: Result<JobEnd> = ok({ state: 'stopped' });
/** In a training's work folder. */
export const checkpointFile = 'checkpoint';
const noFigures = { secondsLeft: null, imagesPerSecond: null, point: null } as const;

/**
 * From a folder of people to a pack, and what it is worth beside the one in use. A job that is
 * stopped while it learns goes on from its checkpoint; faces that were cut out are not cut again.
 * Errors: training-data, training-too-few, invalid-request (the place of the pack), model codes,
 * store codes. @throws TrainingFault: memory, checkpoint, too-few
 */
export async function runEncoderJob(job: EncoderJob, host: JobHost): Promise<Result<JobEnd>> {
  const free = await checkPlace({ out: job.out, replace: job.resume });
  if (!free.ok) return free;
  const base = await openBase(job);
  if (!base.ok) return base;
  const cut = await readFaces(job, base.value, host);
  if (!cut.ok || cut.value === null) return cut.ok ? stopped : cut;
  const { crops } = cut.value;
  const split = splitPeople(countPhotos(crops));
  if (!split.ok) return split;
  const recipe = { ...defaultRecipe, margin: job.margin, mining: job.mining };
  const plan = planFor(job.size, job.width);
  const learnt = await learn({ job, host, cut: cut.value, split: split.value, recipe, plan });
  if (learnt === null) return stopped;
  const material = { cut: cut.value, split: split.value, base: base.value, recipe, plan, learnt };
  return conclude(job, host, material);
}

/** Errors: model codes. */
async function openBase({ base }: EncoderJob): Promise<Result<Pack>> {
  try {
    return ok(packNamed(await loadManifest(base.manifestPath), base.pack));
  } catch (cause) {
    return { ok: false, error: modelError(cause) };
  }
}

/** Null where the signal ended it. Errors: see `readPeopleFolder` and `cutCrops`. */
async function readFaces(
  { people, base, size, work }: EncoderJob,
  pack: Pack,
  { signal, onProgress, onNote }: JobHost,
): Promise<Result<CutCrops | null>> {
  const folder = await readPeopleFolder(people);
  if (!folder.ok) return folder;
  try {
    makeFolder(work);
  } catch (cause) {
    return { ok: false, error: workError(cause, `the folder of the training, ${work}`) };
  }
  const pace = new ReadingPace(() => performance.now());
  const cut = await cutCrops(folder.value, {
    ...{ pack, dir: base.dir, work, signal },
    alignment: trainingAlignment(pack.alignment, size),
    onProgress: (done, of, fresh) => {
      const progress = pace.look(done, of, fresh);
      if (progress !== null) onProgress(progress);
    },
  });
  if (cut.ok && cut.value !== null) passedOverInWords(cut.value.passedOver).forEach(onNote);
  return cut;
}

function countPhotos({ people, person }: CutCrops['crops']): { person: string; photos: number }[] {
  const counts = people.map((name) => ({ person: name, photos: 0 }));
  for (const index of person) counts[index]!.photos++;
  return counts;
}

interface Lesson {
  readonly job: EncoderJob;
  readonly host: JobHost;
  readonly cut: CutCrops;
  readonly split: Split;
  readonly recipe: Recipe;
  readonly plan: EncoderPlan;
}

/** Null where the signal ended it. */
async function learn(lesson: Lesson): Promise<TrainedEncoder | null> {
  const { job, host, cut, split, recipe, plan } = lesson;
  const held = new Set(split.heldOut);
  const { people } = cut.crops;
  return trainEncoder({
    architecture: plannedNetwork(plan, await channelBlock()),
    crops: cut.crops,
    heldOut: new Set([...people.keys()].filter((index) => held.has(people[index]!))),
    recipe,
    seed: job.seed,
    limit: job.limit,
    workers: job.workers,
    workerEntry: pathToFileURL(host.worker),
    checkpoint: { path: join(job.work, checkpointFile), resume: job.resume },
    signal: host.signal,
    report: (look) => host.onProgress(progressOf(look, job.limit)),
  });
}

/** By the clock, the clock says how far it is as long as the speed says nothing yet. */
function progressOf(look: EncoderLook, limit: TrainingLimit): TrainingProgress {
  const { seconds, images, imagesPerSecond, loss, active } = look;
  const accuracy = look.verification?.accuracy ?? null;
  const whole = limit.kind === 'minutes' ? 60 * limit.minutes : Infinity;
  return {
    stage: 'training',
    done: Math.min(1, Math.max(look.done, seconds / whole)),
    secondsLeft: look.secondsLeft ?? (whole < Infinity ? Math.max(0, whole - seconds) : null),
    imagesPerSecond,
    point: { seconds, images, loss, active, accuracy },
  };
}

interface Material {
  readonly cut: CutCrops;
  readonly split: Split;
  readonly base: Pack;
  readonly recipe: Recipe;
  readonly plan: EncoderPlan;
  readonly learnt: TrainedEncoder;
}

/** Writes the pack and compares it with the one in use. */
async function conclude(
  job: EncoderJob,
  host: JobHost,
  material: Material,
): Promise<Result<JobEnd>> {
  const { cut, split, base, recipe, plan, learnt } = material;
  const { images, seconds, imagesPerSecond } = learnt;
  host.onProgress({ ...noFigures, stage: 'measuring', done: 0 });
  const written = await writeEncoderPack({
    out: job.out,
    replace: job.resume,
    name: plainName(basename(job.out)),
    base: { pack: base, dir: job.base.dir },
    encoder: {
      model: learnt.model,
      alignment: trainingAlignment(base.alignment, job.size),
      encodingLength: plan.encodingLength,
    },
    ...{ crops: cut.crops, passedOver: cut.passedOver, split, now: new Date() },
    learning: {
      folder: basename(job.people),
      recipe: { method: methodInWords(plan), ...recipe, plan, seed: job.seed, limit: job.limit },
      ...{ images, seconds },
    },
    signal: host.signal,
  });
  if (!written.ok) return written;
  if (written.value === null) return stopped;
  const contest = await encoderContest(job, host, { written: written.value, base });
  if (!contest.ok) return contest;
  if (contest.value === 'stopped') return stopped;
  return ok({
    state: 'done',
    outcome: {
      contest: contest.value,
      challenger: { kind: 'pack', name: written.value.pack.name, dir: job.out },
      encoder: { ...figuresOf(written.value), images, seconds, imagesPerSecond },
    },
  });
}

function figuresOf({ verification, model, sha256 }: WrittenPack) {
  return {
    accuracy: verification?.accuracy ?? null,
    auc: verification?.auc ?? null,
    model,
    sha256,
  };
}
