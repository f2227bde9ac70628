import assert from 'node:assert/strict';
import { test } from 'node:test';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { residualNetwork } from '../../native-models/training/architecture.ts';
import { plainView, type Augmentation } from '../../native-models/training/augmentation.ts';
import { channelBlock } from '../../native-models/training/channel-block.ts';
import type { EncoderLook } from '../../native-models/training/encoder-run.ts';
import { tripletLoss } from '../../native-models/training/loss.ts';
import { mineBatchHard, pairwiseDistances } from '../../native-models/training/mining.ts';
import type { EncoderPlan } from '../../native-models/training/network.ts';
import { defaultRecipe, type Recipe } from '../../native-models/training/recipe.ts';
import { trainEncoder } from '../../native-models/training/trainer.ts';
import { ViewMaker } from '../../native-models/training/view-maker.ts';
import { fixtureCrops } from '../support/fixture-crops.ts';

const plan: EncoderPlan = {
  size: 32,
  stem: 8,
  stages: [
    { width: 16, blocks: 1 },
    { width: 32, blocks: 1 },
  ],
  embed: 'flatten',
  encodingLength: 128,
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
  const crops = await fixtureCrops(8, plan.size);
  const looks: EncoderLook[] = [];
  const trained = await trainEncoder({
    architecture: residualNetwork(plan, await channelBlock()),
    crops,
    heldOut: new Set(),
    recipe,
    seed: 1,
    limit: { kind: 'steps', steps: 200 },
    workers: 2,
    workerEntry: new URL('../../native-models/training/engine-worker.ts', import.meta.url),
    checkpoint: null,
    intervals: { looks: 0, measures: 1e9, saves: 1e9 },
    signal: new AbortController().signal,
    report: (look) => looks.push(look),
  });
  const quiet = (some: readonly EncoderLook[]) => some.filter(({ active }) => active === 0).length;
  assert.equal(
    quiet(looks.slice(0, 5)),
    0,
    'at first every batch has triplets that cost something',
  );
  // A new view of somebody may be odd now and then, however long it goes on.
  assert.ok(quiet(looks.slice(-20)) >= 15, 'in the end hardly any batch has');

  const encodings = await encode(trained!.model, crops.person.length);
  const distances = pairwiseDistances(encodings, plan.encodingLength);
  const triplets = mineBatchHard(distances, crops.person);
  const { active } = tripletLoss(encodings, plan.encodingLength, triplets, recipe.margin);
  assert.equal(active, 0, 'the model that comes of it keeps the margin too');

  async function encode(model: Uint8Array, count: number): Promise<Float32Array> {
    const session = await InferenceSession.create(model);
    const chips = new Float32Array(count * 3 * plan.size ** 2);
    const maker = new ViewMaker(crops, plan.size);
    const length = chips.length / count;
    for (let crop = 0; crop < count; crop++) {
      maker.make(crop, plainView, chips.subarray(crop * length, (crop + 1) * length));
    }
    const input = new Tensor('float32', chips, [count, 3, plan.size, plan.size]);
    const { encodings } = await session.run({ chips: input });
    await session.release();
    return encodings!.data as Float32Array;
  }
});
