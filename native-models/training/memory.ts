import { keptLength, layoutOf } from './layout.ts';
import type { EncoderPlan, TrainableNetwork } from './network.ts';
import { TrainingFault } from './training-fault.ts';

/** Floats kept per weight: itself, its average, its two moments, and the gradient. */
const floatsPerWeight = 5;
/** And per worker: two gradients that wait to be added up, and those a session works on. */
const floatsPerWeightOfWorker = 4;

/**
 * Feature maps that a session holds at once, as a multiple of all that one pass gives: forward,
 * normalised and rectified, and their gradients.
 */
const mapsPerPass = 6;

/** Node, the runtime's libraries and the threads' own heaps, bytes per worker and in all. */
const bytesPerWorker = 60e6;
const bytesInAll = 120e6;

/** Memory that a training needs beside its crops, bytes: constant however long it takes. */
export function trainingBytes(network: TrainableNetwork, views: number, workers: number): number {
  const { plan, chunk } = network;
  const weights = layoutOf(network.parameters).length;
  // Of the batch at hand and of the next one.
  const images = 2 * views * 3 * plan.size ** 2;
  const maps = workers * chunk * mapsPerPass * featuresPerImage(plan);
  const kept = keptLength(network.arranged) + (views / chunk) * keptLength(network.kept);
  const floats =
    weights * (floatsPerWeight + workers * floatsPerWeightOfWorker) + images + kept + maps;
  return 4 * floats + workers * bytesPerWorker + bytesInAll;
}

/** @throws TrainingFault: memory. `available`: bytes that may be had, see `availableBytes` */
export function needMemory(needed: number, available: number): void {
  if (needed <= available) return;
  const [need, have] = [needed, available].map((bytes) => `${Math.ceil(bytes / 1e6)} MB`);
  throw new TrainingFault('memory', `${need} are needed, ${have} are free`);
}

/** Memory the process may still take, with what a container allows it, bytes. */
export function availableBytes(): number {
  return process.availableMemory();
}

/** Numbers that come out of all convolutions of one image. */
function featuresPerImage({ size, stem, stages }: EncoderPlan): number {
  const afterStem = (size / 2) ** 2 * stem;
  return stages.reduce((sum, { width, blocks }, stage) => {
    const area = (size / 2 ** (stage + 2)) ** 2;
    // Each block has two convolutions, and its first one a projection beside them.
    return sum + area * width * (2 * blocks + 1);
  }, afterStem);
}
