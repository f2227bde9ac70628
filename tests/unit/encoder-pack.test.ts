import assert from 'node:assert/strict';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test, type TestContext } from 'node:test';
import { loadManifest, type Pack } from '../../native-models/manifest.ts';
import type { CropSet } from '../../native-models/training/crops.ts';
import { faultyModels } from '../../native-models/verify.ts';
import { cutCrops } from '../../electron/hosts/training/cut-crops.ts';
import {
  writeEncoderPack,
  type EncoderPackOptions,
} from '../../electron/hosts/training/encoder-pack.ts';
import { encoderScores } from '../../electron/hosts/training/encoder-scores.ts';
import type { PassedOver } from '../../electron/hosts/training/passed-over.ts';
import { readPeopleFolder } from '../../electron/hosts/training/people-folder.ts';
import { trainingAlignment } from '../../electron/hosts/training/training-alignment.ts';
import { isOrderly } from '../../electron/station/risk/quantiles.ts';
import { seeded } from '../../electron/station/seeded.ts';
import { fitSpread } from '../../electron/station/spread/fit-spread.ts';
import { decodePhoto } from '../../electron/vision/decode.ts';
import { openPipeline } from '../../electron/vision/pipeline.ts';
import { ImagePyramid } from '../../electron/vision/pyramid.ts';
import { photoPath } from '../support/people.ts';
import { temporaryDir } from '../support/temporary.ts';
import { columnMeans, tinyModel } from './tiny-models.ts';
import { corePack, distance, modelDir } from './vision-fixtures.ts';

const size = 64;
const people = join(photoPath('p01'), '..', '..');
const now = new Date('2026-11-24T12:00:00Z');

let core: Pack;
let crops: CropSet;

before(async () => {
  core = await corePack();
  const folder = await readPeopleFolder(people);
  assert.ok(folder.ok);
  const work = mkdtempSync(join(tmpdir(), 'threshold-crops-'));
  after(() => rmSync(work, { recursive: true, force: true }));
  const cut = await cutCrops(folder.value, {
    pack: core,
    dir: modelDir,
    alignment: trainingAlignment(core.alignment, size),
    work,
    signal: new AbortController().signal,
    onProgress: () => undefined,
  });
  assert.ok(cut.ok && cut.value);
  crops = cut.value.crops;
});

/** The model is none that was learnt, but one that works: it tells faces by their columns' means. */
function options(t: TestContext, out: string): EncoderPackOptions {
  const made = temporaryDir(t);
  tinyModel(made, ['batch', 3, size, size], columnMeans);
  return {
    name: 'made-here',
    base: { pack: core, dir: modelDir },
    out,
    replace: false,
    encoder: {
      model: readFileSync(join(made, 'tiny.onnx')),
      alignment: trainingAlignment(core.alignment, size),
      encodingLength: 3 * size,
    },
    crops,
    passedOver: [],
    split: { learnt: ['p03', 'p04', 'p05'], heldOut: ['p01', 'p02', 'p06'] },
    learning: {
      folder: 'people',
      recipe: { margin: 0.2, augmentation: { shift: 0.05 } },
      images: 1200,
      seconds: 60,
    },
    now,
    signal: new AbortController().signal,
  };
}

async function written(given: EncoderPackOptions) {
  const pack = await writeEncoderPack(given);
  assert.ok(pack.ok, JSON.stringify(pack));
  assert.ok(pack.value);
  return pack.value;
}

test('a trained encoder becomes a pack that a pipeline opens, and sees what it was measured on', async (t) => {
  const out = join(temporaryDir(t), 'deep', 'made');
  const { pack, model, sha256, heldOut } = await written(options(t, out));
  const files = [
    'detector.onnx',
    'encoder.onnx',
    'landmarks.onnx',
    'manifest.json',
    'model-card.md',
  ];
  assert.deepEqual(readdirSync(out).sort(), files);
  if (process.platform !== 'win32') {
    for (const file of files) assert.equal(statSync(join(out, file)).mode & 0o777, 0o600, file);
  }
  const { packs } = await loadManifest(join(out, 'manifest.json'));
  assert.deepEqual(packs, [pack]);
  assert.deepEqual(await faultyModels(pack, out), []);
  assert.equal(model, join(out, 'encoder.onnx'));
  assert.equal(pack.models.find(({ role }) => role === 'encoder')?.sha256, sha256);
  const pipeline = await openPipeline({ models: pack, modelDir: out });
  t.after(() => pipeline.close());
  assert.equal(heldOut.length, 9);
  for (const { photo, encoding } of heldOut) {
    const image = await decodePhoto(readFileSync(join(people, photo)));
    assert.ok(image.ok);
    const wish = { encode: 'subject', subject: 'central', effort: 'quick' } as const;
    const { faces, subject } = await pipeline.observe(new ImagePyramid(image.value), wish);
    // The crop's pixels are whole numbers, the station's are not.
    assert.ok(distance(faces[subject!]!.encoding!, encoding!) < 1e-4, photo);
  }
});

test('the model card tells data, recipe, errors and limits, and names nobody', async (t) => {
  const out = join(temporaryDir(t), 'made');
  const passedOver: PassedOver[] = [
    { what: 'p01/9.jpg', why: 'no-face' },
    { what: 'p03/a.txt', why: 'not-a-photo' },
  ];
  const { sha256, heldOut } = await written({ ...options(t, out), passedOver });
  assert.deepEqual(heldOut.at(-1), { person: 'p01', photo: 'p01/9.jpg', encoding: null });
  const card = readFileSync(join(out, 'model-card.md'), 'utf8');
  for (const part of [
    ...['# made-here', sha256, '2026-11-24', '## Data', '## Recipe', '## Errors', '## Limits'],
    ...['3 people with 3 photos learnt from', '3 people with 9 photos held out'],
    ...['no face was found: 1.', '1 × is not a JPEG', 'margin: 0.2', 'augmentation.shift: 0.05'],
    ...['1200 images in 1.0 minutes', 'Too few people were held out for a table of scores'],
  ]) {
    assert.ok(card.includes(part), part);
  }
  assert.doesNotMatch(card, /p0\d/);
});

test('nothing of the operator’s is replaced; a trained pack is, where that is asked for', async (t) => {
  const out = join(temporaryDir(t), 'made');
  mkdirSync(out);
  // What a run left that was killed while it wrote.
  mkdirSync(join(out, '..', '.made.unfinished-1'));
  await written(options(t, out));
  const again = await writeEncoderPack(options(t, out));
  assert.ok(!again.ok);
  assert.equal(again.error.code, 'invalid-request');
  assert.match(again.error.message, /--resume/);
  await written({ ...options(t, out), name: 'second', replace: true });
  assert.match(readFileSync(join(out, 'manifest.json'), 'utf8'), /"second"/);
  assert.deepEqual(readdirSync(join(out, '..')), ['made']);
  const foreign = temporaryDir(t);
  writeFileSync(join(foreign, 'thesis.txt'), 'years of work');
  const refused = await writeEncoderPack({ ...options(t, foreign), replace: true });
  assert.ok(!refused.ok);
  assert.equal(refused.error.code, 'invalid-request');
  assert.deepEqual(readdirSync(foreign), ['thesis.txt']);
  const file = await writeEncoderPack(options(t, join(foreign, 'thesis.txt')));
  assert.ok(!file.ok);
});

test('what goes wrong on the way leaves no half of a pack', async (t) => {
  const parent = temporaryDir(t);
  const out = join(parent, 'made');
  const broken = options(t, out);
  const noModel = { ...broken.encoder, model: new TextEncoder().encode('no model') };
  const noPack = await writeEncoderPack({ ...broken, encoder: noModel });
  assert.ok(!noPack.ok);
  const noDetector = await writeEncoderPack({ ...broken, base: { pack: core, dir: parent } });
  assert.ok(!noDetector.ok);
  assert.equal(noDetector.error.code, 'model-missing');
  const stopped = new AbortController();
  stopped.abort();
  const ended = await writeEncoderPack({ ...broken, signal: stopped.signal });
  assert.deepEqual(ended, { ok: true, value: null });
  assert.deepEqual(readdirSync(parent), []);
});

/** Encodings about a direction of each person's own. */
function madePhotos(count: number, photos: number) {
  const random = seeded(7);
  const dims = 16;
  const vector = (): number[] => Array.from({ length: dims }, () => random() - 0.5);
  return Array.from({ length: count }, (_, person) => {
    const own = vector();
    return Array.from({ length: photos }, () => {
      const noise = vector();
      const sum = own.map((value, at) => value + 0.4 * noise[at]!);
      const length = Math.hypot(...sum);
      return { person: `p${person}`, encoding: Float32Array.from(sum, (v) => v / length) };
    });
  }).flat();
}

test('people enough give a table; without photos enough to pool, the cautious rule for pooled ones', () => {
  const scores = encoderScores(madePhotos(40, 3), { name: 'made', date: '2026-11-24' });
  assert.ok(scores);
  assert.ok(isOrderly(scores.quantiles));
  assert.equal(scores.impostorComparisons, (40 * 39 * 9) / 2);
  assert.equal(scores.genuineComparisons, 40 * 3);
  assert.equal(scores.spread.weight, 1);
  assert.ok(scores.spread.expected > 0 && scores.spread.expected < 0.2);
});

test('people with photos enough to pool give a rule that keeps what the table promises', () => {
  const photos = madePhotos(60, 9);
  const scores = encoderScores(photos, { name: 'made', date: '2026-11-24' });
  assert.ok(scores);
  assert.ok(scores.spread.weight < 1);
  const poolable = photos.map((photo) => ({ ...photo, quality: 1 }));
  const { rule, check } = fitSpread(poolable, scores);
  assert.deepEqual(scores.spread, rule);
  assert.ok(check && check.pooled <= check.bound);
});

test('people too few, or with one photo each, give none', () => {
  const reference = { name: 'made', date: '2026-11-24' };
  assert.equal(encoderScores(madePhotos(20, 3), reference), null);
  assert.equal(encoderScores(madePhotos(60, 1), reference), null);
  const noFaces = madePhotos(40, 2).map(({ person }) => ({ person, encoding: null }));
  assert.equal(encoderScores(noFaces, reference), null);
});
