import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import type { Comparator } from '../../electron/contract/comparator.ts';
import { dissimilarityOf } from '../../electron/contract/dissimilarity.ts';
import { readChallenger } from '../../electron/hosts/packs/learnt-comparators.ts';
import { keepMeasuredScores } from '../../electron/hosts/packs/measured-scores.ts';
import type { LogisticJob, SiteTemplate } from '../../electron/hosts/training/job.ts';
import { runLogisticJob } from '../../electron/hosts/training/logistic-job.ts';
import { scoreStatistics } from '../../electron/station/score-statistics.ts';
import { seeded } from '../../electron/station/seeded.ts';
import { weightsOf, type Pack } from '../../native-models/manifest.ts';
import { fitPopulation, packPopulation } from '../../native-models/training/population.ts';
import { anyDirection } from '../support/made-site.ts';
import { madePack } from '../support/made-pack.ts';
import { temporaryDir } from '../support/temporary.ts';

const dims = 16;
const progress = { onProgress: () => undefined, onNote: () => undefined, worker: '' };

interface Wanted {
  readonly people: number;
  readonly photos: number;
  /** Noise of the first four components, and of the others. */
  readonly noise: readonly [number, number];
  readonly seed: number;
}

function made({ people, photos, noise, seed }: Wanted): SiteTemplate[] {
  const random = seeded(seed);
  return Array.from({ length: people }, (_, person) => {
    const middle = anyDirection(dims, random);
    return Array.from({ length: photos }, () => {
      const away = anyDirection(dims, random);
      const raw = middle.map((value, at) => value + noise[at < 4 ? 0 : 1] * away[at]!);
      const length = Math.hypot(...raw);
      const encoding = raw.map((value) => value / length);
      return { personId: `p${person}`, name: `Name ${person}`, encoding };
    });
  }).flat();
}

const reference: Wanted = { people: 200, photos: 3, noise: [0.6, 0.6], seed: 1 };

/** A job over a pack that was measured on the made reference. */
function jobOn(t: TestContext, templates: readonly SiteTemplate[], population = true) {
  const photos = made(reference);
  const own = [...Map.groupBy(photos, ({ personId }) => personId).values()];
  const fitted = fitPopulation(own.map((all) => all.map(({ encoding }) => encoding)));
  assert.ok(fitted);
  const measured = scoreStatistics(
    photos.map(({ personId: person, encoding }) => ({ person, encoding })),
    { name: 'made', date: '2026-11-24' },
  );
  const pack: Pack = {
    ...madePack('made', { 'encoder.onnx': new Uint8Array(8) }),
    encodingLength: dims,
    scores: {
      ...measured,
      spread: { weight: 0.5, expected: 0.2 },
      quantiles: [...measured.quantiles],
      histogram: {
        binWidth: measured.histogram.binWidth,
        genuine: [...measured.histogram.genuine],
        impostor: [...measured.histogram.impostor],
      },
      ...(population ? { population: packPopulation(fitted) } : {}),
    },
  };
  const dir = temporaryDir(t);
  const manifestPath = join(dir, 'manifest.json');
  writeFileSync(manifestPath, JSON.stringify({ version: 2, packs: [pack] }));
  const comparator: Comparator = { kind: 'distance' };
  const base = { pack: 'made', dir, manifestPath, measuredIn: join(dir, 'packs', 'made') };
  const out = join(dir, 'challenger.json');
  const job: LogisticJob = { kind: 'logistic', base, comparator, templates, out, seed: 1 };
  return { job, pack, signal: new AbortController().signal };
}

test('a site whose light spoils some components gains by a logistic unit that trusts the others', async (t) => {
  const templates = made({ people: 90, photos: 4, noise: [3, 0.4], seed: 2 });
  const { job, pack, signal } = jobOn(t, templates);
  const end = await runLogisticJob(job, { ...progress, signal });
  assert.ok(end.ok && end.value.state === 'done');
  const { contest, challenger } = end.value.outcome;
  assert.ok(contest);
  assert.deepEqual([contest.heldOut.people, contest.comparator], [30, 'logistic']);
  assert.ok(contest.better, `gain ${JSON.stringify(contest.gain)}`);
  assert.equal(challenger.kind, 'comparator');
  const learnt = await readChallenger(pack, job.out);
  assert.ok(learnt.ok);
  const weights = weightsOf(learnt.value.learnt.weights);
  assert.ok(weights && Math.max(...weights.slice(0, 4)) < Math.min(...weights.slice(4)));
});

test('its thresholds keep, on other people, the rates that the pack was measured with', async (t) => {
  const { job, pack, signal } = jobOn(t, made({ ...reference, people: 60, seed: 3 }));
  const end = await runLogisticJob(job, { ...progress, signal });
  assert.ok(end.ok);
  const learnt = await readChallenger(pack, job.out);
  assert.ok(learnt.ok);
  const weights = weightsOf(learnt.value.learnt.weights);
  assert.ok(weights);
  const compare = dissimilarityOf({ kind: learnt.value.kind, weights });
  const others = made({ ...reference, people: 300, photos: 1, seed: 4 });
  const rows = learnt.value.learnt.scores.quantiles.filter(({ fmr }) => fmr >= 1e-3 && fmr <= 0.1);
  assert.ok(rows.length > 5);
  for (const { distance, fmrUpper95 } of rows) {
    let matches = 0;
    others.forEach((one, at) => {
      for (const other of others.slice(at + 1)) {
        if (compare(one.encoding, other.encoding) < distance) matches++;
      }
    });
    const rate = matches / ((others.length * (others.length - 1)) / 2);
    assert.ok(rate <= fmrUpper95, `${rate} at ${distance}, at most ${fmrUpper95}`);
  }
});

test('where nothing can be gained the champion stays', async (t) => {
  const { job, signal } = jobOn(t, made({ people: 60, photos: 3, noise: [0.6, 0.6], seed: 5 }));
  const end = await runLogisticJob(job, { ...progress, signal });
  assert.ok(end.ok && end.value.state === 'done');
  assert.equal(end.value.outcome.contest?.better, false);
});

test('too few people, and a pack whose population is unknown, are told', async (t) => {
  const few = jobOn(t, made({ people: 29, photos: 2, noise: [0.6, 0.6], seed: 6 }));
  const tooFew = await runLogisticJob(few.job, { ...progress, signal: few.signal });
  assert.equal(tooFew.ok ? '' : tooFew.error.code, 'training-too-few');
  assert.match(tooFew.ok ? '' : tooFew.error.message, /29 people .* 30 are needed/);
  const templates = made({ people: 40, photos: 2, noise: [0.6, 0.6], seed: 6 });
  const unknown = jobOn(t, templates, false);
  const end = await runLogisticJob(unknown.job, { ...progress, signal: unknown.signal });
  assert.equal(end.ok ? '' : end.error.code, 'pack-unmeasured');
});

test('what was measured here of a pack counts, as it does for the station', async (t) => {
  const templates = made({ people: 40, photos: 2, noise: [0.6, 0.6], seed: 6 });
  const bundled = jobOn(t, templates, false);
  const { pack } = jobOn(t, templates);
  assert.ok(pack.scores);
  const kept = await keepMeasuredScores(bundled.pack, bundled.job.base.measuredIn, pack.scores);
  assert.ok(kept.ok);
  const end = await runLogisticJob(bundled.job, { ...progress, signal: bundled.signal });
  assert.ok(end.ok && end.value.state === 'done', JSON.stringify(end));
});

test('one that is told to stop leaves nothing behind', async (t) => {
  const { job, pack } = jobOn(t, made({ people: 40, photos: 2, noise: [0.6, 0.6], seed: 6 }));
  const end = await runLogisticJob(job, { ...progress, signal: AbortSignal.abort() });
  assert.ok(end.ok && end.value.state === 'stopped');
  assert.ok(!(await readChallenger(pack, job.out)).ok);
});
