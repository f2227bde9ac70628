import { tripletLoss, type Loss } from './loss.ts';
import { mineBatchHard, mineSemiHard, pairwiseDistances, type Mine } from './mining.ts';
import type { MiningName } from './recipe.ts';

/** What a batch costs, and which way each encoding should go. `labels`: whom each row shows. */
export type Objective = (encodings: Float32Array, labels: ArrayLike<number>) => Loss;

/** Triplet loss over the triplets mined in the batch. `length`: components of an encoding. */
export function tripletObjective(length: number, mining: MiningName, margin: number): Objective {
  const mine = miners[mining];
  return (encodings, labels) => {
    const triplets = mine(pairwiseDistances(encodings, length), labels);
    return tripletLoss(encodings, length, triplets, margin);
  };
}

const miners: Readonly<Record<MiningName, Mine>> = {
  'semi-hard': mineSemiHard,
  'batch-hard': mineBatchHard,
};
