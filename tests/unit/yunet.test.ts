import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodeYunetMap, type YunetMap } from '../../electron/vision/yunet.ts';

const canvas = { width: 64, height: 32 };
const stride = 16;
/** 4 columns, 2 rows. */
const cells = 8;

function emptyMap(): YunetMap {
  return {
    cls: new Float32Array(cells),
    obj: new Float32Array(cells),
    bbox: new Float32Array(4 * cells),
    kps: new Float32Array(10 * cells),
  };
}

/** One face in the cell of row 1, column 2. */
function mapWithFace(cls = 0.81, obj = 1): YunetMap {
  const map = emptyMap();
  const cell = 6;
  map.cls[cell] = cls;
  map.obj[cell] = obj;
  map.bbox.set([0.5, -0.25, Math.log(2), Math.log(3)], 4 * cell);
  map.kps.set([0, 0, 1, 0, 0.5, 0.5, 0, 1, 1.25, -1], 10 * cell);
  return map;
}

test('a cell’s box is centred about it, in strides, with the logarithm of its size', () => {
  const [face, ...others] = decodeYunetMap(mapWithFace(), stride, canvas, 0.5);
  assert.ok(face);
  assert.deepEqual(others, []);
  assert.ok(Math.abs(face.score - 0.9) < 1e-6);
  const { x, y, width, height } = face.box;
  // Centre (2 + 0.5, 1 − 0.25) · 16 = (40, 12); size 2 · 16 by 3 · 16.
  [x - 24, y + 12, width - 32, height - 48].forEach((off) => assert.ok(Math.abs(off) < 1e-4));
});

test('the five points are shifts from the cell, in strides', () => {
  const [face] = decodeYunetMap(mapWithFace(), stride, canvas, 0.5);
  assert.deepEqual(face?.points, [
    [32, 16],
    [48, 16],
    [40, 24],
    [32, 32],
    [52, 0],
  ]);
});

test('the score is the geometric mean of both, and what falls below the least is no face', () => {
  assert.equal(decodeYunetMap(mapWithFace(0.25, 1), stride, canvas, 0.49).length, 1);
  assert.equal(decodeYunetMap(mapWithFace(0.25, 1), stride, canvas, 0.51).length, 0);
  assert.equal(decodeYunetMap(mapWithFace(1, 0.25), stride, canvas, 0.51).length, 0);
  assert.equal(decodeYunetMap(emptyMap(), stride, canvas, 0.01).length, 0);
});

test('a score beyond 1 counts as 1, and one that is no number is no face', () => {
  const [face] = decodeYunetMap(mapWithFace(1.5, 1.5), stride, canvas, 0.5);
  assert.equal(face?.score, 1);
  assert.deepEqual(decodeYunetMap(mapWithFace(NaN, 1), stride, canvas, 0.5), []);
  assert.deepEqual(decodeYunetMap(mapWithFace(-1, -1), stride, canvas, 0.5), []);
});
