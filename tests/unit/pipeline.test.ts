import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import sharp from 'sharp';
import { ModelFault, modelOf } from '../../native-models/manifest.ts';
import type { Observation, Wish } from '../../electron/contract/observation.ts';
import { decodePhoto } from '../../electron/vision/decode.ts';
import type { RgbImage } from '../../electron/vision/image.ts';
import { modelError } from '../../electron/vision/model-error.ts';
import { openPipeline, type Pipeline } from '../../electron/vision/pipeline.ts';
import { ImagePyramid } from '../../electron/vision/pyramid.ts';
import {
  black,
  corePack,
  corePipeline,
  distance,
  middleOf,
  modelDir,
  strangersApart,
  paste,
  patterns,
  pathOf,
  photo,
  wall,
} from './vision-fixtures.ts';

const people = Array.from({ length: 10 }, (_, index) => `p${String(index + 1).padStart(2, '0')}`);
let pipeline: Pipeline;

before(async () => {
  pipeline = await corePipeline();
});

after(() => pipeline.close());

function observe(
  image: RgbImage,
  encode: Wish['encode'],
  effort: Wish['effort'] = 'quick',
): Promise<Observation> {
  return pipeline.observe(new ImagePyramid(image), { encode, subject: 'largest', effort });
}

async function encodingOf(person: string, number: number): Promise<Float32Array> {
  const { faces } = await observe(await photo(person, number), 'subject');
  assert.equal(faces.length, 1);
  return faces[0]!.encoding!;
}

test('one face is found in each enrolment photo, in the middle of it', async () => {
  for (const person of people) {
    const { faces } = await observe(await photo(person), 'none');
    assert.equal(faces.length, 1, person);
    const { box, score } = faces[0]!;
    assert.ok(Math.abs(box.x + box.width / 2 - 192) < 40 && box.width > 120, person);
    assert.ok(score > 0.5 && score <= 1);
  }
});

test('the five landmarks lie as in a face, and the eyes’ distance is between them', async () => {
  const { faces } = await observe(await photo('p01'), 'none');
  const { landmarks, interEye } = faces[0]!;
  assert.equal(landmarks.length, 5);
  const [left, right, nose, leftMouth, rightMouth] = landmarks as [number, number][];
  assert.ok(left![0] < nose![0] && nose![0] < right![0]);
  assert.ok(left![1] < nose![1] && nose![1] < leftMouth![1]);
  assert.ok(leftMouth![0] < rightMouth![0]);
  assert.ok(Math.abs(interEye - Math.hypot(right![0] - left![0], right![1] - left![1])) < 1e-9);
});

test('encodings have unit length; a person is nearer themself than anyone else', async () => {
  const threshold = strangersApart(await corePack());
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
    const { faces } = await observe(image, 'subject', 'thorough');
    assert.deepEqual(faces, []);
  }
});

test('patterns that look like faces to the detector are none', async () => {
  for (const [name, image] of Object.entries(patterns())) {
    for (const effort of ['quick', 'thorough'] as const) {
      assert.deepEqual((await observe(image, 'subject', effort)).faces, [], `${name}, ${effort}`);
    }
  }
});

test('both faces of a photo of two are found, largest first; it alone is encoded', async () => {
  const image = wall(768, 384);
  paste(image, await photo('p01', 1, 300), 20, 40);
  paste(image, await photo('p02'), 384, 0);
  const { faces } = await observe(image, 'subject');
  assert.equal(faces.length, 2);
  assert.ok(faces[0]!.box.width > faces[1]!.box.width);
  assert.ok(faces[0]!.encoding !== null && faces[1]!.encoding === null);
  const none = await observe(image, 'none');
  assert.ok(none.faces.every(({ encoding }) => encoding === null));
});

test('the subject alone is measured and encoded, also where it is not the largest', async () => {
  const image = wall(768, 384);
  paste(image, await photo('p01', 1, 384), 0, 0);
  paste(image, await photo('p02', 1, 300), 430, 40);
  const zone = { x: 0.5, y: 0, width: 0.5, height: 1 };
  const wish = { encode: 'subject', subject: 'largest', effort: 'thorough', zone } as const;
  const { faces, subject } = await pipeline.observe(new ImagePyramid(image), wish);
  assert.equal(subject, 1);
  assert.ok(faces[1]!.encoding !== null && faces[1]!.quality !== null);
  assert.ok(faces[0]!.encoding === null && faces[0]!.quality === null);
  const alone = await encodingOf('p02', 1);
  assert.ok(distance(alone, faces[1]!.encoding) < strangersApart(await corePack()) / 4);
});

test('a pack that aligns by points which none of its models gives is refused', async () => {
  const pack = await corePack();
  const models = pack.models.filter(({ role }) => role !== 'landmarks');
  const opening = openPipeline({ models: { ...pack, models }, modelDir });
  await assert.rejects(opening, { fault: 'unfit', file: 'detector.onnx' });
  const alignment = { ...pack.alignment, indices: pack.alignment.indices.map(() => 68) };
  const beyond = openPipeline({ models: { ...pack, alignment }, modelDir });
  await assert.rejects(beyond, { fault: 'unfit' });
});

test('only a thorough look finds the small face beside a large one', async () => {
  const image = wall(768, 384);
  paste(image, await photo('p03'), 0, 0);
  paste(image, await photo('p04', 1, Math.round(0.35 * 384)), 450, 200);
  assert.equal((await observe(image, 'none', 'quick')).faces.length, 1);
  assert.equal((await observe(image, 'none', 'thorough')).faces.length, 2);
});

test('pictures of any size and kind without a face have none, and break nothing', async () => {
  for (const [width, height] of [
    [1, 1],
    [2, 1],
    [3, 5000],
    [5000, 3],
    [17, 16],
  ] as const) {
    for (const image of [wall(width, height), black(width, height)]) {
      for (const effort of ['quick', 'thorough'] as const) {
        const { faces } = await observe(image, 'subject', effort);
        assert.deepEqual(faces, [], `${width}×${height}, ${effort}`);
      }
    }
  }
});

test('a face is found upright however the camera was held, at 16 bits, in grey, under glass', async () => {
  const source = () => sharp(pathOf('p05', 1));
  const files = {
    turned: await source().rotate(270).jpeg().withMetadata({ orientation: 6 }).toBuffer(),
    mirrored: await source().flop().jpeg().withMetadata({ orientation: 2 }).toBuffer(),
    deep: await source().toColourspace('rgb16').png().toBuffer(),
    grey: await source().greyscale().png().toBuffer(),
    transparent: await source().ensureAlpha(0.9).webp({ lossless: true }).toBuffer(),
  };
  const threshold = strangersApart(await corePack());
  const enrolled = await encodingOf('p05', 1);
  for (const [name, bytes] of Object.entries(files)) {
    const decoded = await decodePhoto(bytes);
    assert.ok(decoded.ok, name);
    const { faces } = await observe(decoded.value, 'subject');
    assert.equal(faces.length, 1, name);
    assert.ok(distance(enrolled, faces[0]!.encoding!) < threshold, name);
  }
});

test('a face of 60 px in a picture of 384 is found, and one that fills the picture', async () => {
  for (const person of ['p01', 'p04', 'p07']) {
    const far = paste(wall(384, 384), await photo(person, 1, 96), 200, 150);
    assert.equal((await observe(far, 'none')).faces.length, 1, person);
    const near = middleOf(await photo(person, 1, 600), 400);
    assert.equal((await observe(near, 'none')).faces.length, 1, person);
  }
});

test('each stage has its time, and the bare models theirs', async () => {
  const { timings } = await observe(await photo('p06'), 'subject');
  const bare = await pipeline.bare();
  for (const stage of ['detect', 'align', 'encode'] as const) {
    assert.ok(timings[stage] > 0 && bare[stage] > 0);
  }
});

test('a missing, a damaged and an unloadable model are told apart, with the reason', async (t) => {
  const dir = await mkdtemp(join(tmpdir(), 'threshold-models-'));
  t.after(() => rm(dir, { recursive: true }));
  const pack = await corePack();
  const because = async (models = pack) => {
    const cause: unknown = await openPipeline({ models, modelDir: dir }).catch((e: unknown) => e);
    assert.ok(cause instanceof ModelFault);
    const { code, message } = modelError(cause);
    assert.ok(!message.includes(dir), message);
    return { fault: cause.fault, code, message };
  };
  const missing = await because();
  assert.deepEqual([missing.fault, missing.code], ['missing', 'model-missing']);
  assert.match(missing.message, /detector\.onnx is missing/);
  for (const { file } of pack.models) await copyFile(join(modelDir, file), join(dir, file));
  const encoder = modelOf(pack, 'encoder');
  const rubbish = Buffer.from('not a model');
  await writeFile(join(dir, encoder.file), rubbish);
  const damaged = await because();
  assert.deepEqual([damaged.fault, damaged.code], ['damaged', 'model-damaged']);
  const sha256 = createHash('sha256').update(rubbish).digest('hex');
  const made = { ...encoder, bytes: rubbish.byteLength, sha256 };
  const models = pack.models.map((model) => (model === encoder ? made : model));
  const unloadable = await because({ ...pack, models });
  assert.deepEqual([unloadable.fault, unloadable.code], ['unloadable', 'model-damaged']);
  assert.match(unloadable.message, /encoder\.onnx cannot be loaded: .*protobuf/i);
  // Root may read everything: a folder in the file's place is what nobody can.
  await rm(join(dir, encoder.file));
  await mkdir(join(dir, encoder.file));
  const unreadable = await because();
  assert.deepEqual([unreadable.fault, unreadable.code], ['unreadable', 'model-missing']);
  assert.match(unreadable.message, /encoder\.onnx may not be read/);
});
