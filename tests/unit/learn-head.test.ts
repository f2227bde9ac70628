import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { openHead } from '../../native-models/head.ts';
import type { Pack, Scores } from '../../native-models/manifest.ts';
import { fitPopulation, packPopulation } from '../../native-models/training/population.ts';
import { ok } from '../../electron/contract/errors.ts';
import { runHeadJob } from '../../electron/hosts/training/head-job.ts';
import type { SiteTemplate } from '../../electron/hosts/training/job.ts';
import { encoderIdentity } from '../../electron/hosts/packs/encoder-identity.ts';
import { keepMeasuredScores } from '../../electron/hosts/packs/measured-scores.ts';
import { readOnePack } from '../../electron/hosts/packs/pack-shelf.ts';
import { kinOf, relativesOf } from '../../electron/hosts/packs/relatives.ts';
import { isOrderly } from '../../electron/station/risk/quantiles.ts';
import { scoreStatistics } from '../../electron/station/score-statistics.ts';
import { seeded } from '../../electron/station/seeded.ts';
import { madePack } from '../support/made-pack.ts';
import { anyDirection } from '../support/made-site.ts';
import { temporaryDir } from '../support/temporary.ts';

const dims = 16;
/** How far one person's photos lie around the person, and how far a lamp moves a photo. */
const noise = 0.12;
const lampMoves = 0.9;

/**
 * People as unit encodings, several photos each. Lamps differ from photo to photo and move all
 * faces along the same two directions: what a head can take out, and what hurts without one.
 */
function madePeople(count: number, photos: number, lamp: number, seed: number): Float32Array[][] {
  const random = seeded(seed);
  const lamps = [anyDirection(dims, seeded(77)), anyDirection(dims, seeded(78))];
  return Array.from({ length: count }, () => {
    const person = anyDirection(dims, random);
    return Array.from({ length: photos }, () => {
      const own = anyDirection(dims, random);
      const shine = lamps.map(() => lamp * (random() - 0.5) * 2);
      return unit(
        person.map(
          (value, at) =>
            value +
            noise * own[at]! +
            lamps.reduce((sum, way, index) => sum + shine[index]! * way[at]!, 0),
        ),
      );
    });
  });
}

function unit(values: Float32Array): Float32Array {
  const length = Math.hypot(...values);
  return values.map((value) => value / length);
}

function templatesOf(people: readonly (readonly Float32Array[])[]): SiteTemplate[] {
  return people.flatMap((own, index) =>
    own.map((encoding) => ({ personId: `p${index}`, name: `Name of p${index}`, encoding })),
  );
}

/** What `models measure` would say of this made encoder. */
function madeScoresOf(people: readonly (readonly Float32Array[])[]): Scores {
  const photos = people.flatMap((own, person) =>
    own.map((encoding) => ({ person: `p${person}`, encoding })),
  );
  const scores = scoreStatistics(photos, { name: 'made', date: '2026-11-24' });
  return {
    ...scores,
    spread: { weight: 0.3, expected: 0.1 },
    quantiles: [...scores.quantiles],
    histogram: {
      ...scores.histogram,
      genuine: [...scores.histogram.genuine],
      impostor: [...scores.histogram.impostor],
    },
    population: packPopulation(fitPopulation(people)!),
  };
}

/** A pack whose files are there, as the station would have it; nothing here runs them. */
function madeBase(t: TestContext, scores: Scores | null) {
  const dir = join(temporaryDir(t), 'base');
  const files = {
    'encoder.onnx': Buffer.from('encoder'),
    'detector.onnx': Buffer.from('detector'),
  };
  const pack: Pack = { ...madePack('base', files), encodingLength: dims, scores };
  mkdirSync(dir);
  for (const [file, bytes] of Object.entries(files)) writeFileSync(join(dir, file), bytes);
  const manifestPath = join(dir, 'manifest.json');
  writeFileSync(manifestPath, JSON.stringify({ version: 2, packs: [pack] }));
  return { pack, dir, manifestPath };
}

/** As for a bundled pack: not where its files are. */
function measuredIn({ dir }: { readonly dir: string }): string {
  return join(dir, '..', 'measured');
}

async function learn(
  t: TestContext,
  templates: readonly SiteTemplate[],
  base = madeBase(t, null),
  signal = new AbortController().signal,
) {
  const out = join(temporaryDir(t), 'base-site');
  const progress: number[] = [];
  const ended = await runHeadJob(
    {
      kind: 'head',
      base: {
        ...{ pack: base.pack.name, dir: base.dir, manifestPath: base.manifestPath },
        measuredIn: measuredIn(base),
      },
      ...{ templates, comparator: { kind: 'distance' }, name: 'base-site', out, seed: 1 },
    },
    {
      onProgress: ({ done }) => void progress.push(done),
      onNote: () => undefined,
      signal,
      worker: '',
    },
  );
  return { ended, out, base, progress };
}

test('where a lamp moves all faces alike, a head makes fewer errors on people held out', async (t) => {
  const { ended, progress } = await learn(t, templatesOf(madePeople(60, 5, lampMoves, 1)));
  assert.ok(ended.ok && ended.value.state === 'done');
  const { contest } = ended.value.outcome;
  assert.ok(contest !== null && contest.better, JSON.stringify(contest?.gain));
  assert.ok(contest.challenger.eer < contest.champion.eer / 2);
  assert.equal(contest.heldOut.people, 20);
  assert.ok(progress.length > 10 && progress.at(-1)! <= 1);
});

test('where nothing can be gained the champion stays', async (t) => {
  const { ended } = await learn(t, templatesOf(madePeople(60, 5, 0, 2)));
  assert.ok(ended.ok && ended.value.state === 'done');
  assert.equal(ended.value.outcome.contest?.better, false);
});

test('too few people are told with how many are needed; nothing is written', async (t) => {
  const templates = templatesOf(madePeople(40, 3, lampMoves, 3)).filter(
    // Of everybody from the 30th on one template only.
    (_, at) => at < 29 * 3 || at % 3 === 0,
  );
  const { ended, out } = await learn(t, templates);
  assert.equal(!ended.ok && ended.error.code, 'training-too-few');
  assert.match(ended.ok ? '' : ended.error.message, /29 people .* 30 are needed/);
  assert.throws(() => readdirSync(out), { code: 'ENOENT' });
});

test('a stop ends it with nothing written', async (t) => {
  const stop = new AbortController();
  stop.abort();
  const templates = templatesOf(madePeople(40, 4, lampMoves, 4));
  const { ended, out } = await learn(t, templates, madeBase(t, null), stop.signal);
  assert.deepEqual(ended, { ok: true, value: { state: 'stopped' } });
  assert.throws(() => readdirSync(out), { code: 'ENOENT' });
});

test('the pack has the encoder’s files, a head, and a table whose bounds hold for others', async (t) => {
  const base = madeBase(t, madeScoresOf(madePeople(300, 4, lampMoves, 5)));
  const { ended, out } = await learn(t, templatesOf(madePeople(60, 5, lampMoves, 6)), base);
  assert.ok(ended.ok);
  assert.deepEqual(readdirSync(out).sort(), [
    ...['detector.onnx', 'encoder.onnx', 'head.bin', 'manifest.json', 'model-card.md'],
  ]);
  const read = await readOnePack(join(out, 'manifest.json'));
  assert.ok(read.ok);
  const { scores } = read.value;
  assert.ok(scores !== null && isOrderly(scores.quantiles));
  const head = await openHead(read.value, out);
  const others = madePeople(300, 4, lampMoves, 7).map((own) => own.map((one) => head!.apply(one)));
  const real = scoreStatistics(
    others.flatMap((own, person) => own.map((encoding) => ({ person: `${person}`, encoding }))),
    { name: 'others', date: '2026-11-24' },
  );
  const impostors = real.impostorComparisons;
  let checked = 0;
  for (const { distance, fmrUpper95 } of scores.quantiles) {
    const row = real.quantiles.findLast((one) => one.distance <= distance);
    if (row === undefined || row.fmr * impostors < 30) continue;
    assert.ok(row.fmr <= fmrUpper95, `${row.fmr} at ${distance}, promised ${fmrUpper95}`);
    checked++;
  }
  assert.ok(checked > 5);
});

test('what was measured here of the encoder is what a head’s table comes of', async (t) => {
  const base = madeBase(t, null);
  const scores = madeScoresOf(madePeople(100, 4, lampMoves, 5));
  assert.ok((await keepMeasuredScores(base.pack, measuredIn(base), scores)).ok);
  const { ended, out } = await learn(t, templatesOf(madePeople(40, 4, lampMoves, 6)), base);
  assert.ok(ended.ok);
  const read = await readOnePack(join(out, 'manifest.json'));
  assert.ok(read.ok);
  assert.deepEqual(read.value.head?.baseScores, scores);
  assert.notEqual(read.value.scores, null);
});

test('an encoder without its population gives a head no scores: nobody matches unmeasured', async (t) => {
  const { population: _, ...scores } = madeScoresOf(madePeople(100, 4, lampMoves, 5));
  const base = madeBase(t, scores);
  const { ended, out } = await learn(t, templatesOf(madePeople(40, 4, lampMoves, 6)), base);
  assert.ok(ended.ok);
  const read = await readOnePack(join(out, 'manifest.json'));
  assert.equal(read.ok && read.value.scores, null);
});

test('templates pass between an encoder and its heads, and to no other encoder', async (t) => {
  const { out, base } = await learn(t, templatesOf(madePeople(40, 4, lampMoves, 8)));
  const read = await readOnePack(join(out, 'manifest.json'));
  assert.ok(read.ok);
  const plain = { ...base, origin: 'added' } as const;
  const withHead = { pack: read.value, dir: out, manifestPath: '', origin: 'added' } as const;
  const cut = { ...base.pack.alignment, paddings: [0.1] };
  const other = { ...plain, pack: { ...base.pack, name: 'other', alignment: cut } };
  const packs = [plain, withHead, other];
  const shelf = { all: () => Promise.resolve(ok({ packs, broken: [] })) };
  assert.equal(new Set(packs.map(encoderIdentity)).size, 3);
  const [there, ...more] = await relativesOf(withHead, shelf);
  assert.equal(more.length, 0);
  assert.equal(there?.from, encoderIdentity(plain));
  const [back] = await relativesOf(plain, shelf);
  assert.equal(back?.from, encoderIdentity(withHead));
  const kin = new Set([encoderIdentity(plain), encoderIdentity(withHead)]);
  assert.deepEqual(await kinOf(plain, shelf), kin);
  assert.deepEqual(await kinOf(other, shelf), new Set([encoderIdentity(other)]));
  const encoding = anyDirection(dims, seeded(9));
  const again = back?.map(there!.map(encoding)!);
  again!.forEach((value, at) => assert.ok(Math.abs(value - encoding[at]!) < 1e-4));
  assert.equal(there!.map(new Float32Array(dims).fill(NaN)), null);
  assert.deepEqual(await relativesOf(other, shelf), []);
});
