import { loadManifest, packNamed, weightsOf, type Pack } from '../../../native-models/manifest.ts';
import { learnUnit, type LearntUnit } from '../../../native-models/training/learn-unit.ts';
import type { UnitKind } from '../../../native-models/training/pair-features.ts';
import { dissimilarityOf } from '../../contract/dissimilarity.ts';
import { fail, ok, type Result } from '../../contract/errors.ts';
import { holdContest, type HeldContest } from '../../station/contest/hold-contest.ts';
import type { ReferenceScores } from '../../station/risk/scores.ts';
import { strictestFmr } from '../../station/risk/unmet-risks.ts';
import { modelError } from '../../vision/model-error.ts';
import { writeChallenger } from '../packs/learnt-comparators.ts';
import { withMeasuredScores } from '../packs/measured-scores.ts';
import { comparatorScores } from './comparator-scores.ts';
import type { JobEnd, JobHost, LogisticJob, SiteTemplate } from './job.ts';
import { withScores } from './learn-comparator.ts';
import { splitSite, type SitePerson } from './site-split.ts';

/**
 * Fine-tunes the logistic unit with the people enrolled: it starts from the weights the pack has and
 * departs from them as far as the site's pairs say. What is used now is the champion; a third of the
 * people, whom it has not learnt from, decide. Errors: training-too-few, pack-unmeasured,
 * pack codes, store codes. @throws TrainingFault.
 */
export async function runLogisticJob(
  job: LogisticJob,
  { onProgress, signal }: JobHost,
): Promise<Result<JobEnd>> {
  const pack = await packOf(job);
  if (!pack.ok) return pack;
  const split = splitSite(job.templates, pack.value.encodingLength);
  if (!split.ok) return split;
  const learnt = templatesOf(split.value.learnt);
  const heldOut = templatesOf(split.value.heldOut);
  const kind = kindOf(job);
  const started = performance.now();
  const unit = learnOn(learnt, kind, priorOf(job, pack.value, kind), job.seed);
  const progress = { secondsLeft: null, imagesPerSecond: null, done: 1 };
  const seconds = (performance.now() - started) / 1000;
  const point = { seconds, images: unit.pairs, loss: unit.loss, active: null, accuracy: null };
  onProgress({ ...progress, stage: 'training', point });
  // Learning takes a second and hears nothing meanwhile: a word to stop is heard here.
  await new Promise((resolve) => setImmediate(resolve));
  if (signal.aborted) return ok({ state: 'stopped' });
  const contest = contestOf(job, heldOut, kind, unit);
  if (!contest.ok) return contest;
  // Carrying the table over takes most of the time: seconds to half a minute.
  onProgress({ ...progress, done: 0, stage: 'measuring', point: null });
  const written = await writeUnit(job, pack.value, kind, unit);
  if (!written.ok) return written;
  const decided = { ...contest.value, strictest: strictestFmr(written.value) };
  const { accuracy } = decided.challenger;
  onProgress({ ...progress, stage: 'measuring', point: { ...point, accuracy } });
  const challenger = { kind: 'comparator', file: job.out } as const;
  return ok({ state: 'done', outcome: { contest: decided, challenger, encoder: null } });
}

/** One that is in use is made better; otherwise it is the logistic form. */
function kindOf({ comparator }: LogisticJob): UnitKind {
  return comparator.kind === 'chi2' ? 'chi2' : 'logistic';
}

/** What is in use, else the pack's own; undefined where there is none. */
function priorOf(
  { comparator }: LogisticJob,
  { comparators }: Pack,
  kind: UnitKind,
): Float32Array | undefined {
  if (comparator.kind === kind) return comparator.weights;
  const own = comparators?.[kind];
  return (own && weightsOf(own.weights)) ?? undefined;
}

function templatesOf(people: readonly SitePerson[]): SiteTemplate[] {
  return people.flatMap(({ personId, name, encodings }) =>
    encodings.map((encoding) => ({ personId, name, encoding })),
  );
}

function learnOn(
  learnt: readonly SiteTemplate[],
  kind: UnitKind,
  prior: Float32Array | undefined,
  seed: number,
): LearntUnit {
  return learnUnit({
    kind,
    prior,
    seed,
    encodings: learnt.map(({ encoding }) => encoding),
    personOf: learnt.map(({ personId }) => personId),
  });
}

/** Errors: training-too-few. */
function contestOf(
  { comparator }: LogisticJob,
  heldOut: readonly SiteTemplate[],
  kind: UnitKind,
  { weights }: LearntUnit,
): Result<HeldContest> {
  const by = (compare: (a: Float32Array, b: Float32Array) => number) => {
    return (one: number, other: number) =>
      compare(heldOut[one]!.encoding, heldOut[other]!.encoding);
  };
  return holdContest({
    kind: 'logistic',
    photos: heldOut,
    champion: { name: comparator.kind, compare: by(dissimilarityOf(comparator)) },
    challenger: { name: kind, compare: by(dissimilarityOf({ kind, weights })) },
    pack: null,
    comparator: kind,
  });
}

/** Gives the unit's table. Errors: pack-unmeasured, store-full, store-unavailable. */
async function writeUnit(
  { out }: LogisticJob,
  pack: Pack,
  kind: UnitKind,
  { weights, calibration }: LearntUnit,
): Promise<Result<ReferenceScores>> {
  const scores =
    pack.scores && comparatorScores(pack.scores, pack.encodingLength, { kind, weights });
  // Without a table it would have no threshold, and nobody would match.
  if (!scores) return fail('pack-unmeasured', pack.name);
  const written = await writeChallenger(pack, out, withScores(kind, weights, calibration, scores));
  return written.ok ? ok(scores) : written;
}

/** The pack in use, with a table that can be carried over. Errors: model codes, pack-unmeasured. */
async function packOf({ base }: LogisticJob): Promise<Result<Pack>> {
  try {
    const manifest = await loadManifest(base.manifestPath);
    const pack = await withMeasuredScores(packNamed(manifest, base.pack), base.measuredIn);
    if (pack.scores?.population !== undefined) return ok(pack);
    return fail('pack-unmeasured', `${pack.name}: its scores say nothing of the population`);
  } catch (cause) {
    return { ok: false, error: modelError(cause) };
  }
}
