import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { FaceQuality, Observation, Point } from '../../electron/contract/observation.ts';
import {
  checkPolicy,
  enrolPolicy,
  pickSubject,
  type SubjectPolicy,
} from '../../electron/station/subject.ts';
import type { RgbImage } from '../../electron/vision/image.ts';
import type { Pipeline } from '../../electron/vision/pipeline.ts';
import { ImagePyramid } from '../../electron/vision/pyramid.ts';
import { measureQuality } from '../../electron/vision/quality.ts';
import { fiveModel, ibugModel, type ModelPoint } from '../../electron/vision/quality-model.ts';
import { poseOf } from '../../electron/vision/quality-pose.ts';
import {
  blurred,
  compressed,
  cropped,
  enlarged,
  greyed,
  mirrored,
  relit,
  resized,
  shaded,
  smeared,
  tilted,
  turned,
  withBar,
  withDarkGlasses,
} from '../support/faults.ts';
import { corePipeline, paste, photo, wall } from './vision-fixtures.ts';

const people = Array.from({ length: 10 }, (_, index) => `p${String(index + 1).padStart(2, '0')}`);
/** Fewest of the ten people on whom a fault must leave the detector a face, for it to be tried. */
const fewest = 4;

interface Plain {
  readonly image: RgbImage;
  readonly landmarks: readonly Point[];
  readonly quality: FaceQuality;
}

let pipeline: Pipeline;
const plain = new Map<string, Plain>();

before(async () => {
  pipeline = await corePipeline();
  for (const person of people) {
    const image = await photo(person);
    const seen = await look(image);
    const subject = seen.faces[seen.subject!]!;
    plain.set(person, { image, landmarks: subject.landmarks, quality: subject.quality! });
  }
});

after(() => pipeline.close());

function look(image: RgbImage): Promise<Observation> {
  const wish = { encode: 'none', subject: 'largest', effort: 'thorough' } as const;
  return pipeline.observe(new ImagePyramid(image), wish);
}

async function hintOf(image: RgbImage, policy: SubjectPolicy = enrolPolicy): Promise<string> {
  const subject = pickSubject(await look(image), policy);
  return subject.ok ? 'ok' : `${subject.error.code}, ${subject.error.direction}`;
}

type Fault = (face: Plain) => RgbImage | Promise<RgbImage>;

/** Where the fault hides the face from the detector, nothing can be said about the fault. */
async function hintsOf(fault: Fault, whom: readonly string[] = people): Promise<string[]> {
  const hints: string[] = [];
  for (const person of whom) {
    const hint = await hintOf(await fault(plain.get(person)!));
    if (hint !== 'no-face, look-at-camera') hints.push(hint);
  }
  assert.ok(hints.length >= fewest, `${hints.length} faces found`);
  return hints;
}

async function assertFires(fault: Fault, hint: string, whom?: readonly string[]): Promise<void> {
  for (const found of await hintsOf(fault, whom)) assert.equal(found, hint);
}

test('nothing is wrong with any of the enrolment photos', async () => {
  for (const person of people) {
    assert.equal(await hintOf(plain.get(person)!.image), 'ok', person);
  }
});

test('photos in other poses and light can still be checked', async () => {
  for (const person of ['p01', 'p02']) {
    for (const number of [2, 3, 4]) {
      assert.equal(await hintOf(await photo(person, number), checkPolicy), 'ok', person);
    }
  }
});

test('a dark face wants more light', async () => {
  await assertFires(
    ({ image, quality }) => relit(image, 0.16 / quality.brightness),
    'face-too-dark, more-light',
  );
});

test('an overexposed face wants less light', async () => {
  await assertFires(
    ({ image, quality }) => relit(image, 1.1 / quality.brightness),
    'face-too-bright, less-light',
  );
});

test('a face dark on one side wants light there, seen from the person', async () => {
  const shadeOn =
    (side: 'left' | 'right'): Fault =>
    ({ image, landmarks }) =>
      shaded(image, side, landmarks[2]![0], 0.15);
  await assertFires(shadeOn('left'), 'uneven-light, light-right');
  await assertFires(shadeOn('right'), 'uneven-light, light-left');
});

test('a face behind a veil wants a clean lens', async () => {
  await assertFires(
    ({ image, quality }) => greyed(image, 0.15 / quality.dynamicRange),
    'low-contrast, wipe-lens',
  );
});

test('a face out of focus is not sharp', async () => {
  await assertFires(
    async ({ image }) => resized(await blurred(image, 7), 220),
    'face-blurred, hold-still',
  );
});

test('a face that moved sideways is not sharp', async () => {
  // On the others the smear leaves enough of brows and caps to count as just sharp enough.
  const moved = ['p01', 'p02', 'p03', 'p05', 'p09', 'p10'];
  await assertFires(({ image }) => smeared(image, 29), 'face-blurred, hold-still', moved);
});

test('an enlarged face is not sharp, however many pixels it has', async () => {
  await assertFires(
    async ({ image }) => enlarged(await resized(image, 220), 28),
    'face-blurred, hold-still',
  );
});

test('a small face has to come closer', async () => {
  await assertFires(({ image }) => resized(image, 120), 'face-too-small, come-closer');
});

test('a leaning head has to be held level, to whichever side it leans', async () => {
  for (const degrees of [-30, 30]) {
    await assertFires(({ image }) => tilted(image, degrees), 'face-tilted, level-head');
  }
});

test('a turned head has to turn back, seen from the person', async () => {
  await assertFires(
    ({ image, landmarks }) => turned(image, landmarks, 38, 0),
    'face-turned, turn-right',
  );
  await assertFires(
    ({ image, landmarks }) => turned(image, landmarks, -38, 0),
    'face-turned, turn-left',
  );
});

test('a raised chin has to come down, a lowered one up', async () => {
  await assertFires(
    ({ image, landmarks }) => turned(image, landmarks, 0, 44),
    'face-raised-or-lowered, chin-down',
  );
  await assertFires(
    ({ image, landmarks }) => turned(image, landmarks, 0, -40),
    'face-raised-or-lowered, chin-up',
  );
});

test('a face across an edge has to move into the picture, seen from the person', async () => {
  const cuts: [Fault, string][] = [
    [({ image }) => cropped(image, 145, 0, 384, 384), 'move-left'],
    [({ image }) => cropped(image, 0, 0, 239, 384), 'move-right'],
    [({ image }) => cropped(image, 0, 140, 384, 384), 'move-down'],
    [({ image }) => cropped(image, 0, 0, 384, 260), 'move-up'],
  ];
  for (const [cut, direction] of cuts) await assertFires(cut, `face-cut-off, ${direction}`);
});

test('eyes behind dark glasses or a bar are hidden', async () => {
  for (const cover of [withDarkGlasses, withBar]) {
    await assertFires(({ image, landmarks }) => cover(image, landmarks), 'eyes-hidden, show-eyes');
  }
});

test('of two people side by side one has to go', async () => {
  const image = wall(768, 384);
  paste(image, plain.get('p01')!.image, 0, 0);
  paste(image, plain.get('p02')!.image, 384, 0);
  assert.equal(await hintOf(image), 'several-faces, one-at-a-time');
  assert.equal(await hintOf(image, checkPolicy), 'ok');
});

test('a mirror image is of the same quality, turned and lit the other way round', async () => {
  for (const person of people.slice(0, 4)) {
    const { image, quality } = plain.get(person)!;
    const seen = await look(await mirrored(image));
    const other = seen.faces[seen.subject!]!.quality!;
    assert.ok(Math.abs(other.yaw + quality.yaw) < 3, `${other.yaw} and ${quality.yaw}`);
    assert.ok(Math.abs(other.roll + quality.roll) < 2);
    assert.ok(Math.abs(other.pitch - quality.pitch) < 3);
    assert.ok(Math.abs(other.brightnessLeft - quality.brightnessRight) < 0.04);
    assert.ok(Math.abs(other.sharpness - quality.sharpness) < 0.08);
  }
});

test('the more it is blurred, the less sharp and the worse a face is', async () => {
  for (const person of people) {
    const { image, landmarks } = plain.get(person)!;
    const face = { box: { x: 0, y: 0, width: 384, height: 384 }, landmarks, points68: null };
    let previous = measureQuality(new ImagePyramid(image), face);
    for (const sigma of [2, 4, 6, 9]) {
      const worse = measureQuality(new ImagePyramid(await blurred(image, sigma)), face);
      assert.ok(worse.sharpness < previous.sharpness, `${person}, ${sigma} px`);
      assert.ok(worse.unified < previous.unified, `${person}, ${sigma} px`);
      previous = worse;
    }
  }
});

test('the blocks of a poor JPEG do not make a blurred face sharp', async () => {
  for (const person of people) {
    const { image, landmarks } = plain.get(person)!;
    const face = { box: { x: 0, y: 0, width: 384, height: 384 }, landmarks, points68: null };
    const soft = await blurred(image, 6);
    const blocky = measureQuality(new ImagePyramid(await compressed(soft, 20)), face);
    const { sharpness } = measureQuality(new ImagePyramid(soft), face);
    assert.ok(Math.abs(blocky.sharpness - sharpness) < 0.03, person);
  }
});

test('sharpness and brightness do not depend on how large the face is', async () => {
  const { image, landmarks, quality } = plain.get('p04')!;
  const large = await resized(image, 2 * 384);
  const face = {
    box: { x: 0, y: 0, width: 768, height: 768 },
    landmarks: landmarks.map(([x, y]): Point => [2 * x, 2 * y]),
    points68: null,
  };
  const measured = measureQuality(new ImagePyramid(large), face);
  assert.ok(Math.abs(measured.sharpness - quality.sharpness) < 0.05);
  assert.ok(Math.abs(measured.brightness - quality.brightness) < 0.01);
});

test('the pose of the head model is read off its own view, from five points and from more', () => {
  const turns = { yaw: 25, pitch: -12, roll: 9 };
  const five = fiveModel.map((point) => view(point, turns));
  const points68: Point[] = Array.from({ length: 68 }, () => [0, 0]);
  for (const [index, at] of ibugModel) points68[index] = view(at, turns);
  for (const pose of [poseOf(five, null), poseOf(five, points68)]) {
    for (const angle of ['yaw', 'pitch', 'roll'] as const) {
      assert.ok(Math.abs(pose[angle] - turns[angle]) < 1e-6, `${angle} ${pose[angle]}`);
    }
  }
});

/** Where a far camera sees a point of a head that is turned: pitch, then yaw, then roll. */
function view(
  [x, y, z]: ModelPoint,
  turns: { readonly yaw: number; readonly pitch: number; readonly roll: number },
): Point {
  const [yaw, pitch, roll] = [turns.yaw, turns.pitch, turns.roll].map(
    (angle) => (angle * Math.PI) / 180,
  ) as [number, number, number];
  const down = y * Math.cos(pitch) - z * Math.sin(pitch);
  const near = y * Math.sin(pitch) + z * Math.cos(pitch);
  const across = x * Math.cos(yaw) + near * Math.sin(yaw);
  return [
    320 + 14 * (across * Math.cos(roll) - down * Math.sin(roll)),
    240 + 14 * (across * Math.sin(roll) + down * Math.cos(roll)),
  ];
}
