import assert from 'node:assert/strict';
import { copyFileSync, mkdirSync, readdirSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { projectPaths } from '../../electron/hosts/project-paths.ts';
import { photoOf } from '../support/people.ts';
import { openTestStation, tracedVision } from '../support/station.ts';
import { temporaryDir } from '../support/temporary.ts';

test('a killed vision process costs one refused frame, then the station goes on', async (t) => {
  const vision = tracedVision();
  const station = await openTestStation(t, { spawnVision: vision.spawn });
  await station.enrolment.enrol({
    id: 'ana',
    name: 'Ana',
    consent: 'in writing',
    photos: [photoOf('p01')],
  });
  const under = station.checks.photo(photoOf('p01', 2));
  vision.ports[0]?.kill();
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
  const station = await openTestStation(t, { spawnVision: vision.spawn });
  await station.vision.ready();
  const asked = [1, 2, 3, 4].map((number) =>
    station.vision.observe(photoOf('p01', number), 'none'),
  );
  await new Promise(setImmediate);
  vision.ports[0]?.kill();
  for (const answer of await Promise.all(asked)) {
    assert.ok(!answer.ok && answer.error.code === 'vision-restarting');
  }
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
  const station = await openTestStation(t);
  const broken = { kind: 'file', name: 'x', bytes: photoOf('p01').bytes.subarray(0, 999) } as const;
  const answers = await Promise.all([
    station.vision.observe(photoOf('p01'), 'none'),
    station.vision.observe(broken, 'none'),
    station.vision.observe(photoOf('p02'), 'none'),
  ]);
  assert.deepEqual(
    answers.map((answer) => (answer.ok ? answer.value.faces.length : answer.error.code)),
    [1, 'unreadable-image', 1],
  );
});
