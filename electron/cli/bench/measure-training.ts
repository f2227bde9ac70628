import { channelBlock } from '../../../native-models/training/channel-block.ts';
import type { EncoderPlan } from '../../../native-models/training/network.ts';
import { openTorchPeer, torchLayouts, type TorchLayout, type TorchPeer } from './torch-peer.ts';
import { openTrainingStep, type TrainingStep } from './training-step.ts';

export interface TrainingWish {
  readonly plan: EncoderPlan;
  readonly rounds: number;
  /** Whether PyTorch is to do the same beside. */
  readonly peer: boolean;
}

export interface TrainingFigures {
  /** Of a whole step: forward, backward, sum and AdamW. */
  readonly imagesPerCoreSecond: number;
  /** CPU time of a step over that of the same images through the finished model. */
  readonly stepOverForward: number;
  /** Images per core-second over PyTorch's in the layout in which it is faster. */
  readonly torchRatio?: number;
  readonly torch?: {
    readonly version: string;
    readonly imagesPerCoreSecond: Readonly<Record<TorchLayout, number>>;
  };
  readonly images: number;
  readonly rounds: number;
}

/** As training takes them: see batch-shape.ts and recipe.ts. */
const chunk = 32;
const chunks = 8;
/** Rounds before it counts: memory is taken, and what is in JavaScript is compiled. */
const warmUpRounds = 3;

/**
 * Whatever is compared takes turns within every round, and all times are the processor's, not the
 * clock's: what else runs on the machine slows all of them alike. Medians over the rounds.
 */
export async function measureTraining(wish: TrainingWish): Promise<TrainingFigures> {
  const step = await openTrainingStep({
    plan: wish.plan,
    block: await channelBlock(),
    chunk,
    chunks,
  });
  const peer = wish.peer ? await openTorchPeer(wish.plan, step.images) : null;
  try {
    const rounds: Round[] = [];
    for (let round = -warmUpRounds; round < wish.rounds; round++) {
      const times = await oneRound(step, peer);
      if (round >= 0) rounds.push(times);
    }
    return figuresOf(rounds, step.images, peer);
  } finally {
    await step.close();
    await peer?.close();
  }
}

/** CPU seconds. */
interface Round {
  readonly forward: number;
  readonly step: number;
  readonly torch: Readonly<Record<TorchLayout, number>> | null;
}

async function oneRound(step: TrainingStep, peer: TorchPeer | null): Promise<Round> {
  const forward = await cpuSeconds(() => step.forwardOfFinished());
  const whole = await cpuSeconds(() => step.step());
  if (peer === null) return { forward, step: whole, torch: null };
  const torch = { contiguous: 0, channels_last: 0 };
  for (const layout of torchLayouts) torch[layout] = await peer.step(layout);
  return { forward, step: whole, torch };
}

function figuresOf(
  rounds: readonly Round[],
  images: number,
  peer: TorchPeer | null,
): TrainingFigures {
  const seconds = median(rounds.map(({ step }) => step));
  const figures = {
    imagesPerCoreSecond: images / seconds,
    stepOverForward: median(rounds.map(({ step, forward }) => step / forward)),
    images,
    rounds: rounds.length,
  };
  if (peer === null) return figures;
  const of = (layout: TorchLayout) => images / median(rounds.map(({ torch }) => torch![layout]));
  const speeds = { contiguous: of('contiguous'), channels_last: of('channels_last') };
  return {
    ...figures,
    torchRatio: figures.imagesPerCoreSecond / Math.max(...Object.values(speeds)),
    torch: { version: peer.version, imagesPerCoreSecond: speeds },
  };
}

/** Of this process, all its threads together. */
async function cpuSeconds(work: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  const middle = (sorted.length - 1) / 2;
  return (sorted[Math.floor(middle)]! + sorted[Math.ceil(middle)]!) / 2;
}
