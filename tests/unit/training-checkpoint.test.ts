import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import {
  readCheckpoint,
  removeCheckpoint,
  writeCheckpoint,
  type Checkpoint,
} from '../../native-models/training/checkpoint.ts';
import { TrainingFault } from '../../native-models/training/training-fault.ts';
import { madeCheckpoint } from '../support/made-checkpoint.ts';
import { temporaryDir } from '../support/temporary.ts';

const isOfAnother = (cause: unknown): boolean =>
  cause instanceof TrainingFault && cause.kind === 'checkpoint';

test('a checkpoint is read back as it was written', async (t) => {
  const path = join(temporaryDir(t), 'checkpoint');
  const written = madeCheckpoint(7);
  await writeCheckpoint(path, written);
  assert.deepEqual(await readCheckpoint(path, written.fingerprint), written);
});

test('where there is no checkpoint there is none to read', async (t) => {
  assert.equal(await readCheckpoint(join(temporaryDir(t), 'checkpoint'), 'any'), null);
});

test('weights in memory that threads share are saved as well', async (t) => {
  const path = join(temporaryDir(t), 'checkpoint');
  const plain = madeCheckpoint(3);
  const weights = new Float32Array(new SharedArrayBuffer(plain.weights.byteLength));
  weights.set(plain.weights);
  await writeCheckpoint(path, { ...plain, weights });
  assert.deepEqual((await readCheckpoint(path, plain.fingerprint))?.weights, plain.weights);
});

test('a checkpoint of other data or settings is refused and left alone', async (t) => {
  const path = join(temporaryDir(t), 'checkpoint');
  await writeCheckpoint(path, madeCheckpoint(7));
  const bytes = readFileSync(path);
  await assert.rejects(readCheckpoint(path, 'another'), isOfAnother);
  assert.deepEqual(readFileSync(path), bytes);
});

test('a checkpoint with one bit changed, cut short, or no checkpoint at all is refused', async (t) => {
  const path = join(temporaryDir(t), 'checkpoint');
  const { fingerprint } = madeCheckpoint(7);
  await writeCheckpoint(path, madeCheckpoint(7));
  const bytes = readFileSync(path);
  for (const at of [0, 40, Math.floor(bytes.length / 2), bytes.length - 1]) {
    const damaged = Buffer.from(bytes);
    damaged[at]! ^= 1;
    writeFileSync(path, damaged);
    await assert.rejects(readCheckpoint(path, fingerprint), isOfAnother, `byte ${at}`);
  }
  for (const length of [0, 3, 50, bytes.length - 1]) {
    writeFileSync(path, bytes.subarray(0, length));
    await assert.rejects(readCheckpoint(path, fingerprint), isOfAnother, `${length} bytes`);
  }
});

test('a checkpoint is for its owner alone, and nothing is left when it is removed', async (t) => {
  const dir = temporaryDir(t);
  const path = join(dir, 'checkpoint');
  await writeCheckpoint(path, madeCheckpoint(7));
  if (process.platform !== 'win32') assert.equal(statSync(path).mode & 0o777, 0o600);
  writeFileSync(`${path}.part`, 'left by a killed process');
  await removeCheckpoint(path);
  assert.deepEqual(readdirSync(dir), []);
});

test('whenever the process is killed, the checkpoint is whole: the newest or the one before', async (t) => {
  const path = join(temporaryDir(t), 'checkpoint');
  const script = join(import.meta.dirname, '..', 'support', 'saving-process.ts');
  let last = 0;
  for (let round = 0; round < 4; round++) {
    const child = fork(script, [path, String(last)], { execArgv: [] });
    let told = last;
    const ended = once(child, 'exit');
    // Killed while the next one is being written: the message comes before that write is over.
    for (let saved = 0; saved < 3 + round; saved++)
      [told] = (await once(child, 'message')) as [number];
    child.kill('SIGKILL');
    await ended;
    const found: Checkpoint | null = await readCheckpoint(path, madeCheckpoint(0).fingerprint);
    assert.ok(found !== null && found.step >= told, `${found?.step} after ${told}`);
    assert.deepEqual(found, madeCheckpoint(found.step));
    last = found.step;
  }
});
