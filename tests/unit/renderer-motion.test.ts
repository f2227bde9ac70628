import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FaceTracker } from '../../renderer/state/face-tracker.ts';
import { Steady } from '../../renderer/state/steady.ts';
import { scrollToShow, visibleRows } from '../../renderer/state/virtual-window.ts';

const box = (x: number) => ({ x, y: 100, width: 100, height: 120 });

test('a face box glides to where the face is and never jumps past it', () => {
  const tracker = new FaceTracker(false);
  tracker.update([box(0)], 0);
  tracker.step(0);
  tracker.update([box(40)], 16);
  let last = 0;
  for (let now = 16; now < 600; now += 16) {
    tracker.update([box(40)], now);
    const x = tracker.step(now)[0]?.x ?? Number.NaN;
    assert.ok(x >= last && x <= 40);
    last = x;
  }
  assert.ok(last > 39.9);
});

test('a face missed for a frame keeps its box; one that is gone fades away', () => {
  const tracker = new FaceTracker(false);
  for (let now = 0; now <= 200; now += 20) {
    tracker.update([box(0)], now);
    tracker.step(now);
  }
  tracker.update([], 220);
  assert.equal(tracker.step(220)[0]?.opacity, 1);
  for (let now = 240; now < 900; now += 20) tracker.step(now);
  assert.deepEqual(tracker.step(900), []);
});

test('two faces keep their own boxes when they are reported in another order', () => {
  const tracker = new FaceTracker(false);
  tracker.update([box(0), box(400)], 0);
  const before = tracker.step(0).map(({ id, x }) => [id, x]);
  tracker.update([box(400), box(0)], 16);
  assert.deepEqual(
    tracker.step(16).map(({ id, x }) => [id, x]),
    before,
  );
});

test('with reduced motion boxes are where the faces are, at once', () => {
  const tracker = new FaceTracker(true);
  tracker.update([box(0)], 0);
  tracker.step(0);
  tracker.update([box(40)], 16);
  assert.deepEqual(tracker.step(16), [{ id: 1, opacity: 1, ...box(40) }]);
});

test('a word changes only once it has held', () => {
  const steady = new Steady<string | null>(null, 300);
  assert.equal(steady.take('closer', 0), null);
  assert.equal(steady.take(null, 100), null);
  assert.equal(steady.take('closer', 200), null);
  assert.equal(steady.take('closer', 500), 'closer');
  assert.equal(steady.take(null, 600), 'closer');
});

test('of ten thousand rows only those near the screen are drawn', () => {
  assert.deepEqual(visibleRows(0, 640, 64, 10_000), { first: 0, end: 16 });
  assert.deepEqual(visibleRows(64_000, 640, 64, 10_000), { first: 994, end: 1016 });
  assert.deepEqual(visibleRows(0, 640, 64, 3), { first: 0, end: 3 });
  assert.deepEqual(visibleRows(64_000, 640, 64, 3), { first: 3, end: 3 });
});

test('a row is brought into view with the least movement', () => {
  assert.equal(scrollToShow(0, 300, 640, 64), 0);
  assert.equal(scrollToShow(7, 300, 640, 64), 300);
  assert.equal(scrollToShow(20, 300, 640, 64), 20 * 64 + 64 - 640);
});
