import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Box } from '../../electron/contract/observation.ts';
import { chooseSubject } from '../../electron/vision/choose-subject.ts';

const image = { width: 1000, height: 500 };

/** Square faces, as the detector would list them: largest first. */
function facesOf(...boxes: [x: number, y: number, side: number][]) {
  return boxes.map(([x, y, side]) => ({ box: { x, y, width: side, height: side } }));
}

const largest = { subject: 'largest' } as const;
const left: Box = { x: 0, y: 0, width: 0.5, height: 1 };

test('the largest face is the subject, and nobody is where there is no face', () => {
  assert.equal(chooseSubject(facesOf([700, 100, 200], [100, 100, 150]), image, largest), 0);
  assert.equal(chooseSubject([], image, largest), null);
});

test('only a face whose middle lies in the zone can be the subject', () => {
  const faces = facesOf([700, 100, 200], [100, 100, 150]);
  assert.equal(chooseSubject(faces, image, { ...largest, zone: left }), 1);
  assert.equal(chooseSubject(faces.slice(0, 1), image, { ...largest, zone: left }), null);
  // Half of the box reaches into the zone, its middle does not.
  assert.equal(chooseSubject(facesOf([410, 100, 200]), image, { ...largest, zone: left }), null);
});

test('a face that reaches out of the picture can be in a zone that ends at the edge', () => {
  assert.equal(chooseSubject(facesOf([-160, 100, 300]), image, { ...largest, zone: left }), 0);
  assert.equal(chooseSubject(facesOf([900, 400, 300]), image, largest), 0);
});

test('the face held stays the subject until another is a quarter wider', () => {
  const held: Box = { x: 95, y: 105, width: 160, height: 160 };
  const wish = { ...largest, held };
  assert.equal(chooseSubject(facesOf([700, 100, 180], [100, 100, 160]), image, wish), 1);
  assert.equal(chooseSubject(facesOf([700, 100, 199], [100, 100, 160]), image, wish), 1);
  assert.equal(chooseSubject(facesOf([700, 100, 200], [100, 100, 160]), image, wish), 0);
});

test('of two faces near the one held, the one that lies on it is held', () => {
  const held: Box = { x: 100, y: 100, width: 100, height: 100 };
  const faces = facesOf([150, 100, 110], [105, 100, 100]);
  assert.equal(chooseSubject(faces, image, { ...largest, held }), 1);
});

test('where nobody is left of the face held, the largest is the subject', () => {
  const held: Box = { x: 500, y: 300, width: 100, height: 100 };
  const faces = facesOf([700, 100, 180], [100, 100, 160]);
  assert.equal(chooseSubject(faces, image, { ...largest, held }), 0);
});

test('a face held that leaves the zone is let go', () => {
  const held: Box = { x: 600, y: 100, width: 200, height: 200 };
  const faces = facesOf([600, 100, 200], [100, 100, 150]);
  assert.equal(chooseSubject(faces, image, { ...largest, held, zone: left }), 1);
});

test('the central face is the subject although somebody beside it is larger', () => {
  const faces = facesOf([0, 0, 250], [430, 200, 130], [900, 400, 20]);
  assert.equal(chooseSubject(faces, image, { subject: 'central' }), 1);
  // Its own size counts too: a tiny face in the very middle is a picture on the wall.
  const tiny = facesOf([400, 100, 300], [490, 240, 20]);
  assert.equal(chooseSubject(tiny, image, { subject: 'central' }), 0);
});

test('a face whose box is no number is never chosen', () => {
  const faces = facesOf([NaN, NaN, NaN], [100, 100, 150]);
  assert.equal(chooseSubject(faces, image, largest), 1);
  assert.equal(chooseSubject(faces.slice(0, 1), image, { subject: 'central' }), null);
});
