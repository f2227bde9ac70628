import assert from 'node:assert/strict';
import { test } from 'node:test';
import { scalePosition } from '../../renderer/components/distance-scale.ts';
import { FaceTracker } from '../../renderer/state/face-tracker.ts';
import {
  emptyAnswers,
  idleIntervalMs,
  Pace,
  watchingIntervalMs,
} from '../../renderer/state/pace.ts';
import { Steady } from '../../renderer/state/steady.ts';
import { scrollToShow, visibleRows } from '../../renderer/state/virtual-window.ts';

const box = (x: number) => ({ x, y: 100, width: 100, height: 120 });
const face = (track: number | null, x: number) => ({ track, box: box(x) });

test('a face box glides to where the face is and never jumps past it', () => {
  const tracker = new FaceTracker(false);
  tracker.update([face(1, 0)], 0);
  tracker.step(0);
  tracker.update([face(1, 40)], 16);
  let last = 0;
  for (let now = 16; now < 600; now += 16) {
    tracker.update([face(1, 40)], now);
    const x = tracker.step(now)[0]?.x ?? Number.NaN;
    assert.ok(x >= last && x <= 40);
    last = x;
  }
  assert.ok(last > 39.9);
});

test('a face missed for a frame keeps its box; one that is gone fades away', () => {
  const tracker = new FaceTracker(false);
  for (let now = 0; now <= 200; now += 20) {
    tracker.update([face(1, 0)], now);
    tracker.step(now);
  }
  tracker.update([], 220);
  assert.equal(tracker.step(220)[0]?.opacity, 1);
  for (let now = 240; now < 900; now += 20) tracker.step(now);
  assert.deepEqual(tracker.step(900), []);
});

test('a slow station’s boxes stay between two answers, and go when none comes any more', () => {
  const tracker = new FaceTracker(false);
  tracker.update([face(1, 0)], 0);
  for (let now = 0; now <= 200; now += 20) tracker.step(now);
  for (let now = 220; now <= 1000; now += 20) assert.equal(tracker.step(now)[0]?.opacity, 1);
  for (let now = 1020; now < 2500; now += 20) tracker.step(now);
  assert.deepEqual(tracker.step(2500), []);
});

test('the station says which face is which: boxes of two people who cross never swap', () => {
  const tracker = new FaceTracker(true);
  tracker.update([face(1, 0), face(2, 400)], 0);
  // Where one was, the other is now.
  tracker.update([face(2, 0), face(1, 400)], 16);
  const shown = tracker.step(16);
  assert.deepEqual(
    shown.map(({ track, x }) => [track, x]),
    [
      [1, 400],
      [2, 0],
    ],
  );
});

test('a face that the station does not follow has no box', () => {
  const tracker = new FaceTracker(true);
  tracker.update([face(null, 0)], 0);
  assert.deepEqual(tracker.step(0), []);
});

test('with reduced motion boxes are where the faces are, at once', () => {
  const tracker = new FaceTracker(true);
  tracker.update([face(7, 0)], 0);
  tracker.step(0);
  tracker.update([face(7, 40)], 16);
  assert.deepEqual(tracker.step(16), [{ track: 7, opacity: 1, ...box(40) }]);
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

/** Frames sent in a second of a camera of 30, when each may be sent this long after the last. */
function sentPerSecond(intervalMs: number): number {
  let sent = 0;
  let last = Number.NEGATIVE_INFINITY;
  for (let frame = 0; frame < 30; frame++) {
    const now = (frame * 1000) / 30;
    if (now - last < intervalMs) continue;
    last = now;
    sent++;
  }
  return sent;
}

test('with somebody in view 15 frames a second are sent, with nobody 8', () => {
  const pace = new Pace();
  assert.equal(sentPerSecond(pace.intervalMs), 15, 'who comes to the view is expected');
  for (let i = 0; i < emptyAnswers; i++) pace.saw(0);
  assert.equal(sentPerSecond(pace.intervalMs), 8);
  pace.saw(1);
  assert.equal(sentPerSecond(pace.intervalMs), 15);
  assert.ok(watchingIntervalMs < idleIntervalMs);
});

test('an answer or two without a face does not slow the pace', () => {
  const pace = new Pace();
  const quick = pace.intervalMs;
  for (let i = 1; i < emptyAnswers; i++) pace.saw(0);
  assert.equal(pace.intervalMs, quick);
});

test('the scale leaves a match and a stranger room, at a threshold near 0.09', () => {
  assert.equal(scalePosition(0, 0.09), 0);
  const [match, border, stranger] = [0.03, 0.09, 0.3].map((d) => scalePosition(d, 0.09));
  assert.ok(match !== undefined && match > 0.2);
  assert.ok(border !== undefined && border > 0.4 && border < 0.45);
  assert.ok(stranger !== undefined && stranger > 0.7 && stranger < 0.8);
  assert.equal(scalePosition(4, 0.09), 1);
  assert.ok(scalePosition(0.45, 0.45) < 0.75, 'a large threshold does not stand at the end');
});
