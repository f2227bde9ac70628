import assert from 'node:assert/strict';
import { test } from 'node:test';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { plannedNetwork } from '../../native-models/training/architecture.ts';
import { plainView, type Augmentation } from '../../native-models/training/augmentation.ts';
import { channelBlock } from '../../native-models/training/channel-block.ts';
import type { CropSet } from '../../native-models/training/crops.ts';
import type { EncoderLook } from '../../native-models/training/encoder-run.ts';
import { tripletLoss } from '../../native-models/training/loss.ts';
import { mineBatchHard, pairwiseDistances } from '../../native-models/training/mining.ts';
import type { EncoderPlan } from '../../native-models/training/network.ts';
import { defaultRecipe, type Recipe } from '../../native-models/training/recipe.ts';
import { trainEncoder } from '../../native-models/training/trainer.ts';
import { ViewMaker } from '../../native-models/training/view-maker.ts';
import { fixtureCrops } from '../support/fixture-crops.ts';

const convolutions: EncoderPlan = {
  size: 32,
  encodingLength: 128,
  residual: {
    shrink: 1,
    stem: 8,
    stages: [
      { width: 16, blocks: 1 },
      { width: 32, blocks: 1 },
    ],
    embed: 'flatten',
  },
  descriptor: null,
};
const both: EncoderPlan = {
  ...convolutions,
  descriptor: { orientations: 8, parts: [{ side: 32, cell: 8 }] },
};

/** Views of one photo differ a little, or those with one photo would have nothing to be told by. */
const augmentation: Augmentation = {
  mirror: 0.5,
  shift: 0.03,
  scale: 0.03,
  turn: 3,
  brightness: 0.05,
  contrast: 0.05,
  gamma: 0.05,
  tint: 0.03,
  sideLight: 0.05,
  grey: 0,
  blur: { share: 0, least: 1 },
  occlusion: { share: 0, most: 0 },
};

/** The hardest triplets of all eight people, in every batch. */
const recipe: Recipe = {
  ...defaultRecipe,
  people: 8,
  photos: 4,
  singles: 0.4,
  mining: 'batch-hard',
  warmUp: 5,
  averageKeep: 0.9,
  augmentation,
  augmentationRise: 0,
};

test('a tiny network learns eight people until no triplet costs anything', async () => {
  const { looks, active } = await overfit(convolutions, 200);
  assert.equal(
    quiet(looks.slice(0, 5)),
    0,
    'at first every batch has triplets that cost something',
  );
  // A new view of somebody may be odd now and then, however long it goes on.
  assert.ok(quiet(looks.slice(-20)) >= 15, 'in the end hardly any batch has');
  assert.equal(active, 0, 'the model that comes of it keeps the margin too');
});

test('with descriptors beside it starts close to that, and is there in fewer steps', async () => {
  const { looks, active } = await overfit(both, 120);
  assert.ok(looks.slice(0, 5).every((look) => look.active < 0.5));
  assert.ok(quiet(looks.slice(-20)) >= 15);
  assert.equal(active, 0);
});

/** Looks without a triplet that cost anything. */
function quiet(looks: readonly EncoderLook[]): number {
  return looks.filter(({ active }) => active === 0).length;
}

/** How it went, and how many triplets of the photos as they are still cost something in the end. */
async function overfit(plan: EncoderPlan, steps: number) {
  const crops = await fixtureCrops(8, plan.size);
  const looks: EncoderLook[] = [];
  const trained = await trainEncoder({
    architecture: plannedNetwork(plan, await channelBlock()),
    crops,
    heldOut: new Set(),
    recipe,
    seed: 1,
    limit: { kind: 'steps', steps },
    workers: 2,
    workerEntry: new URL('../../native-models/training/engine-worker.ts', import.meta.url),
    checkpoint: null,
    intervals: { looks: 0, measures: 1e9, saves: 1e9 },
    signal: new AbortController().signal,
    report: (look) => looks.push(look),
  });
  const encodings = await encode(trained!.model, crops, plan.size);
  const distances = pairwiseDistances(encodings, plan.encodingLength);
  const triplets = mineBatchHard(distances, crops.person);
  const { active } = tripletLoss(encodings, plan.encodingLength, triplets, recipe.margin);
  return { looks, active };
}

async function encode(model: Uint8Array, crops: CropSet, size: number): Promise<Float32Array> {
  const session = await InferenceSession.create(model);
  const count = crops.person.length;
  const length = 3 * size ** 2;
  const chips = new Float32Array(count * length);
  const maker = new ViewMaker(crops, size);
  for (let crop = 0; crop < count; crop++) {
    maker.make(crop, plainView, chips.subarray(crop * length, (crop + 1) * length));
  }
  const input = new Tensor('float32', chips, [count, 3, size, size]);
  const { encodings } = await session.run({ chips: input });
  await session.release();
  return encodings!.data as Float32Array;
}
