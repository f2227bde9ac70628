import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { channelBlock } from '../../native-models/training/channel-block.ts';
import { inferenceModel } from '../../native-models/training/inference.ts';
import { initialWeights } from '../../native-models/training/initial-weights.ts';
import type {
  EncoderPlan,
  KeptValue,
  ResidualPlan,
  TrainableNetwork,
} from '../../native-models/training/network.ts';
import { randomOf } from '../../native-models/training/random.ts';
import { buildTrainable } from '../../native-models/training/trainable.ts';
import { dot, productOf, randomNumbers, relativeError } from '../support/random-numbers.ts';
import { ReferenceNetwork, type Arrays } from '../support/reference-network.ts';
import { openModel, type Given } from '../support/run-model.ts';

// The whole emitted network against plain loops over doubles.

/** Single precision through a dozen layers; the issue allows 1e-3. */
const tolerance = 1e-4;
const chunk = 3;
/** 12 → 6 → 3 → 2 px: even and odd sides; widths that no processor's blocks divide. */
const small = planOf(12, 7, {
  shrink: 1,
  stem: 5,
  stages: [
    { width: 6, blocks: 2 },
    { width: 19, blocks: 1 },
  ],
  embed: 'pool',
});
/** 16 → 8 → 4 → 2 px; widths that they do divide. */
const wide = planOf(16, 8, {
  shrink: 1,
  stem: 16,
  stages: [
    { width: 16, blocks: 1 },
    { width: 32, blocks: 2 },
  ],
  embed: 'flatten',
});
/** The descriptors alone: cells of 4 px in 12 px, and of 6 px in 8 px. */
const described: EncoderPlan = {
  size: 12,
  encodingLength: 7,
  residual: null,
  descriptor: {
    orientations: 8,
    parts: [
      { side: 12, cell: 4 },
      { side: 8, cell: 6 },
    ],
  },
};
/** Beside the convolutions, which see 12 → 6 → 3 → 2 px. */
const both: EncoderPlan = { ...described, size: 24, residual: { ...small.residual!, shrink: 2 } };
const plans = [
  small,
  planOf(12, 7, { ...small.residual!, embed: 'flatten' }),
  planOf(24, 7, { ...small.residual!, shrink: 2 }),
  wide,
  described,
  both,
] as const;

let blocks: readonly number[];

before(async () => {
  blocks = [...new Set([1, await channelBlock()])];
});

test('the reference’s gradient is what its cost changes by', () => {
  for (const plan of [small, both]) checkReference(plan);
});

function checkReference(plan: EncoderPlan): void {
  const { weights, images, slope } = madeUp(plan);
  const network = (changed: Arrays) => new ReferenceNetwork(plan, changed);
  const pass = network(weights).forward(images, chunk);
  const gradients = network(weights).backward(pass, slope);
  for (const [name, gradient] of gradients) {
    const direction = randomNumbers(gradient.length, 5);
    const cost = (by: number) => {
      const moved = Float64Array.from(
        weights.get(name)!,
        (value, at) => value + by * direction[at]!,
      );
      const changed = new Map<string, ArrayLike<number>>(weights).set(name, moved);
      return dot(network(changed).forward(images, chunk).encodings.values, slope);
    };
    const change = (cost(1e-6) - cost(-1e-6)) / 2e-6;
    assert.ok(Math.abs(dot(gradient, direction) - change) < 1e-6, name);
  }
}

test('encodings, statistics and every gradient agree with the reference', async () => {
  for (const plan of plans) {
    const { weights, images, slope, given } = madeUp(plan);
    const network = new ReferenceNetwork(plan, weights);
    const pass = network.forward(images, chunk);
    const gradients = network.backward(pass, slope);
    for (const block of blocks) {
      const built = buildTrainable(plan, chunk, block);
      const { forward, backward } = await bothWays(built, given);
      agrees(forward.get('encodings'), pass.encodings.values, `encodings, block ${block}`);
      const learnt = built.parameters.filter(({ rate }) => rate > 0);
      for (const { name } of learnt) {
        agrees(backward.get(`d:${name}`), gradients.get(name)!, `d:${name}, block ${block}`);
      }
      for (const { name, length } of built.statistics) {
        agrees(forward.get(name), pass.statistics.get(name)!, `${name}, block ${block}`);
        assert.equal(forward.get(name)!.length, length);
      }
      assert.equal(backward.size, learnt.length);
    }
  }
});

test('the model for a pack folds the normalisations in, and takes any number of chips', async () => {
  for (const plan of plans) {
    const { weights, images } = madeUp(plan);
    const network = new ReferenceNetwork(plan, weights);
    const statistics = new Map(
      [...network.forward(images, chunk).statistics].map(([name, values]) => [
        name,
        Float32Array.from(values, (value) => value * 1.5 + 0.1),
      ]),
    );
    const encode = await openModel(inferenceModel(plan, weights, statistics));
    for (const count of [1, chunk]) {
      const chips = images.slice(0, count * 3 * plan.size ** 2);
      const dims = [count, 3, plan.size, plan.size];
      const encodings = (await encode(new Map([['chips', { data: chips, dims }]]))).get(
        'encodings',
      );
      const expected = network.forward(chips, count, statistics).encodings.values;
      agrees(encodings, expected, `${count} chips`);
    }
  }
});

test('a chip of nothing, and weights of nothing, give numbers', async () => {
  for (const plan of [small, both]) {
    const { given } = madeUp(plan);
    const built = buildTrainable(plan, chunk);
    const nothing = new Map<string, Given>();
    for (const [name, { data, dims }] of given) {
      nothing.set(name, { data: new Float32Array(data.length), dims });
    }
    const { forward, backward } = await bothWays(built, nothing);
    for (const [name, values] of [...forward, ...backward]) {
      assert.ok(values.every(Number.isFinite), name);
    }
  }
});

test('equal plans give equal bytes, and equal seeds equal weights', () => {
  const build = () => buildTrainable(wide, chunk, 16);
  assert.deepEqual(build(), build());
  assert.deepEqual(initialWeights(wide, randomOf(3)), initialWeights(wide, randomOf(3)));
  const other = initialWeights(wide, randomOf(4)).get('stem.weight');
  assert.notDeepEqual(initialWeights(wide, randomOf(3)).get('stem.weight'), other);
});

test('filters start with He’s spread, and all parameters are there', () => {
  const weights = initialWeights(wide, randomOf(3));
  const { parameters } = buildTrainable(wide, 1);
  assert.deepEqual(
    [...weights.keys()],
    parameters.map(({ name }) => name),
  );
  for (const { name, dims } of parameters) assert.equal(weights.get(name)!.length, productOf(dims));
  const filters = weights.get('stage2.block1.second.weight')!;
  const spread = Math.sqrt(dot(filters, filters) / filters.length);
  assert.ok(Math.abs(spread / Math.sqrt(2 / (9 * 32)) - 1) < 0.05, `${spread}`);
});

function planOf(size: number, encodingLength: number, residual: ResidualPlan): EncoderPlan {
  return { size, encodingLength, residual, descriptor: null };
}

/** Weights as after some training, images, and a slope of the encodings. */
function madeUp(plan: EncoderPlan) {
  const weights = initialWeights(plan, randomOf(1));
  for (const [name, values] of weights) {
    if (name.endsWith('weight')) continue;
    randomNumbers(values.length, 2).forEach((value, at) => (values[at] = 0.8 + 0.5 * value));
  }
  const images = randomNumbers(chunk * 3 * plan.size ** 2, 3);
  const slope = randomNumbers(chunk * plan.encodingLength, 4);
  const given = new Map<string, Given>();
  for (const { name, dims } of buildTrainable(plan, chunk).parameters) {
    given.set(name, { data: weights.get(name)!, dims });
  }
  given.set('images', { data: images, dims: [chunk, 3, plan.size, plan.size] });
  given.set('slope', { data: slope, dims: [chunk, plan.encodingLength] });
  return { weights, images, slope, given };
}

const none = new Map<string, Float32Array>();

/** The filters arranged, there, and back. */
async function bothWays(network: TrainableNetwork, given: ReadonlyMap<string, Given>) {
  const { arranging, arranged, kept } = network;
  const filters = arranging === null ? none : await (await openModel(arranging))(given);
  const there = new Map([...given, ...asGiven(arranged, filters)]);
  const forward = await (await openModel(network.forward))(there);
  const back = new Map([...there, ...asGiven(kept, forward)]);
  return { forward, backward: await (await openModel(network.backward))(back) };
}

function asGiven(
  values: readonly KeptValue[],
  outputs: ReadonlyMap<string, Float32Array>,
): [string, Given][] {
  return values.map(({ name, dims }) => [name, { data: outputs.get(name)!, dims }]);
}

function agrees(actual: Float32Array | undefined, expected: ArrayLike<number>, what: string): void {
  const error = relativeError(actual ?? [], expected);
  assert.ok(error <= tolerance, `${what}: ${error}`);
}
