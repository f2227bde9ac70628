import assert from 'node:assert/strict';
import { test } from 'node:test';
import { measureTraining } from '../../electron/cli/bench/measure-training.ts';
import { openTrainingStep } from '../../electron/cli/bench/training-step.ts';
import { channelBlock } from '../../native-models/training/channel-block.ts';
import type { EncoderPlan } from '../../native-models/training/network.ts';

const plan: EncoderPlan = {
  size: 16,
  encodingLength: 8,
  residual: { shrink: 1, stem: 8, stages: [{ width: 8, blocks: 1 }], embed: 'flatten' },
  descriptor: null,
};

test('the step that is measured is one: it lowers the cost whose slope it is given', async () => {
  const block = await channelBlock();
  const step = await openTrainingStep({ plan, block, chunk: 8, chunks: 2 });
  try {
    assert.equal(step.images, 16);
    const first = await step.step();
    let last = first;
    for (let more = 0; more < 20; more++) last = await step.step();
    assert.ok(last < first - 1, `${first} to ${last}`);
  } finally {
    await step.close();
  }
});

test('it is measured beside the finished model, and beside PyTorch only when asked', async () => {
  const figures = await measureTraining({ plan, rounds: 2, peer: false });
  assert.ok(figures.imagesPerCoreSecond > 0);
  assert.ok(figures.stepOverForward > 0);
  assert.equal(figures.torchRatio, undefined);
  assert.equal(figures.rounds, 2);
});

test('where Python has PyTorch it does the same; where not, there is no ratio', async (context) => {
  const { torch, torchRatio } = await measureTraining({ plan, rounds: 1, peer: true });
  if (torch === undefined) {
    assert.equal(torchRatio, undefined);
    context.skip('no PyTorch on this machine');
    return;
  }
  assert.ok(torch.imagesPerCoreSecond.contiguous > 0 && torchRatio! > 0);
  assert.match(torch.version, /^\d+\./);
});
