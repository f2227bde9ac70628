import { residualPlanFor } from '../../../native-models/training/default-plan.ts';
import { exitCodes, type RunCommand } from '../outcome.ts';
import { table } from '../table.ts';
import { measureTraining, type TrainingFigures } from './measure-training.ts';
import { torchLayouts } from './torch-peer.ts';

export interface TrainBenchOptions {
  /** Side of the chip, px. */
  readonly size: number;
  readonly rounds: number;
  readonly peer: boolean;
}

/** `bench train`: how fast a step of the encoder's training is, on one thread. */
export function benchTrain({ size, rounds, peer }: TrainBenchOptions): RunCommand {
  return async () => {
    const plan = residualPlanFor(size, 1);
    const figures = await measureTraining({ plan, rounds, peer });
    const note = peer && figures.torch === undefined ? { note: noTorch } : {};
    const answer = { ...figures, size, ...note };
    return { answer, text: inWords(answer), exitCode: exitCodes.done };
  };
}

const noTorch =
  'PyTorch was not found: nothing was compared with it. On Debian, install the package python3-torch.';

function inWords(answer: TrainingFigures & { size: number; note?: string }): string {
  const { torch, torchRatio, note } = answer;
  const rows: [string, string][] = [
    ['images per core-second', answer.imagesPerCoreSecond.toFixed(0)],
    ['a step over the finished model', answer.stepOverForward.toFixed(2)],
  ];
  if (torch !== undefined && torchRatio !== undefined) {
    for (const layout of torchLayouts) {
      const speed = torch.imagesPerCoreSecond[layout].toFixed(0);
      rows.push([`PyTorch ${torch.version}, ${layout}`, speed]);
    }
    rows.push(["of PyTorch's faster one", torchRatio.toFixed(2)]);
  }
  return [
    `The default encoder's convolutions at ${answer.size} px: ${answer.images} images per step, CPU time, median of ${answer.rounds}.`,
    table(rows),
    ...(note === undefined ? [] : [note]),
  ].join('\n');
}
