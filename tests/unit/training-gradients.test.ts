import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { Blocked } from '../../native-models/training/blocked.ts';
import { channelBlock } from '../../native-models/training/channel-block.ts';
import { TrainingGraph } from '../../native-models/training/graph.ts';
import { computing } from '../../native-models/training/kept.ts';
import type { ConvLayer } from '../../native-models/training/layers.ts';
import { batchNorm } from '../../native-models/training/ops/batch-norm.ts';
import { convolution } from '../../native-models/training/ops/convolution.ts';
import { flatFeatures, pooledFeatures } from '../../native-models/training/ops/features.ts';
import { linear } from '../../native-models/training/ops/linear.ts';
import { unitLength } from '../../native-models/training/ops/unit-length.ts';
import { Tape, type Traced } from '../../native-models/training/tape.ts';
import { dot, productOf, randomNumbers } from '../support/random-numbers.ts';
import { openModel, type Given, type RunModel } from '../support/run-model.ts';

// What each operator says of its slopes, against what its output does when an input is moved.

/** By the issue. */
const tolerance = 1e-3;
/** How far inputs are moved: float32 rounds at 1e-7, and a third of the change is the curvature. */
const move = 1e-2;

/** One graph has it all. */
const keepers = { kept: computing, filters: computing };

/** Channel blocks to be tested: none, and this processor's. */
let blocks: readonly number[];

before(async () => {
  blocks = [...new Set([1, await channelBlock()])];
});

for (const { kernel, stride, side } of [
  { kernel: 3, stride: 1, side: 5 },
  { kernel: 3, stride: 2, side: 6 },
  { kernel: 3, stride: 2, side: 7 },
] as const) {
  test(`a ${kernel} × ${kernel} convolution at stride ${stride} over ${side} px`, async () => {
    const layer: ConvLayer = { name: 'layer', kernel, stride, from: 5, to: 18, side };
    await checkMaps(
      layer,
      (tape, maps, x, [weight]) => convolution(tape, maps, layer, x, weight!, keepers),
      [[kernel, kernel, 5, 18]],
    );
  });
}

test('a 3 × 3 and a 1 × 1 convolution at stride 2 of the same map', async () => {
  for (const side of [6, 7]) {
    const layer: ConvLayer = { name: 'first', kernel: 3, stride: 2, from: 17, to: 3, side };
    const shortcut: ConvLayer = { ...layer, name: 'shortcut', kernel: 1 };
    const both: MapOperator = (tape, maps, x, [one, other]) => {
      const first = convolution(tape, maps, layer, x, one!, keepers);
      const second = convolution(tape, maps, shortcut, x, other!, keepers);
      return tape.record(maps.graph.add(first.value, second.value), first.dims, (slope) => {
        tape.addSlope(first, slope);
        tape.addSlope(second, slope);
      });
    };
    await checkMaps(layer, both, [
      [3, 3, 17, 3],
      [1, 1, 17, 3],
    ]);
  }
});

test('the first convolution: its filters; images have no slope', async () => {
  for (const side of [8, 9]) {
    const layer: ConvLayer = { name: 'stem', kernel: 3, stride: 2, from: 3, to: 5, side };
    for (const block of blocks) {
      const given = inputs({ images: [2, 3, side, side], weight: [3, 3, 3, 5] });
      await check(block, given, ['weight'], (tape, maps, leaf) =>
        convolution(tape, maps, layer, leaf('images'), leaf('weight'), keepers),
      );
    }
  }
});

test('many images are summed over in groups, and the last group may be smaller', async () => {
  const layer: ConvLayer = { name: 'layer', kernel: 3, stride: 1, from: 32, to: 32, side: 28 };
  for (const block of blocks) {
    const given = inputs({ x: [7, 32, 28, 28], weight: [3, 3, 32, 32] });
    await check(block, given, ['weight'], (tape, maps, leaf) =>
      convolution(tape, maps, layer, leaf('x'), leaf('weight'), keepers),
    );
  }
});

test('batch normalisation, with and without the residual sum', async () => {
  for (const residual of [false, true]) {
    for (const block of blocks) {
      const { given, names, operator } = normalisation(block, residual, false);
      await check(block, given, names, operator);
    }
  }
});

test('batch normalisation, residual sum and ReLU in one', async () => {
  for (const block of blocks) {
    const { given, names, operator } = normalisation(block, true, true);
    await check(block, given, names, operator);
  }
});

test('each channel’s mean, and every value as it lies', async () => {
  for (const features of [pooledFeatures, flatFeatures]) {
    for (const block of blocks) {
      const given = inputs({ x: [2, filled(block, 5), 3, 3] });
      await check(block, given, ['x'], (tape, maps, leaf) => features(tape, maps, leaf('x'), 5));
    }
  }
});

test('a linear map', async () => {
  const given = inputs({ x: [4, 6], weight: [6, 5], bias: [5] });
  await check(1, given, ['x', 'weight', 'bias'], (tape, { graph }, leaf) =>
    linear(tape, graph, leaf('x'), leaf('weight'), leaf('bias')),
  );
});

test('unit length', async () => {
  const given = inputs({ x: [4, 6] });
  await check(1, given, ['x'], (tape, { graph }, leaf) => unitLength(tape, graph, leaf('x')));
});

test('what is used twice has the sum of both slopes', async () => {
  const given = inputs({ x: [3, 4], weight: [4, 4], bias: [4] });
  await check(1, given, ['x', 'weight', 'bias'], (tape, { graph }, leaf) => {
    const [x, weight, bias] = [leaf('x'), leaf('weight'), leaf('bias')];
    return linear(tape, graph, linear(tape, graph, x, weight, bias), weight, bias);
  });
});

test('a slope that no operator takes along is an error', () => {
  const graph = new TrainingGraph('test');
  const maps = new Blocked(graph, 1);
  const tape = new Tape((one, other) => graph.add(one, other));
  const layer: ConvLayer = { name: 'alone', kernel: 1, stride: 2, from: 2, to: 2, side: 4 };
  const x = tape.leaf(graph.input('x', [1, 2, 4, 4]), [1, 2, 4, 4]);
  const weight = tape.leaf(graph.input('weight', [1, 1, 2, 2]), [1, 1, 2, 2]);
  const y = convolution(tape, maps, layer, x, weight, keepers);
  assert.throws(() => tape.backward(y, graph.input('slope', y.dims)), /nobody took the slope/);
});

type Leaf = (name: string) => Traced;
type Operator = (tape: Tape, maps: Blocked, leaf: Leaf) => Traced;
type MapOperator = (tape: Tape, maps: Blocked, x: Traced, weights: readonly Traced[]) => Traced;

/** An operator of a map and weights, in each layout. */
async function checkMaps(
  { from, side }: ConvLayer,
  operator: MapOperator,
  weights: readonly (readonly number[])[],
): Promise<void> {
  const names = weights.map((_, index) => `weight${index}`);
  for (const block of blocks) {
    const dims = Object.fromEntries(weights.map((dims, index) => [names[index]!, dims]));
    const given = inputs({ x: [2, filled(block, from), side, side], ...dims });
    await check(block, given, ['x', ...names], (tape, maps, leaf) =>
      operator(tape, maps, leaf('x'), names.map(leaf)),
    );
  }
}

/** Inputs for which no value comes near ReLU's kink, whatever is moved. */
function normalisation(block: number, residual: boolean, relu: boolean) {
  const channels = 5;
  const dims = [2, filled(block, channels), 3, 3];
  const given = inputs({ x: dims, scale: [channels], shift: [channels], shortcut: dims });
  // The shortcut carries every value off to one side or the other: what is added is within ±3.
  given.get('shortcut')!.data.forEach((value, index, all) => (all[index] = value < 0 ? -4 : 4));
  const operator: Operator = (tape, maps, leaf) =>
    batchNorm(tape, maps, leaf('x'), {
      name: 'layer',
      keeper: computing,
      channels,
      scale: leaf('scale'),
      shift: leaf('shift'),
      shortcut: residual ? leaf('shortcut') : undefined,
      relu,
    });
  const names = ['x', 'scale', 'shift', ...(residual ? ['shortcut'] : [])];
  return { given, names, operator };
}

function filled(block: number, channels: number): number {
  return new Blocked(new TrainingGraph('none'), block).filled(channels);
}

function inputs(dims: Readonly<Record<string, readonly number[]>>): Map<string, Given> {
  return new Map(
    Object.entries(dims).map(([name, dims], index) => [
      name,
      { data: randomNumbers(productOf(dims), 7, index), dims },
    ]),
  );
}

/**
 * J = Σ slope · y. Moving one input along a direction v changes J by v · ∂J/∂input; the change is
 * summed in doubles over a difference to both sides.
 */
async function check(
  block: number,
  given: ReadonlyMap<string, Given>,
  names: readonly string[],
  operator: Operator,
): Promise<void> {
  const { run, slope } = await emit(block, given, names, operator);
  const gradients = await run(given);
  for (const value of gradients.get('y')!) assert.ok(Number.isFinite(value));
  for (const [index, name] of names.entries()) {
    const { data, dims } = given.get(name)!;
    const direction = randomNumbers(data.length, 11, index);
    const cost = async (sign: number) => {
      const moved = data.map((value, at) => value + sign * move * direction[at]!);
      const { y } = Object.fromEntries(await run(new Map(given).set(name, { data: moved, dims })));
      return dot(y!, slope);
    };
    const change = ((await cost(1)) - (await cost(-1))) / (2 * move);
    const gradient = gradients.get(`d:${name}`)!;
    const error = Math.abs(dot(gradient, direction) - change);
    // Against the size of all that is summed, as the sum itself may happen to be near 0.
    const size = Math.sqrt((dot(gradient, gradient) * dot(direction, direction)) / data.length);
    assert.ok(size > 0, `${name} has a slope of 0, block ${block}`);
    assert.ok(
      error <= tolerance * Math.max(Math.abs(change), size),
      `${name}, block ${block}: ${error}, ${change}, ${size}`,
    );
  }
}

async function emit(
  block: number,
  given: ReadonlyMap<string, Given>,
  names: readonly string[],
  operator: Operator,
): Promise<{ run: RunModel; slope: Float32Array }> {
  const graph = new TrainingGraph('test');
  const tape = new Tape((one, other) => graph.add(one, other));
  const leaves = new Map<string, Traced>();
  for (const [name, { dims }] of given) leaves.set(name, tape.leaf(graph.input(name, dims), dims));
  const y = operator(tape, new Blocked(graph, block), (name) => leaves.get(name)!);
  tape.backward(y, graph.input('slope', y.dims));
  graph.output('y', y.dims, y.value);
  for (const name of names) {
    const leaf = leaves.get(name)!;
    graph.output(`d:${name}`, leaf.dims, tape.slopeOf(leaf));
  }
  const run = await openModel(graph.encode());
  const slope = randomNumbers(productOf(y.dims), 13);
  const withSlope = (some: ReadonlyMap<string, Given>) =>
    run(new Map(some).set('slope', { data: slope, dims: y.dims }));
  return { run: withSlope, slope };
}
