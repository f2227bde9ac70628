import assert from 'node:assert/strict';
import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { defaultThreshold, modelOf } from '../../native-models/manifest.ts';
import { sha256Of } from '../../native-models/verify.ts';
import type { RgbImage } from '../../electron/vision/image.ts';
import { ModelUnavailable } from '../../electron/vision/model-session.ts';
import { openPipeline, type Pipeline } from '../../electron/vision/pipeline.ts';
import {
  blurred,
  corePack,
  corePipeline,
  modelDir,
  paste,
  photo,
  wall,
} from './vision-fixtures.ts';

const people = Array.from({ length: 10 }, (_, index) => `p${String(index + 1).padStart(2, '0')}`);
let pipeline: Pipeline;

before(async () => {
  pipeline = await corePipeline();
});

after(() => pipeline.close());

async function encodingOf(person: string, number: number): Promise<Float32Array> {
  const { faces } = await pipeline.observe(await photo(person, number), { encode: 'largest' });
  assert.equal(faces.length, 1);
  return faces[0]!.encoding!;
}

function distance(one: Float32Array, other: Float32Array): number {
  return one.reduce((sum, value, index) => sum + (value - other[index]!) ** 2, 0);
}

test('one face is found in each enrolment photo, in the middle of it', async () => {
  for (const person of people) {
    const { faces } = await pipeline.observe(await photo(person), { encode: 'none' });
    assert.equal(faces.length, 1, person);
    const { box, score } = faces[0]!;
    assert.ok(Math.abs(box.x + box.width / 2 - 192) < 40 && box.width > 120, person);
    assert.ok(score > 0.5 && score <= 1);
  }
});

test('the five landmarks lie as in a face, and the eyes’ distance is between them', async () => {
  const { faces } = await pipeline.observe(await photo('p01'), { encode: 'none' });
  const { landmarks, interEye } = faces[0]!;
  assert.equal(landmarks.length, 5);
  const [left, right, nose, leftMouth, rightMouth] = landmarks as [number, number][];
  assert.ok(left![0] < nose![0] && nose![0] < right![0]);
  assert.ok(left![1] < nose![1] && nose![1] < leftMouth![1]);
  assert.ok(leftMouth![0] < rightMouth![0]);
  assert.ok(Math.abs(interEye - Math.hypot(right![0] - left![0], right![1] - left![1])) < 1e-9);
});

test('encodings have unit length; a person is nearer themself than anyone else', async () => {
  const threshold = defaultThreshold(await corePack());
  const enrolled = await encodingOf('p01', 1);
  assert.ok(Math.abs(Math.hypot(...enrolled) - 1) < 1e-6);
  for (const number of [2, 3, 4]) {
    assert.ok(distance(enrolled, await encodingOf('p01', number)) < threshold);
    assert.ok(distance(enrolled, await encodingOf('p02', number)) > threshold);
  }
});

test('the same pixels give the same encoding', async () => {
  assert.deepEqual(await encodingOf('p03', 1), await encodingOf('p03', 1));
});

test('no face is found on a wall or in noise', async () => {
  const noise = wall(320, 240);
  let state = 1;
  noise.data.forEach((_, index) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    noise.data[index] = state >>> 24;
  });
  for (const image of [wall(640, 480), noise]) {
    const options = { encode: 'largest', search: 'thorough' } as const;
    const { faces } = await pipeline.observe(image, options);
    assert.deepEqual(faces, []);
  }
});

test('both faces of a photo of two are found, largest first', async () => {
  const image = wall(768, 384);
  paste(image, await photo('p01', 1, 300), 20, 40);
  paste(image, await photo('p02'), 384, 0);
  for (const search of ['quick', 'thorough'] as const) {
    const { faces } = await pipeline.observe(image, { encode: 'largest', search });
    assert.equal(faces.length, 2);
    assert.ok(faces[0]!.box.width > faces[1]!.box.width);
    assert.ok(faces[0]!.encoding !== null && faces[1]!.encoding === null);
  }
});

test('encodings of all faces can be asked for, or of none', async () => {
  const image = paste(wall(768, 384), await photo('p01'), 0, 0);
  paste(image, await photo('p02'), 384, 0);
  const all = await pipeline.observe(image, { encode: 'all' });
  assert.ok(all.faces.every(({ encoding, sharpness }) => encoding !== null && sharpness > 0));
  const none = await pipeline.observe(image, { encode: 'none' });
  assert.ok(none.faces.every(({ encoding }) => encoding === null));
  assert.ok(none.faces[0]!.sharpness > 0);
});

test('a face of 60 px in a picture of 384 is found, and one that fills the picture', async () => {
  for (const person of ['p01', 'p04', 'p07']) {
    const far = paste(wall(384, 384), await photo(person, 1, 96), 200, 150);
    assert.equal((await pipeline.observe(far, { encode: 'none' })).faces.length, 1, person);
    const near = await photo(person, 1, 600);
    const cut = { width: 400, height: 400, data: new Uint8Array(3 * 400 * 400) };
    for (let row = 0; row < 400; row++) {
      const from = 3 * ((row + 100) * 600 + 100);
      cut.data.set(near.data.subarray(from, from + 1200), 3 * row * 400);
    }
    assert.equal((await pipeline.observe(cut, { encode: 'none' })).faces.length, 1, person);
  }
});

test('the blurrier a face, the less sharp its chip', async () => {
  const sharpness = async (image: RgbImage) =>
    (await pipeline.observe(image, { encode: 'none' })).faces[0]!.sharpness;
  const clear = await sharpness(await photo('p05'));
  const soft = await sharpness(await blurred('p05', 2));
  const softer = await sharpness(await blurred('p05', 5));
  assert.ok(clear > 2 * soft && soft > 2 * softer, `${clear}, ${soft}, ${softer}`);
});

test('each stage has its time, and the bare models theirs', async () => {
  const { timings } = await pipeline.observe(await photo('p06'), { encode: 'largest' });
  const bare = await pipeline.bare();
  for (const stage of ['detect', 'align', 'encode'] as const) {
    assert.ok(timings[stage] > 0 && bare[stage] > 0);
  }
});

test('an image whose bytes do not fit its size is refused', async () => {
  const image = { width: 10, height: 10, data: new Uint8Array(299) };
  await assert.rejects(pipeline.observe(image, { encode: 'none' }), RangeError);
});

test('a missing, a damaged and an unloadable model are told apart', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'threshold-models-'));
  const pack = await corePack();
  const opening = (models = pack) => openPipeline({ models, modelDir: dir });
  const because = (reason: string) => (error: unknown) =>
    error instanceof ModelUnavailable && error.reason === reason;
  await assert.rejects(opening(), because('missing'));
  for (const { file } of pack.models) await copyFile(join(modelDir, file), join(dir, file));
  const encoder = modelOf(pack, 'encoder');
  const rubbish = Buffer.from('not a model');
  await writeFile(join(dir, encoder.file), rubbish);
  await assert.rejects(opening(), because('damaged'));
  const models = pack.models.map((model) =>
    model === encoder ? { ...model, sha256: sha256Of(rubbish) } : model,
  );
  await assert.rejects(opening({ ...pack, models }), because('unloadable'));
  await rm(dir, { recursive: true });
});
