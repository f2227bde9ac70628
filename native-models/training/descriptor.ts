import type { DescriptorPart, DescriptorPlan, Parameter } from './network.ts';

/** Where the cells of one part lie in the chip. All in px. */
export interface Cells {
  /** Of the first cell's upper left corner, from the chip's. */
  readonly first: number;
  readonly side: number;
  /** From one cell to the next one; they overlap by half. */
  readonly step: number;
  /** Cells in a row, and rows of cells. */
  readonly count: number;
}

/** A pixel at the edge has no gradient: it lacks a neighbour. */
export const edge = 1;

/** As many cells as fit, in the middle of the part, so that a mirrored chip has mirrored cells. */
export function cellsOf(size: number, { side, cell }: DescriptorPart): Cells {
  const room = side - 2 * edge;
  const step = cell / 2;
  const count = Math.floor((room - cell) / step) + 1;
  if (!(count >= 1 && step >= 1 && side <= size)) {
    throw new RangeError(`cells of ${cell} px in ${side} px of ${size}`);
  }
  const span = (count - 1) * step + cell;
  return { first: Math.floor((size - span) / 2), side: cell, step, count };
}

/** Numbers that describe one chip. */
export function descriptorLength(size: number, { orientations, parts }: DescriptorPlan): number {
  return parts.reduce((sum, part) => sum + orientations * cellsOf(size, part).count ** 2, 0);
}

/**
 * Steps of the map at the full learning rate, as a share of its own spread: one step of AdamW moves a
 * weight by about the learning rate, and the start's weights are spread by 1/√descriptors. Measured:
 * three times as much does not learn more.
 */
export const mapRate = 0.5;

/** y = (descriptors − mean) · weight. The mean is of the photos learnt from, and stays. */
export function descriptorParameters(descriptors: number, encodingLength: number): Parameter[] {
  return [
    { name: meanName, dims: [descriptors], decay: false, rate: 0 },
    {
      name: weightName,
      dims: [descriptors, encodingLength],
      decay: false,
      rate: mapRate * spreadOf(descriptors),
    },
  ];
}

/** Root mean square of the map's weights, to begin with. */
export function spreadOf(descriptors: number): number {
  return 1 / Math.sqrt(descriptors);
}

export const meanName = 'descriptor.mean';
export const weightName = 'descriptor.weight';
