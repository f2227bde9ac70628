import assert from 'node:assert/strict';
import { test } from 'node:test';
import type {
  FaceQuality,
  Observation,
  ObservedFace,
} from '../../electron/contract/observation.ts';
import {
  checkPolicy,
  companionOf,
  enrolPolicy,
  photoPolicy,
  pickSubject,
} from '../../electron/station/subject.ts';

const good: FaceQuality = {
  yaw: 0,
  pitch: 0,
  roll: 0,
  sharpness: 0.6,
  brightness: 0.5,
  brightnessLeft: 0.5,
  brightnessRight: 0.5,
  dynamicRange: 0.4,
  underExposed: 0,
  overExposed: 0,
  inFrame: 1,
  eyesVisible: 1,
  unified: 0.8,
};

function face(width: number, x = 100, y = 100, quality: Partial<FaceQuality> = {}): ObservedFace {
  const eye = width * 0.4;
  return {
    box: { x, y, width, height: width * 1.2 },
    score: 0.9,
    landmarks: [
      [x + width * 0.3, y + width * 0.4],
      [x + width * 0.7, y + width * 0.4],
      [x + width * 0.5, y + width * 0.6],
      [x + width * 0.35, y + width * 0.8],
      [x + width * 0.65, y + width * 0.8],
    ],
    interEye: eye,
    encoding: null,
    quality: { ...good, ...quality },
  };
}

/** A picture that is about the first of the faces. */
function seen(...faces: ObservedFace[]): Observation {
  const timings = { decode: 0, detect: 0, align: 0, encode: 0 };
  const subject = faces.length > 0 ? 0 : null;
  return { image: { width: 640, height: 480 }, faces, subject, timings };
}

function codeOf(observation: Observation, policy = photoPolicy): string {
  const subject = pickSubject(observation, policy);
  return subject.ok ? 'ok' : subject.error.code;
}

function hintOf(observation: Observation, policy = photoPolicy): string | undefined {
  const subject = pickSubject(observation, policy);
  return subject.ok ? undefined : `${subject.error.code}, ${subject.error.direction}`;
}

test('an empty picture has no subject', () => {
  assert.equal(hintOf(seen()), 'no-face, look-at-camera');
});

test('a picture in which nobody stands where a subject may stand has none either', () => {
  assert.equal(codeOf({ ...seen(face(120)), subject: null }), 'no-face');
});

test('one face of good size is the subject', () => {
  assert.equal(codeOf(seen(face(120))), 'ok');
});

test('the subject is the face the picture is about, not the largest', () => {
  const picture = { ...seen(face(200, 10), face(120, 400)), subject: 1 };
  const subject = pickSubject(picture, checkPolicy);
  assert.ok(subject.ok);
  assert.equal(subject.value.box.width, 120);
});

test('two faces of like size make a photo useless, somebody far behind does not', () => {
  assert.equal(hintOf(seen(face(120), face(110, 400))), 'several-faces, one-at-a-time');
  assert.equal(codeOf(seen(face(120), face(50, 400))), 'ok');
});

test('at a camera a second person is no refusal', () => {
  assert.equal(codeOf(seen(face(120), face(110, 400)), checkPolicy), 'ok');
});

test('enrolment is stricter about size and about others in the picture', () => {
  assert.equal(codeOf(seen(face(60))), 'ok');
  assert.equal(hintOf(seen(face(60)), enrolPolicy), 'face-too-small, come-closer');
  assert.equal(codeOf(seen(face(120), face(50, 400)), enrolPolicy), 'several-faces');
});

test('a face across an edge is sent the other way, seen from the person', () => {
  // What is on the picture's left is on the person's right.
  assert.equal(hintOf(seen(face(120, -60))), 'face-cut-off, move-left');
  assert.equal(hintOf(seen(face(120, 580))), 'face-cut-off, move-right');
  assert.equal(hintOf(seen(face(120, 300, -60))), 'face-cut-off, move-down');
  assert.equal(hintOf(seen(face(120, 300, 400))), 'face-cut-off, move-up');
});

test('a face across two opposite edges has to step back', () => {
  const near = face(700, -30, -100, { inFrame: 0.5 });
  assert.equal(hintOf(seen(near)), 'face-cut-off, step-back');
});

test('a face whose landmarks all show is refused where too much of the rest does not', () => {
  const cut = seen(face(120, -20, 100, { inFrame: 0.8 }));
  assert.equal(hintOf(cut, enrolPolicy), 'face-cut-off, move-left');
  assert.equal(codeOf(cut, checkPolicy), 'ok');
});

test('what is best mended first is named first', () => {
  const quality = { yaw: 80, brightnessLeft: 0, brightnessRight: 0, sharpness: 0, eyesVisible: 0 };
  assert.equal(codeOf(seen(face(40, 100, 100, quality))), 'face-too-small');
  assert.equal(codeOf(seen(face(120, -60, 100, quality))), 'face-cut-off');
  assert.equal(codeOf(seen(face(120, 100, 100, quality))), 'face-turned');
  assert.equal(codeOf(seen(face(120, 100, 100, { ...quality, yaw: 0 }))), 'face-too-dark');
  assert.equal(codeOf(seen(face(120, 100, 100, { sharpness: 0, eyesVisible: 0 }))), 'face-blurred');
});

test('each fault of a face has its code, and a direction in the person’s own terms', () => {
  const faults: [Partial<FaceQuality>, string][] = [
    [{ yaw: 80 }, 'face-turned, turn-right'],
    [{ yaw: -80 }, 'face-turned, turn-left'],
    [{ pitch: 55 }, 'face-raised-or-lowered, chin-down'],
    [{ pitch: -55 }, 'face-raised-or-lowered, chin-up'],
    [{ roll: 60 }, 'face-tilted, level-head'],
    [{ roll: -60 }, 'face-tilted, level-head'],
    [{ brightnessLeft: 0.05, brightnessRight: 0.04 }, 'face-too-dark, more-light'],
    [{ underExposed: 0.7 }, 'face-too-dark, more-light'],
    [{ brightnessLeft: 0.95, brightnessRight: 0.96 }, 'face-too-bright, less-light'],
    [{ overExposed: 0.5 }, 'face-too-bright, less-light'],
    [{ brightnessLeft: 0.05 }, 'uneven-light, light-right'],
    [{ brightnessRight: 0.05 }, 'uneven-light, light-left'],
    [{ dynamicRange: 0.05 }, 'low-contrast, wipe-lens'],
    [{ sharpness: 0.01 }, 'face-blurred, hold-still'],
    [{ eyesVisible: 0.05 }, 'eyes-hidden, show-eyes'],
  ];
  for (const [quality, hint] of faults) {
    for (const policy of [checkPolicy, photoPolicy, enrolPolicy]) {
      assert.equal(hintOf(seen(face(120, 100, 100, quality)), policy), hint);
    }
  }
});

test('a measure that is no number is a fault, and so is a quality that was not measured', () => {
  for (const measure of Object.keys(good) as (keyof FaceQuality)[]) {
    if (measure === 'unified' || measure === 'brightness') continue;
    assert.notEqual(codeOf(seen(face(120, 100, 100, { [measure]: NaN }))), 'ok', measure);
  }
  assert.equal(codeOf(seen({ ...face(120), interEye: NaN })), 'face-too-small');
  assert.equal(codeOf(seen({ ...face(120), quality: null })), 'internal');
});

test('somebody close behind is a companion, somebody far behind or far away is none', () => {
  const behind = face(90, 200, 80);
  assert.equal(companionOf(seen(face(120), behind)), behind);
  assert.equal(companionOf(seen(face(120), face(50, 200, 80))), null);
  assert.equal(companionOf(seen(face(120), face(110, 500))), null);
  assert.equal(companionOf(seen(face(120))), null);
  assert.equal(companionOf(seen()), null);
});

test('of several companions the largest is named, even where larger than the subject', () => {
  const [near, nearer] = [face(90, 0, 100), face(140, 240, 100)];
  assert.equal(companionOf(seen(face(120), near, nearer)), nearer);
});
