import { createHash } from 'node:crypto';
import type { CropSet } from './crops.ts';
import type { TrainableNetwork } from './network.ts';
import type { Recipe } from './recipe.ts';

/** All that decides what a run learns, but for how long it learns. */
export interface TrainingInputs {
  readonly network: TrainableNetwork;
  readonly crops: CropSet;
  /** Indices of the people that are not learnt from. */
  readonly heldOut: ReadonlySet<number>;
  readonly recipe: Recipe;
  readonly seed: number;
}

/** Hex. A run goes on bit for bit only where this is the same. */
export function trainingFingerprint(inputs: TrainingInputs): string {
  const { network, crops, heldOut, recipe, seed } = inputs;
  const { plan, chunk, parameters } = network;
  const { size, inner, people, sources } = crops;
  return createHash('sha256')
    .update(JSON.stringify({ plan, chunk, parameters, recipe, seed, size, inner, people, sources }))
    .update(JSON.stringify([...heldOut].toSorted((one, other) => one - other)))
    .update(network.forward)
    .update(network.backward)
    .update(Uint8Array.from(new Uint8Array(Uint32Array.from(crops.person).buffer)))
    .update(crops.pixels)
    .digest('hex');
}
