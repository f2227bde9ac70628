import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Progress } from '../../electron/cli/bench/progress.ts';

/** Progress at a clock that the test moves, and what was written. */
function watched(isTTY: boolean) {
  const clock = { ms: 0 };
  const written: string[] = [];
  const stream = { isTTY, write: (text: string) => void written.push(text) };
  return { clock, written, progress: new Progress('photo', stream, () => clock.ms) };
}

test('a file gets a line every five seconds and at the end, with the time left', () => {
  const { clock, written, progress } = watched(false);
  for (let done = 1; done <= 100; done++) {
    clock.ms += 1000;
    progress.report(done, 100, done);
  }
  assert.equal(written[0], 'photo 5 of 100, 1 min 35 s left\n');
  assert.equal(written.length, 20);
  assert.equal(written.at(-1), 'photo 100 of 100\n');
});

test('a terminal’s line is rewritten, and ended with the last photo', () => {
  const { clock, written, progress } = watched(true);
  clock.ms = 1000;
  progress.report(1, 2, 1);
  progress.report(2, 2, 2);
  assert.deepEqual(written, ['\r\u001b[Kphoto 1 of 2, 1 s left', '\r\u001b[Kphoto 2 of 2\n']);
});

test('photos that were known from before say nothing of the time left', () => {
  const { clock, written, progress } = watched(false);
  clock.ms = 10_000;
  progress.report(90, 100, 10);
  assert.deepEqual(written, ['photo 90 of 100, 10 s left\n']);
});

test('a run that is quick writes no line into a file', () => {
  const { written, progress } = watched(false);
  progress.report(1, 2, 0);
  progress.report(2, 2, 0);
  assert.deepEqual(written, []);
});
