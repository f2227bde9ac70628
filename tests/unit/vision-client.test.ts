import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stationError, type Result } from '../../electron/contract/errors.ts';
import type { Photo } from '../../electron/contract/messages.ts';
import { VisionClient, visionLimits } from '../../electron/vision/client.ts';
import { HandDriven, settled } from './hand-driven-vision.ts';

const wish = { encode: 'none', subject: 'largest', effort: 'quick' } as const;
const photo: Photo = { kind: 'file', name: 'a.jpg', bytes: new Uint8Array(1) };
const data = new Uint8Array(16 * 16 * 4);
const frame: Photo = {
  kind: 'frame',
  name: 'camera',
  frame: { format: 'RGBA', width: 16, height: 16, stride: 64, data },
};
const missing = stationError('model-missing', 'encoder.onnx is missing');

/** The value, or the code of the error. */
function outcome(result: Result<unknown>): unknown {
  return result.ok ? result.value : result.error.code;
}

async function outcomes(calls: readonly Promise<Result<unknown>>[]): Promise<unknown[]> {
  return (await Promise.all(calls)).map(outcome);
}

test('calls wait for the start, go out in order and get their own answers', async (t) => {
  const vision = new HandDriven(t);
  const calls = [frame, photo, frame].map((one) => vision.client.observe(one, wish));
  await settled();
  assert.equal(vision.port.sent.length, 0);
  vision.port.ready();
  await settled();
  assert.deepEqual(
    vision.port.sent.map(({ id }) => id),
    [1, 2, 3],
  );
  for (const id of [1, 2, 3]) vision.port.answers(id, `answer ${id}`);
  assert.deepEqual(await outcomes(calls), ['answer 1', 'answer 2', 'answer 3']);
});

test('a call that is not answered within its limit costs the process, which is started again', async (t) => {
  for (const [one, limit] of [
    [frame, visionLimits.frame],
    [photo, visionLimits.file],
  ] as const) {
    t.mock.timers.reset();
    const vision = new HandDriven(t);
    vision.port.ready();
    const call = vision.client.observe(one, wish);
    await settled();
    vision.pass(limit - 1);
    assert.equal(vision.port.killed, 0);
    vision.pass(1);
    const answer = await call;
    assert.ok(!answer.ok && answer.error.code === 'vision-restarting');
    assert.match(answer.error.message, new RegExp(`no sign of life for ${limit / 1000} s`));
    assert.equal(vision.ports[0]!.killed, 1);
    vision.pass(0);
    assert.equal(vision.ports.length, 2);
    // The end of the killed process comes late, and changes nothing.
    vision.ports[0]!.dies('SIGKILL');
    vision.port.ready();
    const next = vision.client.observe(one, wish);
    await settled();
    vision.port.answers(2, 'well');
    assert.equal(outcome(await next), 'well');
  }
});

test('only the oldest call’s time runs: a queue does not make a process look hung', async (t) => {
  const vision = new HandDriven(t);
  vision.port.ready();
  const calls = Array.from({ length: 10 }, () => vision.client.observe(frame, wish));
  await settled();
  for (let id = 1; id <= 10; id++) {
    vision.pass(visionLimits.frame - 1);
    vision.port.answers(id, id);
  }
  assert.deepEqual(await outcomes(calls), [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  vision.pass(visionLimits.file);
  assert.equal(vision.port.killed, 0);
});

test('a process that dies while it starts is started again, and the call goes on', async (t) => {
  const vision = new HandDriven(t);
  const call = vision.client.observe(frame, wish);
  vision.port.dies('SIGSEGV');
  vision.pass(0);
  assert.equal(vision.ports.length, 2);
  vision.port.ready();
  await settled();
  vision.port.answers(1, 'seen');
  assert.equal(outcome(await call), 'seen');
  assert.deepEqual(vision.changes, ['vision-restarting', null]);
});

test('a process that never gets ready is ended and started again', async (t) => {
  const vision = new HandDriven(t);
  vision.pass(visionLimits.start);
  assert.equal(vision.ports[0]!.killed, 1);
  assert.equal(vision.ports.length, 2);
});

test('who waited too long for the start is told the last reason', async (t) => {
  const vision = new HandDriven(t);
  vision.port.dies('exit code 7');
  const calls = [vision.client.observe(frame, wish), vision.client.ready()];
  vision.pass(visionLimits.ready);
  for (const answer of await Promise.all(calls)) {
    assert.ok(!answer.ok && answer.error.code === 'vision-unavailable');
    assert.match(answer.error.message, /exit code 7/);
  }
  // The late start serves the next call, and sends nothing of those that gave up.
  vision.port.ready();
  await settled();
  assert.deepEqual(vision.port.sent, []);
  assert.deepEqual(outcome(await vision.client.ready()), undefined);
});

test('a failed start is answered at once within the delay and tried again after it', async (t) => {
  const vision = new HandDriven(t);
  vision.port.fails(missing);
  assert.equal(vision.port.killed, 1);
  // The first retry may follow at once; the second waits.
  const first = vision.client.observe(frame, wish);
  assert.equal(vision.ports.length, 2);
  vision.port.fails(missing);
  assert.equal(outcome(await first), 'model-missing');
  for (let i = 0; i < 20; i++) {
    const answer = await vision.client.observe(frame, wish);
    assert.ok(!answer.ok && answer.error.message === missing.message);
  }
  assert.equal(vision.ports.length, 2);
  vision.pass(100);
  assert.equal(vision.ports.length, 2, 'no timer tries');
  const mended = vision.client.observe(frame, wish);
  assert.equal(vision.ports.length, 3);
  vision.port.ready();
  await settled();
  vision.port.answers(1, 'seen');
  assert.equal(outcome(await mended), 'seen');
});

test('asked every 250 ms for a minute, a missing model is tried a dozen times, not hundreds', async (t) => {
  const vision = new HandDriven(t);
  for (let asked = 0; asked < 240; asked++) {
    const before = vision.ports.length;
    const call = vision.client.observe(frame, wish);
    if (asked === 0 || vision.ports.length > before) vision.port.fails(missing);
    assert.equal(outcome(await call), 'model-missing');
    vision.pass(250);
  }
  assert.ok(vision.ports.length <= 13, `${vision.ports.length} processes`);
});

test('what is under way is answered exactly once when the process dies', async (t) => {
  const vision = new HandDriven(t);
  vision.port.ready();
  const calls = [frame, photo].map((one) => vision.client.observe(one, wish));
  await settled();
  const [old] = vision.ports;
  old!.dies('SIGKILL');
  old!.answers(1, 'too late');
  old!.dies('SIGKILL');
  assert.deepEqual(await outcomes(calls), ['vision-restarting', 'vision-restarting']);
  assert.deepEqual(vision.changes, [null, 'vision-restarting']);
});

test('a process that fails after it was ready leaves no call waiting', async (t) => {
  const vision = new HandDriven(t);
  vision.port.ready();
  const call = vision.client.observe(frame, wish);
  await settled();
  vision.port.fails(missing);
  assert.equal(outcome(await call), 'model-missing');
});

test('messages of an earlier process are ignored', async (t) => {
  const vision = new HandDriven(t);
  const [old] = vision.ports;
  old!.dies('SIGKILL');
  vision.pass(0);
  old!.ready();
  old!.fails(missing);
  const call = vision.client.observe(frame, wish);
  await settled();
  assert.equal(vision.port.sent.length, 0);
  vision.port.ready();
  await settled();
  old!.answers(1, 'of another life');
  vision.port.answers(1, 'seen');
  assert.equal(outcome(await call), 'seen');
});

test('nonsense from the process changes nothing', async (t) => {
  const vision = new HandDriven(t);
  const nonsense: unknown[] = [
    ...[null, undefined, 7, 'ready', [], {}, { kind: 'unheard-of' }],
    ...[{ kind: 'ready', more: 1 }, { kind: 'failed' }, { kind: 'answer', id: 1 }],
    ...[{ kind: 'answer', id: 'one', result: { ok: true } }],
    { kind: 'failed', error: { code: 'no-such-code', message: '' } },
    { kind: 'answer', id: 99, result: { ok: true, value: 'of nobody’s call' } },
  ];
  for (const message of nonsense) vision.port.says(message);
  assert.deepEqual(vision.changes, []);
  vision.port.ready();
  const call = vision.client.observe(frame, wish);
  await settled();
  for (const message of nonsense) vision.port.says(message);
  vision.port.answers(1, 'seen');
  vision.port.answers(1, 'again');
  assert.equal(outcome(await call), 'seen');
});

test('closing answers who waits and who is under way, at once, and starts nothing', async (t) => {
  for (const prepare of [
    () => undefined,
    (vision: HandDriven) => vision.port.ready(),
    (vision: HandDriven) => vision.port.dies('SIGKILL'),
  ]) {
    t.mock.timers.reset();
    const vision = new HandDriven(t);
    prepare(vision);
    const call = vision.client.observe(frame, wish);
    await settled();
    vision.client.close();
    assert.equal(outcome(await call), 'vision-unavailable');
    assert.equal(outcome(await vision.client.ready()), 'vision-unavailable');
    assert.equal(outcome(await vision.client.observe(frame, wish)), 'vision-unavailable');
    vision.port.dies('SIGKILL');
    vision.pass(60_000);
    assert.equal(vision.ports.length, 1);
  }
});

test('a host that can make no process is asked again, ever more slowly', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  let asked = 0;
  const spawn = (): never => {
    asked++;
    throw new Error('spawn EAGAIN');
  };
  const client = new VisionClient({ spawn, args: [], onChange: () => undefined });
  t.after(() => client.close());
  const call = client.ready();
  t.mock.timers.tick(0);
  t.mock.timers.tick(100);
  assert.equal(asked, 3);
  t.mock.timers.tick(visionLimits.ready);
  const answer = await call;
  assert.ok(!answer.ok && answer.error.code === 'vision-unavailable');
  assert.match(answer.error.message, /spawn EAGAIN/);
});
