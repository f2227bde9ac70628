import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CameraWatch, sameFrames, stillTimes } from '../../electron/station/camera/camera-watch.ts';
import { isVirtualCamera } from '../../electron/station/camera/virtual-cameras.ts';

const picture = (value: number): Uint8Array<ArrayBuffer> => new Uint8Array(16).fill(value);

test('cameras that programs make up are known by their names, in any case', () => {
  const names = [
    'OBS Virtual Camera',
    'obs virtual camera (m-de:vice)',
    'ManyCam Virtual Webcam',
    'Dummy video device (0x0000)',
    'Snap Camera',
    'DroidCam Source 3',
    'e2eSoft VCam',
    'Vírtual Cam',
  ];
  for (const name of names) assert.equal(isVirtualCamera(name), true, name);
});

test('cameras that are made of glass are not taken for programs', () => {
  const names = [
    'Logitech BRIO (046d:085e)',
    'Integrated Camera',
    'FaceTime HD Camera',
    'HD Pro Webcam C920',
    'Razer Kiyo Pro',
    'fake_device_0',
    '',
  ];
  for (const name of names) assert.equal(isVirtualCamera(name), false, name);
});

test('a picture that repeats to the last bit is told once, and again after it has moved', () => {
  const watch = new CameraWatch();
  const run = (value: number, frames: number): number[] =>
    Array.from({ length: frames }, (_, at) => at).filter(() =>
      watch.isNewlyFrozen({ data: picture(value), mediaTime: undefined }),
    );
  assert.deepEqual(run(1, sameFrames + 20), [sameFrames - 1]);
  assert.deepEqual(run(2, sameFrames - 1), []);
  assert.deepEqual(run(3, sameFrames), [sameFrames - 1]);
});

test('one bit that differs is a living camera', () => {
  const watch = new CameraWatch();
  for (let frame = 0; frame < 10 * sameFrames; frame += 1) {
    const data = picture(7);
    data[15] = frame % 2;
    assert.equal(watch.isNewlyFrozen({ data, mediaTime: frame }), false);
  }
});

test('a camera whose clock stands still while its pictures change is told', () => {
  const watch = new CameraWatch();
  const told = Array.from({ length: stillTimes + 5 }, (_, at) =>
    watch.isNewlyFrozen({ data: picture(at), mediaTime: 40 }),
  );
  assert.equal(told.indexOf(true), stillTimes - 1);
  assert.equal(told.filter(Boolean).length, 1);
});

test('a camera that tells no time is judged by its pictures alone', () => {
  const watch = new CameraWatch();
  for (let frame = 0; frame < 3 * stillTimes; frame += 1) {
    assert.equal(watch.isNewlyFrozen({ data: picture(frame), mediaTime: undefined }), false);
  }
});
