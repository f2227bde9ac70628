import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import sharp from 'sharp';
import type { Photo } from '../../electron/contract/messages.ts';
import type { Observation, Wish } from '../../electron/contract/observation.ts';
import { Answers } from '../../electron/vision/answers.ts';
import type { PackExamination } from '../../electron/vision/examine.ts';
import type { RgbImage } from '../../electron/vision/image.ts';
import type { Pipeline } from '../../electron/vision/pipeline.ts';
import { photoOf } from '../support/people.ts';
import {
  corePack,
  corePipeline,
  distance,
  paste,
  photo,
  strangersApart,
  wall,
} from './vision-fixtures.ts';

const wish: Wish = { encode: 'subject', subject: 'largest', effort: 'thorough' };
let pipeline: Pipeline;
let answers: Answers;

before(async () => {
  pipeline = await corePipeline();
  answers = new Answers(pipeline);
});

after(() => pipeline.close());

function file(bytes: Uint8Array): Photo {
  return { kind: 'file', name: 'photo', bytes: new Uint8Array(bytes) };
}

async function jpegOf({ data, width, height }: RgbImage): Promise<Photo> {
  return file(
    await sharp(data, { raw: { width, height, channels: 3 } })
      .jpeg()
      .toBuffer(),
  );
}

async function encodingOf(picture: Photo): Promise<Float32Array> {
  const seen = await answers.to({ kind: 'observe', photo: picture, wish });
  assert.ok(seen.ok);
  const { faces, subject } = seen.value as Observation;
  return faces[subject!]!.encoding!;
}

async function cropOf(picture: Photo): Promise<Photo & { kind: 'file' }> {
  const crop = await answers.to({ kind: 'crop', photo: picture });
  assert.ok(crop.ok);
  return file(crop.value as Uint8Array) as Photo & { kind: 'file' };
}

test('the crop of a face is a small JPEG that is encoded as the photo itself is', async () => {
  const same = strangersApart(await corePack()) / 20;
  for (const person of ['p01', 'p04', 'p08']) {
    const large = paste(wall(1400, 1000), await photo(person, 1, 800), 500, 100);
    for (const original of [photoOf(person), await jpegOf(large)]) {
      const crop = await cropOf(original);
      const { format, width, height } = await sharp(crop.bytes).metadata();
      assert.equal(format, 'jpeg');
      assert.ok(Math.max(width, height) <= 480);
      assert.ok(distance(await encodingOf(crop), await encodingOf(original)) < same, person);
    }
  }
});

test('a crop shows the largest face and leaves out what is far from it', async () => {
  const image = wall(1500, 400);
  paste(image, await photo('p01', 1, 300), 30, 50);
  paste(image, await photo('p02', 1, 200), 1250, 100);
  const seen = await answers.to({
    kind: 'observe',
    photo: await cropOf(await jpegOf(image)),
    wish,
  });
  assert.ok(seen.ok);
  assert.equal((seen.value as Observation).faces.length, 1);
});

test('a camera frame can be cropped too', async () => {
  const { width, height, data } = await photo('p03');
  const rgba = await sharp(data, { raw: { width, height, channels: 3 } })
    .ensureAlpha()
    .raw()
    .toBuffer();
  const frame = { format: 'RGBA', width, height, stride: 4 * width } as const;
  const crop = await cropOf({
    kind: 'frame',
    name: 'camera',
    frame: { ...frame, data: new Uint8Array(rgba) },
  });
  assert.ok(distance(await encodingOf(crop), await encodingOf(photoOf('p03'))) < 0.01);
});

test('a photo without a face, or that is none, has no crop', async () => {
  const nobody = await answers.to({ kind: 'crop', photo: await jpegOf(wall(300, 300)) });
  assert.ok(!nobody.ok && nobody.error.code === 'no-face');
  const broken = await answers.to({ kind: 'crop', photo: file(new Uint8Array(9)) });
  assert.ok(!broken.ok && broken.error.code === 'unreadable-image');
});

test('an examination tells what the models are', async () => {
  const examined = await answers.to({ kind: 'examine' });
  assert.ok(examined.ok);
  const { models, encoding } = examined.value as PackExamination;
  const pack = await corePack();
  assert.deepEqual(
    models.map(({ role, file: name }) => [role, name]),
    pack.models.map(({ role, file: name }) => [role, name]),
  );
  assert.deepEqual(models[2]?.inputs, [{ name: 'chips', shape: ['batch', 3, 150, 150] }]);
  assert.deepEqual(models[2]?.outputs, [{ name: 'encodings', shape: ['batch', 128] }]);
  assert.ok(models.every(({ ms }) => ms > 0));
  assert.equal(encoding.length, 128);
  assert.ok(encoding.norms[0] > 0 && encoding.norms[0] <= encoding.norms[1]);
});
