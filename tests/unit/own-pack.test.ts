import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { loadManifest, packNamed, type Pack } from '../../native-models/manifest.ts';
import { openPipeline, type Pipeline } from '../../electron/vision/pipeline.ts';
import { ImagePyramid } from '../../electron/vision/pyramid.ts';
import type { RgbImage } from '../../electron/vision/image.ts';
import { distance, middleOf, paste, patterns, photo, wall } from './vision-fixtures.ts';

// YuNet and a MobileFaceNet as somebody's own pack: other people's weights, which a clone lacks.

const root = join(import.meta.dirname, '..', '..');
const name = 'yunet-mobilefacenet';
const folder = join(root, '..', 'shared', 'models');
const skip = existsSync(folder) ? false : 'the models of this pack are not beside the project';
/** Squared L2: between the farthest photos of one person and the nearest of two (measured). */
const apart = 1.1;

let pack: Pack;
let pipeline: Pipeline;

before(async () => {
  const manifest = join(root, 'native-models', 'packs', 'custom', name, 'manifest.json');
  pack = packNamed(await loadManifest(manifest), name);
  if (skip === false) pipeline = await openPipeline({ models: pack, modelDir: folder });
});

after(() => pipeline?.close());

function observe(image: RgbImage, effort: 'quick' | 'thorough' = 'quick') {
  const wish = { encode: 'subject', subject: 'largest', effort } as const;
  return pipeline.observe(new ImagePyramid(image), wish);
}

async function encodingOf(person: string, number: number): Promise<Float32Array> {
  const { faces, subject } = await observe(await photo(person, number));
  assert.equal(faces.length, 1);
  return faces[subject!]!.encoding!;
}

test('a pack without a landmark model aligns by the detector’s points', { skip }, async () => {
  const enrolled = await encodingOf('p01', 1);
  assert.ok(Math.abs(Math.hypot(...enrolled) - 1) < 1e-6);
  for (const number of [2, 3, 4]) {
    assert.ok(distance(enrolled, await encodingOf('p01', number)) < apart);
    assert.ok(distance(enrolled, await encodingOf('p02', number)) > apart);
  }
});

test('its detector finds near faces and far ones, and none in patterns', { skip }, async () => {
  for (const person of ['p01', 'p04', 'p07']) {
    const far = paste(wall(640, 480), await photo(person, 1, 96), 400, 150);
    assert.equal((await observe(far)).faces.length, 1, person);
    const near = middleOf(await photo(person, 1, 600), 400);
    assert.equal((await observe(near)).faces.length, 1, person);
  }
  for (const [pattern, image] of Object.entries(patterns())) {
    for (const effort of ['quick', 'thorough'] as const) {
      assert.deepEqual((await observe(image, effort)).faces, [], `${pattern}, ${effort}`);
    }
  }
});

test('a thorough look finds the small face beside a large one', { skip }, async () => {
  const image = wall(768, 384);
  paste(image, await photo('p03'), 0, 0);
  paste(image, await photo('p04', 1, 100), 450, 200);
  const { faces, subject } = await observe(image, 'thorough');
  assert.equal(faces.length, 2);
  assert.equal(subject, 0);
  assert.ok(faces[0]!.quality !== null && faces[1]!.quality === null);
  assert.ok(faces[0]!.encoding !== null && faces[1]!.encoding === null);
});

test('an examination shows what the files declare', { skip }, async () => {
  const { models, encoding } = await pipeline.examine();
  assert.deepEqual(
    models.map(({ role, inputs }) => [role, inputs]),
    [
      ['detector', [{ name: 'input', shape: ['batch', 3, 'height', 'width'] }]],
      ['encoder', [{ name: 'data', shape: [1, 3, 112, 112] }]],
    ],
  );
  assert.equal(encoding.length, pack.encodingLength);
});

test(
  'the same encoder beside a detector of another kind is refused with the reason',
  { skip },
  async () => {
    const models = pack.models.map((model) =>
      model.role === 'detector' ? { ...model, kind: 'ssd-mobilenet' as const } : model,
    );
    const opening = openPipeline({ models: { ...pack, models }, modelDir: folder });
    await assert.rejects(opening, { fault: 'unfit', file: 'yunet_n_dynamic.onnx' });
  },
);
