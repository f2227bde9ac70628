import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Frame } from '../../electron/contract/frame.ts';
import {
  framePhoto,
  freeName,
  roomFor,
  type EnrolPhoto,
} from '../../renderer/state/enrol-photos.ts';
import { limits } from '../../renderer/state/limits.ts';

/** A photo already put forward; only its size matters. */
function kept(bytes: number): EnrolPhoto {
  const photo = { kind: 'file', name: 'a.jpg', bytes: new Uint8Array(bytes) } as const;
  return { key: 1, shot: null, photo, thumb: null, verdict: 'accepted' };
}

test('a photo kept of the camera does not change with the next frame', () => {
  const data = Uint8Array.from([1, 2, 3]);
  const frame: Frame = { format: 'I420', width: 16, height: 16, stride: 16, data };
  const photo = framePhoto(frame, 'camera-1');
  data.fill(9);
  assert.ok(photo.kind === 'frame');
  assert.deepEqual([...photo.frame.data], [1, 2, 3]);
});

test('photos are taken while there is room for their number and their bytes', () => {
  const full = Array.from({ length: limits.photos }, () => kept(1));
  assert.equal(roomFor(full.slice(1), 1, 1), null);
  assert.equal(roomFor(full, 1, 1), 'too-many');
  assert.equal(roomFor([], limits.photos + 1, 0), 'too-many');
  assert.equal(roomFor([], 1, limits.enrolmentBytes), null);
  assert.equal(roomFor([kept(1)], 1, limits.enrolmentBytes), 'too-large');
});

test('photos of the same name are told apart', () => {
  assert.equal(freeName('a.jpg', []), 'a.jpg');
  assert.equal(freeName('a.jpg', ['a.jpg', 'a (2).jpg']), 'a (3).jpg');
  assert.equal(freeName('.hidden', ['.hidden']), '.hidden (2)');
});
