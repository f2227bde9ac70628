import assert from 'node:assert/strict';
import { test } from 'node:test';
import { logit, shareOf, sigmoid, suppressOverlaps } from '../../electron/vision/detections.ts';
import { decodeSsdMaps } from '../../electron/vision/ssd-maps.ts';

const box = (x: number, y: number, side: number) => ({ x, y, width: side, height: side });

test('the share is of the smaller box', () => {
  assert.equal(shareOf(box(0, 0, 10), box(5, 0, 10)), 0.5);
  assert.equal(shareOf(box(0, 0, 100), box(10, 10, 10)), 1);
  assert.equal(shareOf(box(0, 0, 10), box(10, 0, 10)), 0);
});

test('of boxes about one face the best is kept, boxes about two faces both', () => {
  const detections = [
    { box: box(2, 0, 10), score: 0.6 },
    { box: box(0, 0, 10), score: 0.9 },
    { box: box(3, 3, 4), score: 0.7 },
    { box: box(8, 0, 10), score: 0.8 },
  ];
  const kept = suppressOverlaps(detections, 0.4);
  assert.deepEqual(
    kept.map(({ score }) => score),
    [0.9, 0.8],
  );
});

test('logit and sigmoid undo each other', () => {
  for (const probability of [0.01, 0.5, 0.9]) {
    assert.ok(Math.abs(sigmoid(logit(probability)) - probability) < 1e-12);
  }
});

test('an SSD anchor without shift lies about its cell, sized for a 512 px canvas', () => {
  const rows = 2;
  const columns = 3;
  const scores = new Float32Array(3 * rows * columns).fill(-9);
  // Anchor 1 of the first map: scale 0.2, twice as wide as high; row 1, column 2.
  scores[1 * 6 + 5] = 3;
  const boxes = new Float32Array(12 * rows * columns);
  const [only, ...rest] = decodeSsdMaps([{ rows, columns, scores, boxes }], 0.5);
  assert.equal(rest.length, 0);
  assert.ok(Math.abs(only!.score - sigmoid(3)) < 1e-9);
  const width = 0.2 * Math.SQRT2 * 512;
  const height = (0.2 / Math.SQRT2) * 512;
  assert.ok(Math.abs(only!.box.width - width) < 1e-6);
  assert.ok(Math.abs(only!.box.x - (2.5 * 16 - width / 2)) < 1e-6);
  assert.ok(Math.abs(only!.box.y - (1.5 * 16 - height / 2)) < 1e-6);
});

test('a cell whose score is no number is no face', () => {
  const map = { rows: 1, columns: 1, scores: new Float32Array([NaN, NaN, NaN]) };
  assert.deepEqual(decodeSsdMaps([{ ...map, boxes: new Float32Array(12) }], 0.5), []);
});
