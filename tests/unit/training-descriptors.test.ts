import assert from 'node:assert/strict';
import { test } from 'node:test';
import { planFor } from '../../native-models/training/default-plan.ts';
import { cellsOf, descriptorLength } from '../../native-models/training/descriptor.ts';
import { describingModel } from '../../native-models/training/inference.ts';
import type { DescriptorPlan } from '../../native-models/training/network.ts';
import { randomNumbers, relativeError } from '../support/random-numbers.ts';
import { referenceDescriptors } from '../support/reference-descriptors.ts';
import { openModel } from '../support/run-model.ts';

const size = 24;
/** Cells that fill their part, and cells that leave pixels over. */
const plan: DescriptorPlan = {
  orientations: 8,
  parts: [
    { side: 24, cell: 8 },
    { side: 18, cell: 4 },
    { side: 14, cell: 12 },
  ],
};
const area = size * size;

async function describe(image: Float32Array, of: DescriptorPlan = plan): Promise<Float32Array> {
  const model = await openModel(describingModel(size, of));
  const outputs = await model(new Map([['chips', { data: image, dims: [1, 3, size, size] }]]));
  return outputs.get('descriptors')!;
}

/** Three equal planes. */
function grey(luma: (row: number, column: number) => number): Float32Array {
  return Float32Array.from({ length: 3 * area }, (_, at) =>
    luma(Math.floor((at % area) / size), at % size),
  );
}

test('descriptors are what the formula says', async () => {
  const image = randomNumbers(3 * area, 1);
  const described = await describe(image);
  assert.equal(described.length, descriptorLength(size, plan));
  assert.ok(relativeError(described, referenceDescriptors(image, size, plan)) < 1e-4);
});

test('a ramp is steep in its direction, half a step beside it, and not behind it', async () => {
  const one: DescriptorPlan = { orientations: 8, parts: [{ side: 14, cell: 12 }] };
  // Brighter downwards: a quarter of the circle on.
  const described = await describe(
    grey((row) => row / size - 0.5),
    one,
  );
  const [most, beside] = [described[2]!, described[1]!];
  assert.ok(Math.abs(beside / most - Math.SQRT1_2) < 1e-3, `${beside} of ${most}`);
  assert.ok(Math.abs(described[3]! - beside) < 1e-4);
  for (const away of [0, 4, 5, 6, 7]) assert.ok(described[away]! < 1e-2);
});

test('a picture at half the contrast is described alike, and one without any as nothing', async () => {
  const image = randomNumbers(3 * area, 2);
  const [one, half] = [await describe(image), await describe(image.map((value) => value / 2))];
  assert.ok(relativeError(half, one) < 0.15, `${relativeError(half, one)}`);
  const nothing = await describe(new Float32Array(3 * area).fill(0.3));
  assert.ok(nothing.every((value) => Math.abs(value) < 1e-3));
});

test('a mirrored picture has the descriptors of the picture in mirrored places', async () => {
  const image = randomNumbers(3 * area, 3);
  const mirrored = image.map((_, at) => image[at - (at % size) + size - 1 - (at % size)]!);
  const [one, other] = [await describe(image), await describe(mirrored)];
  let start = 0;
  for (const part of plan.parts) {
    const { count } = cellsOf(size, part);
    for (let orientation = 0; orientation < 8; orientation++) {
      // What points right points left: θ becomes π − θ.
      const turned = (12 - orientation) % 8;
      for (let cell = 0; cell < count ** 2; cell++) {
        const [row, column] = [Math.floor(cell / count), cell % count];
        const there = start + turned * count ** 2 + row * count + count - 1 - column;
        const here = start + orientation * count ** 2 + cell;
        assert.ok(Math.abs(one[here]! - other[there]!) < 1e-4);
      }
    }
    start += 8 * count ** 2;
  }
});

test('every size has whole cells in the middle of its chip', () => {
  for (const side of [64, 80, 96, 112, 128]) {
    const { descriptor } = planFor(side, 1);
    for (const part of descriptor!.parts) {
      const { first, side: cell, step, count } = cellsOf(side, part);
      const last = first + (count - 1) * step + cell;
      assert.ok([first, step, count, part.side / 2].every(Number.isInteger));
      assert.ok(first >= 1 && last <= side - 1 && Math.abs(first - (side - last)) <= 1);
    }
  }
  assert.throws(() => cellsOf(24, { side: 12, cell: 12 }), RangeError);
  assert.throws(() => cellsOf(24, { side: 26, cell: 4 }), RangeError);
});
