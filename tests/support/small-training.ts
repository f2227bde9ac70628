import { defaultRecipe, type Recipe } from '../../native-models/training/recipe.ts';
import type { TrainerOptions } from '../../native-models/training/trainer.ts';
import { linearNetwork } from './linear-network.ts';
import { madeCrops } from './made-crops.ts';

const chip = 16;
const length = 32;
const recipe: Recipe = { ...defaultRecipe, people: 16, photos: 4, warmUp: 2 };
/** Sixteen people to learn from, four of them with one photo, and four held out. */
const crops = madeCrops([...Array<number>(12).fill(5), 1, 1, 1, 1, 3, 3, 3, 3], chip, 1);
const workerEntry = new URL('../../native-models/training/engine-worker.ts', import.meta.url);

const options: TrainerOptions = {
  architecture: linearNetwork(chip, length),
  crops,
  heldOut: new Set([16, 17, 18, 19]),
  recipe,
  seed: 1,
  limit: { kind: 'steps', steps: 6 },
  workers: 2,
  workerEntry,
  checkpoint: null,
  signal: new AbortController().signal,
  report: () => undefined,
};

/** A training that takes a fraction of a second and has a little of everything. */
export const smallTraining = { chip, length, recipe, crops, workerEntry, options };
