import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { fail, ok, type Result } from '../../electron/contract/errors.ts';
import { scheduleRetention } from '../../electron/hosts/privacy/retention-timer.ts';
import type { RetentionRun } from '../../electron/station/privacy/interfaces.ts';

const minute = 60_000;
const nothing = { at: 1, people: 0, photos: 0, events: 0 };

/** A schedule on a clock that the test sets, and what came of it. */
function scheduled(t: TestContext, answer: () => Promise<Result<RetentionRun>>) {
  t.mock.timers.enable({ apis: ['setTimeout', 'setInterval'] });
  const seen = { runs: 0, erased: 0, lines: [] as string[] };
  const stop = scheduleRetention(
    () => {
      seen.runs += 1;
      return answer();
    },
    () => (seen.erased += 1),
    (line) => seen.lines.push(line),
  );
  const pass = async (ms: number): Promise<void> => {
    t.mock.timers.tick(ms);
    // What was asked has answered by then.
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { seen, stop, pass };
}

test('retention runs a minute after the start, then every hour, until it is stopped', async (t) => {
  const { seen, stop, pass } = scheduled(t, () => Promise.resolve(ok(nothing)));
  await pass(minute - 1);
  assert.equal(seen.runs, 0);
  await pass(1);
  assert.equal(seen.runs, 1);
  await pass(59 * minute);
  assert.equal(seen.runs, 2);
  await pass(60 * minute);
  assert.equal(seen.runs, 3);
  stop();
  await pass(600 * minute);
  assert.equal(seen.runs, 3);
  assert.deepEqual([seen.erased, seen.lines], [0, []]);
});

test('windows are told when something was erased', async (t) => {
  const { seen, pass } = scheduled(t, () => Promise.resolve(ok({ ...nothing, people: 1 })));
  await pass(minute);
  assert.equal(seen.erased, 1);
});

test('what goes wrong is said and tried again; a station that is locked is no fault', async (t) => {
  const answers = [
    () => Promise.resolve(fail('store-full')),
    () => Promise.reject(new Error('gone')),
    () => Promise.resolve(fail('station-locked')),
  ];
  const { seen, pass } = scheduled(t, () => answers[seen.runs - 1]!());
  await pass(minute);
  await pass(60 * minute);
  await pass(60 * minute);
  assert.equal(seen.runs, 3);
  assert.equal(seen.lines.length, 2);
  assert.match(seen.lines[0] ?? '', /^retention: The disk is full/u);
  assert.match(seen.lines[1] ?? '', /^retention: Error: gone/u);
});
