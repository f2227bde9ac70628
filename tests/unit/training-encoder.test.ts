import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { EncoderLook } from '../../native-models/training/encoder-run.ts';
import { plannedNetwork } from '../../native-models/training/architecture.ts';
import { planFor } from '../../native-models/training/default-plan.ts';
import { Engine } from '../../native-models/training/engine.ts';
import { needMemory, trainingBytes } from '../../native-models/training/memory.ts';
import { trainEncoder, type TrainerOptions } from '../../native-models/training/trainer.ts';
import { TrainingFault } from '../../native-models/training/training-fault.ts';
import { linearNetwork } from '../support/linear-network.ts';
import { smallTraining } from '../support/small-training.ts';
import { temporaryDir } from '../support/temporary.ts';

const { chip, length, recipe, crops, workerEntry } = smallTraining;

function optionsWith(changes: Partial<TrainerOptions> = {}): TrainerOptions {
  return { ...smallTraining.options, ...changes };
}

/** Of the model that comes of it. */
async function modelOf(changes: Partial<TrainerOptions> = {}): Promise<string | null> {
  const trained = await trainEncoder(optionsWith(changes));
  return trained && createHash('sha256').update(trained.model).digest('hex');
}

const isFault = (kind: string) => (cause: unknown) =>
  cause instanceof TrainingFault && cause.kind === kind;

test('the same seed gives the same model, another seed another one', async () => {
  const model = await modelOf();
  assert.equal(await modelOf(), model);
  assert.notEqual(await modelOf({ seed: 2 }), model);
});

test('the number of threads changes no bit of the model', async () => {
  const model = await modelOf({ workers: 1 });
  assert.equal(await modelOf({ workers: 2 }), model);
  assert.equal(await modelOf({ workers: 3 }), model);
});

const eachStep = { looks: 0, measures: 1e9, saves: 1e9 };

/** Stops a run of six steps when three are done. */
async function stopHalfWay(path: string, changes: Partial<TrainerOptions> = {}): Promise<void> {
  const stop = new AbortController();
  const stopped = await trainEncoder(
    optionsWith({
      checkpoint: { path, resume: false },
      intervals: eachStep,
      signal: stop.signal,
      report: ({ step }) => step === 3 && stop.abort(),
      ...changes,
    }),
  );
  assert.equal(stopped, null);
}

test('three steps, a stop and three more give bit for bit what six steps give', async (t) => {
  const path = join(temporaryDir(t), 'checkpoint');
  await stopHalfWay(path);
  const looks: EncoderLook[] = [];
  const report = (look: EncoderLook) => looks.push(look);
  const checkpoint = { path, resume: true };
  const resumed = await modelOf({ checkpoint, intervals: eachStep, report, workers: 1 });
  assert.equal(resumed, await modelOf());
  assert.deepEqual([...new Set(looks.map(({ step }) => step))], [4, 5, 6]);
  assert.equal(looks.at(-1)?.images, (6 * looks[0]!.images) / 4);
});

test('a run that is over and resumed gives its model again', async (t) => {
  const path = join(temporaryDir(t), 'checkpoint');
  const model = await modelOf({ checkpoint: { path, resume: false } });
  assert.equal(await modelOf({ checkpoint: { path, resume: true } }), model);
});

const longer = { limit: { kind: 'steps', steps: 12 } } as const;

test('a process that is killed is gone on with from what it saved, bit for bit', async (t) => {
  const path = join(temporaryDir(t), 'checkpoint');
  const script = join(import.meta.dirname, '..', 'support', 'training-child.ts');
  const child = fork(script, [path], { execArgv: [] });
  const ended = once(child, 'exit');
  for (let step = 0; step < 5;) [step] = (await once(child, 'message')) as [number];
  child.kill('SIGKILL');
  await ended;
  const options = { ...longer, checkpoint: { path, resume: true } };
  assert.equal(await modelOf(options), await modelOf(longer));
});

test('a checkpoint of another seed, recipe, network or set of people is refused', async (t) => {
  const path = join(temporaryDir(t), 'checkpoint');
  await stopHalfWay(path);
  const bytes = readFileSync(path);
  const repainted = { ...crops, pixels: Uint8Array.from(crops.pixels) };
  repainted.pixels[1000]! ^= 1;
  for (const changes of [
    { seed: 2 },
    { recipe: { ...recipe, margin: 0.4 } },
    { architecture: linearNetwork(chip, 16) },
    { heldOut: new Set([15, 17, 18, 19]) },
    { crops: repainted },
  ]) {
    const options = optionsWith({ ...changes, checkpoint: { path, resume: true } });
    await assert.rejects(trainEncoder(options), isFault('checkpoint'));
  }
  assert.deepEqual(readFileSync(path), bytes);
});

test('a longer limit is no other training: it goes on from where it was', async (t) => {
  const path = join(temporaryDir(t), 'checkpoint');
  await stopHalfWay(path);
  const limit = { kind: 'steps', steps: 8 } as const;
  const trained = await trainEncoder(optionsWith({ checkpoint: { path, resume: true }, limit }));
  assert.equal(trained?.steps, 8);
  assert.deepEqual(trained.legs, [
    { step: 0, end: 6 },
    { step: 3, end: 8 },
  ]);
});

test('learning makes strangers told apart better than the weights it began with', async () => {
  const looks: EncoderLook[] = [];
  const intervals = { looks: 0, measures: 0, saves: 1e9 };
  const limit = { kind: 'epochs', epochs: 30 } as const;
  await trainEncoder(optionsWith({ limit, intervals, report: (look) => looks.push(look) }));
  const measured = looks.filter(({ verification }) => verification !== null);
  const [first, last] = [measured[0]!.verification!, measured.at(-1)!.verification!];
  assert.ok(last.auc >= first.auc && last.auc > 0.95, `${first.auc} to ${last.auc}`);
  assert.ok(looks.at(-1)!.active < looks[0]!.active);
  assert.equal(looks.at(-1)!.done, 1);
});

test('a run by the clock ends, and says as which step it came to its end', async () => {
  const trained = await trainEncoder(optionsWith({ limit: { kind: 'minutes', minutes: 0.01 } }));
  assert.ok(trained !== null && trained.steps > 0);
  assert.ok(trained.legs.every(({ step, end }) => end > step));
});

test('with nobody held out there is a model and no figure', async () => {
  const trained = await trainEncoder(optionsWith({ heldOut: new Set() }));
  assert.equal(trained?.verification, null);
  assert.ok(trained.model.length > 0);
});

test('one person to learn from is too few', async () => {
  const all = new Set(crops.people.keys());
  all.delete(0);
  await assert.rejects(trainEncoder(optionsWith({ heldOut: all })), isFault('too-few'));
});

test('what would not fit into memory is refused before it is begun, with both figures', () => {
  const network = linearNetwork(chip, length).build(32);
  const sizes = { views: 64, workers: 2, photos: 100 };
  const needed = trainingBytes(network, sizes);
  assert.ok(trainingBytes(network, { ...sizes, views: 1024 }) > needed);
  assert.ok(trainingBytes(network, { ...sizes, workers: 4 }) > needed);
  const described = plannedNetwork(planFor(64, 0), 1).build(32);
  const more =
    trainingBytes(described, { ...sizes, photos: 200 }) - trainingBytes(described, sizes);
  assert.ok(more > 100 * 2 * 4 * 5000, 'the start has the descriptors of all its photos at once');
  needMemory(needed, needed);
  assert.throws(() => needMemory(needed, needed - 1), isFault('memory'));
  assert.throws(() => needMemory(3e9, 1e9), /3000 MB are needed, 1000 MB are free/);
});

test('a thread that cannot start or compute ends the training with its reason', async () => {
  const missing = new URL('./no-such-worker.ts', import.meta.url);
  await assert.rejects(trainEncoder(optionsWith({ workerEntry: missing })), /no-such-worker/);
  const broken = linearNetwork(chip, length);
  const architecture = {
    ...broken,
    build: (chunk: number) => ({ ...broken.build(chunk), backward: new Uint8Array(9) }),
  };
  await assert.rejects(trainEncoder(optionsWith({ architecture })), /Protobuf|model/i);
});

test('the engine refuses a batch that is no multiple of its chunk', () => {
  const network = linearNetwork(chip, length).build(32);
  const { augmentation } = recipe;
  const options = { network, crops, augmentation, workers: 1, workerEntry };
  assert.throws(() => new Engine({ ...options, views: 48 }), RangeError);
});
