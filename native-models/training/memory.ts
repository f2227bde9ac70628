import { descriptorLength } from './descriptor.ts';
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

/**
 * Memory that a training needs beside its crops, bytes: constant however long it takes. `photos`: those
 * that the start is computed from.
 */
export function trainingBytes(
  network: TrainableNetwork,
  { views, workers, photos }: { readonly [of in 'views' | 'workers' | 'photos']: number },
): number {
  const { plan, chunk } = network;
  const weights = layoutOf(network.parameters).length;
  // Of the batch at hand and of the next one.
  const images = 2 * views * 3 * plan.size ** 2;
  const maps = workers * chunk * mapsPerPass * featuresPerImage(plan);
  const start = startRows(plan, photos);
  const kept = keptLength(network.arranged) + (views / chunk) * keptLength(network.kept);
  const floats =
    weights * (floatsPerWeight + workers * floatsPerWeightOfWorker) + images + kept + maps + start;
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

/** Numbers that come out of one image on its way through: of convolutions, and of the gradients. */
function featuresPerImage({ size, residual, descriptor }: EncoderPlan): number {
  const described = descriptor === null ? 0 : size ** 2 * descriptor.orientations;
  if (residual === null) return described;
  const side = size / residual.shrink;
  return residual.stages.reduce(
    (sum, { width, blocks }, stage) => {
      const area = (side / 2 ** (stage + 2)) ** 2;
      // Each block has two convolutions, and its first one a projection beside them.
      return sum + area * width * (2 * blocks + 1);
    },
    described + (side / 2) ** 2 * residual.stem,
  );
}

/** Descriptors of the photos and of their mirror images, and the few directions they have along. */
function startRows({ size, descriptor }: EncoderPlan, photos: number): number {
  if (descriptor === null) return 0;
  return 2 * photos * (descriptorLength(size, descriptor) + floatsAlong);
}

/** Per row: twice along all directions of the start, and once more in between. */
const floatsAlong = 1500;
