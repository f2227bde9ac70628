import type { KeptValue, Parameter } from './network.ts';
import type { Segment } from './optimiser.ts';

/** Where each parameter lies in the flat vector of all weights. */
export interface Layout {
  readonly length: number;
  readonly segments: readonly (Segment & { readonly name: string })[];
}

/** Floats in a cache line of 64 bytes: no two parameters share one. */
const alignment = 16;

export function layoutOf(parameters: readonly Parameter[]): Layout {
  let offset = 0;
  const segments = parameters.map(({ name, dims, decay, rate }) => {
    const segment = { name, offset, length: sizeOf(dims), decay, rate };
    offset += Math.ceil(segment.length / alignment) * alignment;
    return segment;
  });
  return { length: offset, segments };
}

/** Each parameter's part of a flat vector, by its name: views, not copies. */
export function partsOf({ segments }: Layout, flat: Float32Array): Map<string, Float32Array> {
  return new Map(
    segments.map(({ name, offset, length }) => [name, flat.subarray(offset, offset + length)]),
  );
}

export function sizeOf(dims: readonly number[]): number {
  return dims.reduce((product, dim) => product * dim, 1);
}

/** Numbers that are kept of one run. */
export function keptLength(kept: readonly KeptValue[]): number {
  return kept.reduce((sum, { dims }) => sum + sizeOf(dims), 0);
}
