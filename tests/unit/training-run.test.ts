import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { fail } from '../../electron/contract/errors.ts';
import type { TrainingProgress } from '../../electron/contract/training.ts';
import type { TrainingJob } from '../../electron/hosts/training/job.ts';
import { stopLimitMs, TrainingRun } from '../../electron/hosts/training/training-run.ts';
import { HandPort } from './hand-driven-vision.ts';

const base = { pack: 'core', dir: 'd', manifestPath: 'm', measuredIn: 'd' };
const job: TrainingJob = {
  ...{ kind: 'head', base, comparator: { kind: 'distance' }, templates: [] },
  ...{ name: 'n', out: 'o', seed: 1 },
};
const progress: TrainingProgress = {
  stage: 'training',
  done: 0.5,
  secondsLeft: 60,
  imagesPerSecond: 800,
  point: { seconds: 60, images: 48_000, loss: 0.1, active: 0.4, accuracy: 0.8 },
};
const stopped = { ok: true, value: { state: 'stopped' } };

/** A run whose process does what the test says, and whose time the test passes. */
function handDriven(t: TestContext) {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const port = new HandPort();
  const heard: TrainingProgress[] = [];
  const started: string[] = [];
  const run = new TrainingRun({
    spawn: (args) => {
      started.push(...args);
      return port;
    },
    args: ['--worker', 'w'],
    job,
    onProgress: (one) => heard.push(one),
  });
  return { run, port, heard, started };
}

test('the job goes out once the process is ready, and its end is the run’s', async (t) => {
  const { run, port, heard, started } = handDriven(t);
  assert.deepEqual(started, ['--worker', 'w']);
  assert.deepEqual(port.sent, []);
  port.ready();
  assert.deepEqual(port.sent, [{ kind: 'run', job }]);
  port.says({ kind: 'progress', progress });
  const result = fail('training-data', 'nobody');
  port.says({ kind: 'ended', result });
  assert.deepEqual(heard, [progress]);
  assert.deepEqual(await run.ended, result);
  // It has nothing left to do, and is not left behind.
  assert.equal(port.killed, 1);
});

test('a process that dies is told with the reason', async (t) => {
  const { run, port } = handDriven(t);
  port.ready();
  port.dies('SIGKILL');
  const end = await run.ended;
  assert.ok(!end.ok && end.error.code === 'training-ended');
  assert.match(end.error.message, /SIGKILL/);
});

test('a process that cannot be started is told like one that dies', async () => {
  const spawn = (): never => {
    throw new Error('no room for a process');
  };
  const run = new TrainingRun({ spawn, args: [], job, onProgress: () => undefined });
  const end = await run.ended;
  assert.ok(!end.ok && end.error.code === 'training-ended');
  assert.match(end.error.message, /no room/);
  run.stop();
});

test('stopping lets the process save what it has', async (t) => {
  const { run, port } = handDriven(t);
  port.ready();
  run.stop();
  run.stop();
  assert.deepEqual(
    port.sent.map(({ kind }) => kind),
    ['run', 'stop'],
  );
  t.mock.timers.tick(stopLimitMs - 1);
  assert.equal(port.killed, 0);
  port.says({ kind: 'ended', result: stopped });
  assert.deepEqual(await run.ended, stopped);
});

test('a process that does not stop in time is ended, and counts as stopped', async (t) => {
  const { run, port } = handDriven(t);
  port.ready();
  run.stop();
  t.mock.timers.tick(stopLimitMs);
  assert.equal(port.killed, 1);
  assert.deepEqual(await run.ended, stopped);
  // What it still says or does changes nothing.
  port.says({ kind: 'ended', result: fail('internal') });
  port.dies('SIGKILL');
});

test('a process that is told to stop before it has its job is ended at once', async (t) => {
  const { run, port } = handDriven(t);
  run.stop();
  assert.equal(port.killed, 1);
  assert.deepEqual(await run.ended, stopped);
});

test('what is no message of a training is passed over', async (t) => {
  const { run, port, heard } = handDriven(t);
  port.ready();
  for (const message of [
    null,
    'progress',
    { kind: 'progress', progress: { ...progress, done: Number.NaN } },
    { kind: 'ended', result: { ok: true } },
    { kind: 'ended', result: { ok: false, error: { code: 'unheard-of', message: '' } } },
  ]) {
    port.says(message);
  }
  assert.deepEqual(heard, []);
  port.says({ kind: 'ended', result: stopped });
  assert.deepEqual(await run.ended, stopped);
});
