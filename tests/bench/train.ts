import { measureTraining } from '../../electron/cli/bench/measure-training.ts';
import { planFor } from '../../native-models/training/default-plan.ts';
import type { Bench } from './bench.ts';

/** By the issue: a step over the finished model at most, and of PyTorch's speed at least. */
const goals = { stepOverForward: 6, torchRatio: 0.8 } as const;
const rounds = 9;
const size = 64;

/** The default encoder; PyTorch beside it where there is one. */
export const train: Bench = {
  name: 'train',
  about: 'a training step of the default encoder, one thread',
  async run(_scratch, print) {
    const plan = planFor(size, 1);
    const figures = await measureTraining({ plan, rounds, peer: true });
    const { imagesPerCoreSecond, stepOverForward, torchRatio, torch } = figures;
    print(`${imagesPerCoreSecond.toFixed(0)} images per core-second`);
    print(`step over forward ${stepOverForward.toFixed(2)}, goal ${goals.stepOverForward} at most`);
    if (torchRatio === undefined || torch === undefined) print('no PyTorch to compare with');
    else {
      const which = `PyTorch ${torch.version} (${torch.layout})`;
      print(`${torchRatio.toFixed(2)} of ${which}, goal ${goals.torchRatio} at least`);
    }
    return null;
  },
};
