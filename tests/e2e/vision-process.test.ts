import assert from 'node:assert/strict';
import { copyFileSync, mkdirSync, readdirSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { loadManifest, packNamed } from '../../native-models/manifest.ts';
import { forkProcess } from '../../electron/hosts/fork-process.ts';
import { projectPaths } from '../../electron/hosts/project-paths.ts';
import { VisionClient, visionLimits } from '../../electron/vision/client.ts';
import type { SpawnVision, VisionPort } from '../../electron/vision/port.ts';
import { photoOf } from '../support/people.ts';
import { openTestStation, tracedVision } from '../support/station.ts';
import { temporaryDir } from '../support/temporary.ts';

const wish = { encode: 'none', subject: 'largest', effort: 'quick' } as const;

test('a vision process killed during a check costs one refused frame, then the station goes on', async (t) => {
  const vision = tracedVision();
  const station = await openTestStation(t, { spawnVision: vision.spawn });
  await station.enrolment.enrol({
    id: 'ana',
    name: 'Ana',
    consent: 'in writing',
    photos: [photoOf('p01')],
  });
  const [port] = vision.ports;
  const sent = nextSend(port!);
  const under = station.checks.photo(photoOf('p01', 2));
  await sent;
  port!.kill();
  const refused = await under;
  assert.ok(refused.ok);
  assert.deepEqual([refused.value.outcome, refused.value.code], ['refused', 'vision-restarting']);
  const next = await station.checks.photo(photoOf('p01', 2));
  assert.ok(next.ok);
  assert.equal(next.value.outcome, 'match');
  assert.equal(vision.ports.length, 2);
  const log = station.events.list(9);
  assert.ok(log.ok);
  assert.ok(log.value.events.some((e) => e.kind === 'station' && e.code === 'vision-restarting'));
});

test('every question under way is answered when the process dies', async (t) => {
  const vision = tracedVision();
  const client = clientOf(t, vision.spawn);
  await client.ready();
  const [port] = vision.ports;
  const asked = [1, 2, 3].map((number) => client.observe(photoOf('p01', number), wish));
  const sent = nextSend(port!);
  asked.push(client.observe(photoOf('p01', 4), wish));
  await sent;
  port!.kill();
  for (const answer of await Promise.all(asked)) {
    assert.ok(!answer.ok && answer.error.code === 'vision-restarting');
    assert.match(answer.error.message, /SIGKILL/);
  }
});

const canStop = process.platform !== 'win32';
test(
  'a process that is stopped is noticed by the limit, ended and replaced',
  { skip: !canStop && 'Windows cannot stop a process' },
  async (t) => {
    t.mock.timers.enable({ apis: ['setTimeout'] });
    const vision = tracedVision();
    const gone = Promise.withResolvers<string>();
    const client = clientOf(t, (args) => {
      const port = vision.spawn(args);
      const onExit = port.onExit.bind(port);
      port.onExit = (listener) =>
        onExit((reason) => {
          listener(reason);
          gone.resolve(reason);
        });
      return port;
    });
    const ready = await client.ready();
    assert.ok(ready.ok);
    const [port] = vision.ports;
    process.kill(port!.pid!, 'SIGSTOP');
    const sent = nextSend(port!);
    const under = client.observe(photoOf('p01'), wish);
    await sent;
    t.mock.timers.tick(visionLimits.file);
    const refused = await under;
    assert.ok(!refused.ok && refused.error.code === 'vision-restarting');
    assert.equal(await gone.promise, 'SIGKILL');
    t.mock.timers.tick(0);
    const next = await client.observe(photoOf('p01'), wish);
    assert.ok(next.ok && next.value.faces.length === 1);
    assert.equal(vision.ports.length, 2);
  },
);

test('what the process writes arrives in whole lines, its debugger’s options do not reach it', async (t) => {
  const entry = join(temporaryDir(t), 'entry.mjs');
  writeFileSync(
    entry,
    `process.stdout.write('half a ');
     setImmediate(() => process.stdout.write('line\\nand one more\\n', () => {
       process.send({ options: process.env.NODE_OPTIONS, flags: process.execArgv });
     }));
     process.once('message', () => process.exit(0));`,
  );
  process.env['NODE_OPTIONS'] = '--no-warnings';
  process.execArgv.push('--inspect=127.0.0.1:0');
  t.after(() => {
    delete process.env['NODE_OPTIONS'];
    process.execArgv.pop();
  });
  const lines: string[] = [];
  const written = Promise.withResolvers<undefined>();
  const port = forkProcess(entry, (line) => {
    if (lines.push(line) === 2) written.resolve(undefined);
  })([]);
  const exit = Promise.withResolvers<string>();
  port.onExit(exit.resolve);
  const said = await new Promise((resolve) => port.onMessage(resolve));
  const { options, flags } = said as { options?: string; flags: string[] };
  assert.equal(options, undefined);
  assert.ok(!flags.some((flag) => /^--(test|inspect)/.test(flag)));
  await written.promise;
  assert.deepEqual(lines, ['half a line', 'and one more']);
  for (let i = 0; i < 3; i++) port.send('go');
  assert.equal(await exit.promise, 'exit code 0');
  // A message to a process that is gone is lost, and nothing else happens.
  port.send('still there?');
  port.kill();
});

test('an entry that is not there is an exit with a reason, not a crash', async () => {
  const port = forkProcess('/nowhere/entry.mjs', () => undefined)([]);
  for (let i = 0; i < 3; i++) port.send({ id: i });
  assert.equal(await new Promise((resolve) => port.onExit(resolve)), 'exit code 1');
});

test('a model that is missing or damaged is named, and is never loaded', async (t) => {
  const paths = projectPaths();
  const damage = {
    'model-missing': (folder: string) => join(folder, 'empty'),
    'model-damaged': (folder: string) => {
      for (const file of readdirSync(paths.models)) {
        copyFileSync(join(paths.models, file), join(folder, file));
      }
      truncateSync(join(folder, 'encoder.onnx'), 1_000_000);
      return folder;
    },
  };
  for (const [code, prepare] of Object.entries(damage)) {
    const folder = join(temporaryDir(t), 'models');
    mkdirSync(folder);
    const station = await openTestStation(t, { modelsDir: prepare(folder) });
    const checked = await station.checks.photo(photoOf('p01'));
    assert.ok(checked.ok);
    assert.deepEqual([checked.value.outcome, checked.value.code], ['refused', code]);
    assert.equal(station.status().vision.code, code);
    const report = await station.doctor();
    assert.equal(report.ok, false);
  }
});

test('a picture that breaks one answer breaks no other', async (t) => {
  const client = clientOf(t, tracedVision().spawn);
  const broken = { kind: 'file', name: 'x', bytes: photoOf('p01').bytes.subarray(0, 999) } as const;
  const answers = await Promise.all([
    client.observe(photoOf('p01'), wish),
    client.observe(broken, wish),
    client.observe(photoOf('p02'), wish),
  ]);
  assert.deepEqual(
    answers.map((answer) => (answer.ok ? answer.value.faces.length : answer.error.code)),
    [1, 'unreadable-image', 1],
  );
});

test('a crop and an examination come over from the process', async (t) => {
  const client = clientOf(t, tracedVision().spawn);
  const crop = await client.crop(photoOf('p01'));
  assert.ok(crop.ok && crop.value instanceof Uint8Array);
  const seen = await client.observe(
    { kind: 'file', name: 'crop', bytes: new Uint8Array(crop.value) },
    wish,
  );
  assert.ok(seen.ok && seen.value.faces.length === 1);
  const empty = await client.crop({ kind: 'file', name: 'x', bytes: new Uint8Array(0) });
  assert.ok(!empty.ok && empty.error.code === 'empty-image');
  const examined = await client.examine();
  assert.ok(examined.ok);
  assert.deepEqual(
    examined.value.models.map(({ role }) => role),
    ['detector', 'landmarks', 'encoder'],
  );
  assert.equal(examined.value.encoding.length, 128);
});

test('a pack whose encoder is not what it says is refused with the reason, by the process', async (t) => {
  const { models, manifest } = projectPaths();
  const folder = temporaryDir(t);
  const core = packNamed(await loadManifest(manifest), 'core');
  // Its comparators have weights for all 128, so that their manifest would be none.
  const wrong = { ...core, encodingLength: 64, comparators: undefined };
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify({ version: 2, packs: [wrong] }));
  const args = ['--models', models, '--manifest', join(folder, 'manifest.json'), '--pack', 'core'];
  const client = new VisionClient({
    spawn: tracedVision().spawn,
    args,
    onChange: () => undefined,
  });
  t.after(() => client.close());
  const examined = await client.examine();
  assert.ok(!examined.ok && examined.error.code === 'pack-invalid');
  assert.match(examined.error.message, /encoder\.onnx .*: encodings of 128 components, not 64/);
});

function clientOf(t: TestContext, spawn: SpawnVision): VisionClient {
  const { models, manifest } = projectPaths();
  const args = ['--models', models, '--manifest', manifest, '--pack', 'core'];
  const client = new VisionClient({ spawn, args, onChange: () => undefined });
  t.after(() => client.close());
  return client;
}

/** Resolves when the next message has been handed to the process. */
function nextSend(port: VisionPort): Promise<void> {
  const send = port.send.bind(port);
  return new Promise((resolve) => {
    port.send = (message) => {
      send(message);
      port.send = send;
      resolve();
    };
  });
}
