import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Point } from '../../electron/contract/observation.ts';
import { Aligner } from '../../electron/vision/align.ts';
import { mirroredLandmark, fivePoints } from '../../electron/vision/landmark-layout.ts';
import {
  fitSimilarity,
  invertSimilarity,
  scaleOf,
  transformPoint,
  type Similarity,
} from '../../electron/vision/similarity.ts';

const square: readonly Point[] = [
  [0, 0],
  [1, 0],
  [1, 1],
  [0, 1],
];

function near(actual: Point, expected: Point, tolerance = 1e-9): void {
  const apart = Math.hypot(actual[0] - expected[0], actual[1] - expected[1]);
  assert.ok(apart <= tolerance, `(${actual.join(', ')}) is not (${expected.join(', ')})`);
}

test('a rotation, scale and shift are found again', () => {
  const turn: Similarity = { a: 2 * Math.cos(0.7), b: 2 * Math.sin(0.7), tx: -3, ty: 5 };
  const found = fitSimilarity(
    square,
    square.map((point) => transformPoint(turn, point)),
  );
  square.forEach((point) => near(transformPoint(found, point), transformPoint(turn, point)));
  assert.ok(Math.abs(scaleOf(found) - 2) < 1e-12);
});

test('points that no similarity joins are met in the least squares', () => {
  const stretched: readonly Point[] = [
    [0, 0],
    [3, 0],
    [3, 1],
    [0, 1],
  ];
  // By symmetry the fit keeps the centre and takes the mean of the two scales.
  const found = fitSimilarity(square, stretched);
  near(transformPoint(found, [0.5, 0.5]), [1.5, 0.5]);
  assert.ok(Math.abs(scaleOf(found) - 2) < 1e-12);
});

test('a mirror image is never fitted by a reflection', () => {
  const mirrored = square.map(([x, y]): Point => [-x, y]);
  assert.ok(scaleOf(fitSimilarity(square, mirrored)) < 1e-12);
});

test('the inverse leads back', () => {
  const turn: Similarity = { a: 0.3, b: -1.2, tx: 40, ty: -7 };
  near(transformPoint(invertSimilarity(turn), transformPoint(turn, [12, 34])), [12, 34]);
});

test('points that coincide, or lists of different lengths, have no fit', () => {
  const spot: readonly Point[] = [
    [1, 1],
    [1, 1],
  ];
  assert.throws(() => fitSimilarity(spot, spot), RangeError);
  assert.throws(() => fitSimilarity(square, spot), RangeError);
  assert.throws(() => invertSimilarity({ a: 0, b: 0, tx: 1, ty: 1 }), RangeError);
});

const alignment = {
  template: 'test',
  size: 150,
  landmarks: 'ibug68' as const,
  indices: [36, 45, 30],
  points: [
    [0.1, 0.2],
    [0.9, 0.2],
    [0.5, 0.6],
  ] as [number, number][],
  paddings: [0, 0.25],
  mirror: true,
  source: 'test',
};

function landmarksWith(places: Readonly<Record<number, Point>>): Point[] {
  return Array.from({ length: 68 }, (_, index): Point => places[index] ?? [0, 0]);
}

function faceWith(points68: readonly Point[]) {
  return { landmarks: [], points68 };
}

test('a face that lies in the template’s place is cut as it is', () => {
  const landmarks = landmarksWith({ 36: [15, 30], 45: [135, 30], 30: [75, 90] });
  const [chip] = new Aligner(alignment).chipsOf(faceWith(landmarks));
  near(transformPoint(chip!, [0, 0]), [0, 0]);
  near(transformPoint(chip!, [150, 150]), [150, 150]);
});

test('padding p shows p more of the template’s width on every side', () => {
  const landmarks = landmarksWith({ 36: [15, 30], 45: [135, 30], 30: [75, 90] });
  const [, padded] = new Aligner(alignment).chipsOf(faceWith(landmarks));
  near(transformPoint(padded!, [0, 0]), [-37.5, -37.5]);
  near(transformPoint(padded!, [150, 150]), [187.5, 187.5]);
});

test('a turned and enlarged face is cut upright', () => {
  const turn: Similarity = { a: 0, b: 3, tx: 400, ty: 20 };
  const upright = landmarksWith({ 36: [15, 30], 45: [135, 30], 30: [75, 90] });
  const turned = upright.map((point) => transformPoint(turn, point));
  const [chip] = new Aligner(alignment).chipsOf(faceWith(turned));
  near(transformPoint(chip!, [75, 90]), transformPoint(turn, [75, 90]));
  near(transformPoint(chip!, [0, 0]), transformPoint(turn, [0, 0]));
});

test('a pack may align by the five points instead', () => {
  const five = { ...alignment, landmarks: 'five' as const, indices: [0, 1, 2] };
  const landmarks: Point[] = [
    [15, 30],
    [135, 30],
    [75, 90],
  ];
  const [chip] = new Aligner(five).chipsOf({ landmarks, points68: null });
  near(transformPoint(chip!, [0, 0]), [0, 0]);
  assert.throws(() => new Aligner(alignment).chipsOf({ landmarks, points68: null }), /no landmark/);
});

test('a missing landmark, or a template that lacks a point, is refused', () => {
  assert.throws(() => new Aligner(alignment).chipsOf(faceWith(square)), /no landmark 36/);
  assert.throws(() => new Aligner({ ...alignment, points: [] }), RangeError);
});

test('mirroring landmarks twice gives them back, and keeps those on the middle line', () => {
  mirroredLandmark.forEach((mirrored, index) => {
    assert.equal(mirroredLandmark[mirrored], index);
  });
  const middle = mirroredLandmark.filter((mirrored, index) => mirrored === index);
  assert.deepEqual(middle, [8, 27, 28, 29, 30, 33, 51, 57, 62, 66]);
});

test('five points are the eyes’ centres, the nose’s tip and the mouth’s corners', () => {
  const places = Array.from({ length: 68 }, (_, index): Point => [index, -index]);
  assert.deepEqual(fivePoints(places), [
    [38.5, -38.5],
    [44.5, -44.5],
    [30, -30],
    [48, -48],
    [54, -54],
  ]);
});
