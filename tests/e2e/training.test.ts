import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { test } from 'node:test';
import { temporaryDir } from '../support/temporary.ts';
import { threshold } from '../support/command.ts';
import { testKeyFolder } from '../support/keys.ts';
import { trainingPeople } from '../support/training-people.ts';

const entry = join(import.meta.dirname, '..', '..', 'electron', 'cli', 'main.ts');

type Line = Record<string, unknown>;

/** `train encoder` with so little to do that it takes seconds: what it learns is not much. */
function training(root: string, out: string, ...more: string[]): string[] {
  return [
    ...['train', 'encoder', '--data', join(root, 'people'), '--out', join(root, out), '--json'],
    ...['--station', join(root, 'station'), '--epochs', '12', '--width', '0.25', '--workers', '1'],
    ...['--size', '64'],
    ...more,
  ];
}

function linesOf(stdout: string): Line[] {
  return stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);
}

/** Runs until it has learnt something, then ends it by a signal: exit code or signal, and its lines. */
async function cutShort(argv: string[], signal: NodeJS.Signals) {
  const child: ChildProcess = spawn(process.execPath, [entry, ...argv], {
    stdio: ['ignore', 'pipe', 'ignore'],
    env: { ...process.env, THRESHOLD_KEY_FOLDER: testKeyFolder() },
  });
  const ended = new Promise<number | string | null>((resolve) => {
    child.once('exit', (code, by) => resolve(code ?? by));
  });
  const lines: Line[] = [];
  for await (const line of createInterface({ input: child.stdout! })) {
    const said = JSON.parse(line) as Line;
    lines.push(said);
    if (said['stage'] === 'training') child.kill(signal);
  }
  return { end: await ended, lines };
}

test('an encoder is trained on a folder of people, the same one however often it is interrupted', async (t) => {
  const root = temporaryDir(t);
  await trainingPeople(join(root, 'people'));
  const { code, stdout, stderr } = await threshold(...training(root, 'ours'));
  assert.equal(code, 0, stderr);
  const lines = linesOf(stdout);
  const answer = lines.at(-1) ?? {};
  assert.deepEqual(Object.keys(answer).sort(), [
    ...['accuracy', 'auc', 'done', 'images', 'imagesPerSecond', 'model', 'seconds', 'sha256'],
  ]);
  assert.equal(answer['done'], true);
  assert.equal(answer['model'], join(root, 'ours', 'encoder.onnx'));
  for (const stage of ['reading', 'training', 'measuring']) {
    assert.ok(
      lines.some((line) => line['stage'] === stage),
      stage,
    );
  }
  const files = readdirSync(join(root, 'ours'));
  for (const file of ['encoder.onnx', 'manifest.json', 'model-card.md']) {
    assert.ok(files.includes(file), file);
  }

  const station = ['--data', join(root, 'station')];
  const checked = await threshold('models', 'check', join(root, 'ours'), ...station);
  assert.equal(checked.code, 0, checked.stdout + checked.stderr);
  // Ten people say nothing of strangers: no door opens on their account.
  const used = await threshold('models', 'use', join(root, 'ours'), '--json', ...station);
  assert.equal(used.code, 3);
  assert.equal(linesOf(used.stdout)[0]?.['code'], 'pack-unmeasured');

  // Interrupted, then killed: the model is the very one of the training that was not.
  const stopped = await cutShort(training(root, 'parts'), 'SIGINT');
  assert.equal(stopped.end, 130);
  assert.deepEqual(stopped.lines.at(-1), { done: false, stopped: true });
  // Whoever forgets the word does not lose what was learnt.
  const forgotten = await threshold(...training(root, 'parts'));
  assert.equal(forgotten.code, 3);
  assert.equal(linesOf(forgotten.stdout).at(-1)?.['code'], 'invalid-request');
  const killed = await cutShort(training(root, 'parts', '--resume'), 'SIGKILL');
  assert.equal(killed.end, 'SIGKILL');
  const resumed = await threshold(...training(root, 'parts', '--resume'));
  assert.equal(resumed.code, 0, resumed.stderr);
  const parts = linesOf(resumed.stdout).at(-1);
  assert.deepEqual([parts?.['sha256'], parts?.['images']], [answer['sha256'], answer['images']]);

  const other = await threshold(...training(root, 'parts', '--resume', '--margin', '0.4'));
  assert.equal(other.code, 3);
  assert.equal(linesOf(other.stdout).at(-1)?.['code'], 'training-checkpoint');
});

test('what cannot be trained on is named before anything is written', async (t) => {
  const root = temporaryDir(t);
  const people = join(root, 'people');
  const gone = await threshold(...training(root, 'ours'));
  assert.equal(gone.code, 3);
  assert.match(gone.stdout, /training-data/);
  await trainingPeople(people);
  const taken = await threshold(...training(root, 'people'));
  assert.equal(taken.code, 3);
  assert.match(taken.stdout, /is not empty/);
  const unknown = await threshold(...training(root, 'ours', '--pack', 'nothing'));
  assert.equal(unknown.code, 3);
  assert.match(unknown.stdout, /pack-unknown/);
  const named = await threshold(...training(root, 'Core'));
  assert.equal(named.code, 3);
  assert.match(named.stdout, /would be called core .* is the name of a pack of the station/);
  assert.deepEqual(readdirSync(root).sort(), ['people', 'station']);
});

test('a site with too few people is told so, and has nothing to go back to', async (t) => {
  const station = ['--data', temporaryDir(t), '--json'];
  for (const kind of ['head', 'logistic']) {
    const { code, stdout } = await threshold('train', kind, '--adopt', ...station);
    assert.equal(code, 3);
    const { code: why, message } = linesOf(stdout).at(-1) ?? {};
    assert.equal(why, 'training-too-few');
    assert.match(String(message), /\d+ are needed/);
  }
  const back = await threshold('train', 'back', ...station);
  assert.deepEqual([back.code, linesOf(back.stdout)[0]?.['code']], [3, 'training-none']);
});
