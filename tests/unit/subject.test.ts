import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Observation, ObservedFace } from '../../electron/contract/observation.ts';
import { checkPolicy, enrolPolicy, pickSubject } from '../../electron/station/subject.ts';

function face(width: number, x = 100, y = 100): ObservedFace {
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
  };
}

function seen(...faces: ObservedFace[]): Observation {
  const timings = { decode: 0, detect: 0, align: 0, encode: 0 };
  return { image: { width: 640, height: 480 }, faces, timings };
}

function codeOf(observation: Observation, policy = checkPolicy): string {
  const subject = pickSubject(observation, policy);
  return subject.ok ? 'ok' : subject.error.code;
}

test('an empty picture has no subject', () => {
  assert.equal(codeOf(seen()), 'no-face');
});

test('one face of good size is the subject', () => {
  assert.equal(codeOf(seen(face(120))), 'ok');
});

test('two faces of like size are refused, somebody far behind is not', () => {
  assert.equal(codeOf(seen(face(120), face(110, 400))), 'several-faces');
  assert.equal(codeOf(seen(face(120), face(50, 400))), 'ok');
});

test('enrolment is stricter about size and about others in the picture', () => {
  assert.equal(codeOf(seen(face(60))), 'ok');
  assert.equal(codeOf(seen(face(60)), enrolPolicy), 'face-too-small');
  assert.equal(codeOf(seen(face(120), face(50, 400)), enrolPolicy), 'several-faces');
});

test('a face partly outside the picture is refused', () => {
  assert.equal(codeOf(seen(face(120, -60))), 'face-cut-off');
  assert.equal(codeOf(seen(face(120, 300, 400))), 'face-cut-off');
});
