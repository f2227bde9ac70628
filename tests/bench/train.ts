import { measureTraining } from '../../electron/cli/bench/measure-training.ts';
import { residualPlanFor } from '../../native-models/training/default-plan.ts';
import type { Bench } from './bench.ts';

/** By the issue: a step over the finished model at most, and of PyTorch's speed at least. */
const goals = { stepOverForward: 6, torchRatio: 0.8 } as const;
const rounds = 9;
const size = 64;

/** PyTorch does the same beside it where there is one. */
export const train: Bench = {
  name: 'train',
  about: 'a training step of the default network of convolutions, one thread',
  async run(_scratch, print) {
    const plan = residualPlanFor(size, 1);
    const figures = await measureTraining({ plan, rounds, peer: true });
    const { imagesPerCoreSecond, stepOverForward, torchRatio, torch } = figures;
    print(`${imagesPerCoreSecond.toFixed(0)} images per core-second`);
    print(`step over forward ${stepOverForward.toFixed(2)}, goal ${goals.stepOverForward} at most`);
    if (torchRatio === undefined || torch === undefined) print('no PyTorch to compare with');
    else {
      const { contiguous, channels_last } = torch.imagesPerCoreSecond;
      const speeds = `${contiguous.toFixed(0)}, with channels last ${channels_last.toFixed(0)}`;
      print(`PyTorch ${torch.version}: ${speeds}`);
      print(`${torchRatio.toFixed(2)} of the faster one, goal ${goals.torchRatio} at least`);
    }
    return null;
  },
};
