import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import sharp from 'sharp';
import { shareOf, suppressOverlaps } from '../../electron/vision/detections.ts';
import { decodeSsdMaps, ssdMapCount } from '../../electron/vision/ssd-maps.ts';
import { openReference, type Reference, type SquareImage } from './core-pack-reference.ts';

// The converted networks against the package's own, on the same pixels.

const root = join(import.meta.dirname, '..', '..');
const people = Array.from({ length: 10 }, (_, index) => `p${String(index + 1).padStart(2, '0')}`);
/** Largest L2 distance between a converted and an original encoding, by the issue. */
const encodingTolerance = 1e-3;
/** Px, by the issue. */
const landmarkTolerance = 0.5;

let reference: Reference;
let sessions: Record<'encoder' | 'landmarks' | 'detector', InferenceSession>;

before(async () => {
  reference = await openReference(join(root, 'node_modules', '@vladmandic', 'face-api'));
  const open = (name: string) =>
    InferenceSession.create(join(root, '.cache', 'models', 'core', `${name}.onnx`));
  sessions = {
    encoder: await open('encoder'),
    landmarks: await open('landmarks'),
    detector: await open('detector'),
  };
});

after(async () => {
  for (const session of Object.values(sessions)) await session.release();
});

test('encodings of ten faces agree with the package’s to 1e-3', async () => {
  for (const person of people) {
    const chip = await square(person, 150);
    const ours = await run(sessions.encoder, chip);
    const theirs = await reference.encode(chip);
    const distance = Math.hypot(
      ...theirs.map((value, index) => value - ours['encodings']![index]!),
    );
    assert.ok(distance < encodingTolerance, `${person}: ${distance}`);
  }
});

test('landmarks of ten faces agree with the package’s to half a pixel', async () => {
  for (const person of people) {
    const crop = await square(person, 112);
    const points = (await run(sessions.landmarks, crop))['points']!;
    const theirs = await reference.landmarks(crop);
    theirs.forEach(([x, y], index) => {
      const apart = Math.hypot(points[2 * index]! * 112 - x, points[2 * index + 1]! * 112 - y);
      assert.ok(apart < landmarkTolerance, `${person}, point ${index}: ${apart} px`);
    });
  }
});

test('the detector finds the package’s boxes', async () => {
  for (const person of people.slice(0, 2)) {
    const picture = await onCanvas(person);
    const theirs = await reference.detect(picture);
    const found = suppressOverlaps(decodeSsdMaps(mapsOf(await runDetector(picture)), 0.3), 0.5);
    assert.equal(found.length, theirs.length);
    assert.ok(theirs.length > 0);
    theirs.forEach(({ score, box }, index) => {
      assert.ok(Math.abs(found[index]!.score - score) < 1e-3);
      assert.ok(shareOf(found[index]!.box, box) > 0.99);
    });
  }
});

/** The middle of the person's first photo, where the face is. */
async function square(person: string, size: number): Promise<SquareImage> {
  const { data } = await sharp(photoOf(person))
    .extract({ left: 84, top: 84, width: 216, height: 216 })
    .resize(size, size)
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { size, pixels: Float32Array.from(data) };
}

/** The photo at a quarter of a 512 px canvas: the network was trained on such sizes. */
async function onCanvas(person: string): Promise<SquareImage> {
  const { data } = await sharp(photoOf(person))
    .resize(256, 256)
    .extend({ top: 128, bottom: 128, left: 128, right: 128, background: '#506070' })
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { size: 512, pixels: Float32Array.from(data) };
}

function photoOf(person: string): string {
  return join(root, 'tests', 'fixtures', 'people', person, '1.jpg');
}

async function run(session: InferenceSession, image: SquareImage) {
  const outputs = await session.run({ [session.inputNames[0]!]: planesOf(image) });
  return Object.fromEntries(
    Object.entries(outputs).map(([name, { data }]) => [name, data as Float32Array]),
  );
}

async function runDetector(image: SquareImage) {
  return sessions.detector.run({ image: planesOf(image) });
}

function mapsOf(outputs: Awaited<ReturnType<typeof runDetector>>) {
  return Array.from({ length: ssdMapCount }, (_, level) => {
    const scores = outputs[`scores_${level}`]!;
    return {
      rows: scores.dims[2]!,
      columns: scores.dims[3]!,
      scores: scores.data as Float32Array,
      boxes: outputs[`boxes_${level}`]!.data as Float32Array,
    };
  });
}

function planesOf({ size, pixels }: SquareImage): Tensor {
  const area = size * size;
  const planes = new Float32Array(pixels.length);
  pixels.forEach((value, index) => {
    planes[(index % 3) * area + Math.floor(index / 3)] = value;
  });
  return new Tensor('float32', planes, [1, 3, size, size]);
}
