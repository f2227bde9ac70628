import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Place } from '../../electron/station/movement.ts';
import { absenceMs, Tracker } from '../../electron/station/tracker.ts';

const frameMs = 100;

/** A face of this width whose middle is at (x, y), px. */
function face(x: number, width = 100, y = 200): Place {
  const at = (dx: number, dy: number): [number, number] => [x + dx * width, y + dy * width];
  return {
    box: { x: x - width / 2, y: y - width * 0.6, width, height: width * 1.2 },
    landmarks: [at(-0.2, -0.2), at(0.2, -0.2), at(0, 0), at(-0.15, 0.2), at(0.15, 0.2)],
  };
}

/** Track numbers of each frame, frames 100 ms apart. */
function follow(tracker: Tracker, frames: readonly (readonly Place[])[], from = 0): number[][] {
  return frames.map((faces, index) => tracker.follow(faces, from + index * frameMs));
}

/** The same unsteady detector at every run: up to 4 px to either side. */
function jitter(index: number): number {
  return 4 * Math.sin(index * 12.9898);
}

test('a face that stands or walks is one track', () => {
  const still = Array.from({ length: 30 }, (_, i) => [
    face(300 + jitter(i), 100, 200 + jitter(-i)),
  ]);
  assert.deepEqual(new Set(follow(new Tracker(), still).flat()).size, 1);
  const walking = Array.from({ length: 12 }, (_, i) => [face(50 + 45 * i + jitter(i))]);
  assert.deepEqual(new Set(follow(new Tracker(), walking).flat()).size, 1);
  const coming = Array.from({ length: 20 }, (_, i) => [face(300, 60 * 1.08 ** i)]);
  assert.deepEqual(new Set(follow(new Tracker(), coming).flat()).size, 1);
});

test('two people side by side keep their own tracks, in whichever order they come', () => {
  const frames = Array.from({ length: 20 }, (_, i) => {
    const both = [face(200 + jitter(i)), face(320 - jitter(i))];
    return i % 2 === 0 ? both : both.toReversed();
  });
  const numbers = follow(new Tracker(), frames);
  assert.deepEqual(
    numbers.map((pair, i) => (i % 2 === 0 ? pair : pair.toReversed())),
    numbers.map(() => [1, 2]),
  );
});

test('a face that appears far from all others is a new track', () => {
  const tracker = new Tracker();
  assert.deepEqual(follow(tracker, [[face(100)], [face(500)]]), [[1], [2]]);
});

test('a face of quite another size in the same place is a new track', () => {
  const tracker = new Tracker();
  assert.deepEqual(follow(tracker, [[face(300, 60)], [face(300, 220)]]), [[1], [2]]);
});

test('a face that is missed for a moment keeps its track, one that was away does not', () => {
  const tracker = new Tracker();
  assert.deepEqual(tracker.follow([face(300)], 0), [1]);
  assert.deepEqual(tracker.follow([], frameMs), []);
  assert.deepEqual(tracker.follow([face(300)], absenceMs), [1]);
  assert.deepEqual(tracker.follow([face(300)], 2 * absenceMs + 1), [2]);
});

test('a walking face is expected farther on after a frame without it', () => {
  const step = 60;
  const frames = [0, 1, 2, 3, 4].map((i) => [face(100 + step * i)]);
  const tracker = new Tracker();
  follow(tracker, frames);
  // Two steps on: beyond the reach of a face that stood still.
  assert.deepEqual(tracker.follow([face(100 + step * 7)], 7 * frameMs), [1]);
  const standing = new Tracker();
  follow(standing, [[face(340)], [face(340)]]);
  assert.deepEqual(standing.follow([face(340 + 3 * step)], 4 * frameMs), [2]);
});

test('where two faces come too close to be told apart, both are new', () => {
  const meeting = [
    [face(200), face(420)],
    [face(260), face(360)],
    [face(300), face(320)],
  ];
  const numbers = follow(new Tracker(), meeting);
  assert.deepEqual(numbers[0], [1, 2]);
  assert.ok(numbers[2]?.every((number) => number > 2));
});

test('one face where there were two belongs to neither', () => {
  const tracker = new Tracker();
  follow(tracker, [
    [face(280), face(360)],
    [face(285), face(355)],
  ]);
  const [merged] = tracker.follow([face(320)], 2 * frameMs);
  assert.ok(merged !== undefined && merged > 2);
  // And those who might have been it haunt nobody: it can be followed from here on.
  assert.deepEqual(tracker.follow([face(321)], 3 * frameMs), [merged]);
  assert.deepEqual(tracker.follow([face(322)], 4 * frameMs), [merged]);
});

test('people who cross never swap numbers, at any speed or size', () => {
  for (const speed of [10, 25, 40, 70]) {
    for (const width of [60, 100, 140]) {
      const tracker = new Tracker();
      const owners = new Map<number, string>();
      for (let i = 0; 600 - speed * i > 0; i++) {
        const ana = { name: 'ana', place: face(50 + speed * i + jitter(i), 110) };
        const ben = { name: 'ben', place: face(600 - speed * i - jitter(i), width, 205) };
        // Whoever stands behind the other is not seen.
        const hidden = Math.abs(50 + speed * i - 600 + speed * i) < 50;
        const seen = hidden ? [width > 110 ? ben : ana] : [ana, ben];
        const numbers = tracker.follow(
          seen.map(({ place }) => place),
          i * frameMs,
        );
        seen.forEach(({ name }, at) => {
          const number = numbers[at]!;
          const owner = owners.get(number) ?? name;
          assert.equal(owner, name, `speed ${speed}, width ${width}, frame ${i}`);
          owners.set(number, name);
        });
      }
    }
  }
});

test('a track that is renewed goes on under a number that nobody had', () => {
  const tracker = new Tracker();
  follow(tracker, [[face(100), face(400)]]);
  assert.equal(tracker.renew(1), 3);
  assert.deepEqual(tracker.follow([face(100), face(400)], frameMs), [3, 2]);
});

test('numbers are not used again after the end', () => {
  const tracker = new Tracker();
  follow(tracker, [[face(100), face(400)]]);
  tracker.end();
  assert.deepEqual(tracker.follow([face(100)], frameMs), [3]);
});

test('a place that is no number is nobody’s track', () => {
  const tracker = new Tracker();
  tracker.follow([face(100)], 0);
  assert.deepEqual(tracker.follow([face(NaN)], frameMs), [2]);
  assert.deepEqual(tracker.follow([face(100)], 2 * frameMs), [1]);
});
