import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { plannedNetwork } from '../../native-models/training/architecture.ts';
import { channelBlock } from '../../native-models/training/channel-block.ts';
import type { EncoderLook } from '../../native-models/training/encoder-run.ts';
import type { EncoderPlan } from '../../native-models/training/network.ts';
import { trainEncoder, type TrainerOptions } from '../../native-models/training/trainer.ts';
import { smallTraining } from '../support/small-training.ts';
import { temporaryDir } from '../support/temporary.ts';

// The trainer with networks as they are planned, whose start is computed from the photos.

const { chip, options } = smallTraining;
const described: EncoderPlan = {
  size: chip,
  encodingLength: 32,
  residual: null,
  descriptor: {
    orientations: 8,
    parts: [
      { side: 16, cell: 4 },
      { side: 12, cell: 6 },
    ],
  },
};
const both: EncoderPlan = {
  ...described,
  residual: { shrink: 2, stem: 8, stages: [{ width: 8, blocks: 1 }], embed: 'flatten' },
};

let block: number;

before(async () => {
  block = await channelBlock();
});

/** sha256 of the model. */
async function modelOf(plan: EncoderPlan, changes: Partial<TrainerOptions> = {}): Promise<string> {
  const architecture = plannedNetwork(plan, block);
  const trained = await trainEncoder({ ...options, architecture, ...changes });
  assert.ok(trained !== null);
  return createHash('sha256').update(trained.model).digest('hex');
}

test('start and steps are the same, bit for bit, whatever the number of threads', async () => {
  for (const plan of [described, both]) {
    const two = await modelOf(plan);
    assert.equal(await modelOf(plan, { workers: 1 }), two);
    assert.notEqual(await modelOf(plan, { seed: 2 }), two);
  }
});

test('three steps, a stop and three more give bit for bit what six steps give', async (t) => {
  const path = join(temporaryDir(t), 'checkpoint');
  const stop = new AbortController();
  const stopped = await trainEncoder({
    ...options,
    architecture: plannedNetwork(both, block),
    checkpoint: { path, resume: false },
    intervals: { looks: 0, measures: 1e9, saves: 1e9 },
    signal: stop.signal,
    report: ({ step }) => {
      if (step === 3) stop.abort();
    },
  });
  assert.equal(stopped, null);
  const resumed = await modelOf(both, { checkpoint: { path, resume: true }, workers: 1 });
  assert.equal(resumed, await modelOf(both));
});

test('by its start alone a map of descriptors tells strangers apart', async () => {
  const looks: EncoderLook[] = [];
  await modelOf(described, {
    limit: { kind: 'steps', steps: 1 },
    report: (look) => looks.push(look),
  });
  const { verification, seconds } = looks.at(-1)!;
  assert.ok(verification!.auc > 0.9, `${verification!.auc}`);
  assert.ok(seconds > 0);
});
