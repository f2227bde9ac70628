import type { Value } from '../../onnx/builder.ts';
import { windowOf, type Blocked, type Map4 } from '../blocked.ts';
import { sideAfter, type ConvLayer } from '../layers.ts';
import type { Keeper } from '../kept.ts';
import type { Tape, Traced } from '../tape.ts';
import { filterGradient, stemGradient } from './filter-gradient.ts';
import {
  filledSizes,
  forwardFilters,
  parities,
  parityFilters,
  turnedFilters,
  type FiltersOf,
  type Parities,
} from './filters.ts';
import { interleave } from './interleave.ts';

/**
 * y = x ∗ w, a 3 × 3 window with a pixel of zeros around the map, or 1 × 1; stride 1 or 2.
 * `x` [N, from, H, W], `weight` [rows, columns, from, to].
 */
export function convolution(
  tape: Tape,
  maps: Blocked,
  layer: ConvLayer,
  x: Traced,
  weight: Traced,
  { kept, filters: source }: Keepers,
): Traced {
  const [n = 0] = x.dims;
  const { to } = filledSizes(maps, layer);
  const after = sideAfter(layer);
  const name = `${layer.name}.map`;
  const of: FiltersOf = { maps, source, weight: weight.value, layer };
  const y = kept.keep(name, [n, to, after, after], () =>
    maps.convolve(x.value, forwardFilters(of), windowOf(layer), { name }),
  );
  return tape.record(y, [n, to, after, after], (slope) => {
    const rows = maps.pixels(slope, [n, to, after, after], layer.to);
    if (layer.name === 'stem') {
      tape.addSlope(weight, stemGradient(maps, layer, x.value, rows, n));
    } else {
      const dims: Map4 = [n, maps.filled(layer.from), layer.side, layer.side];
      const pixels = maps.pixels(x.value, dims, layer.from);
      tape.addSlope(weight, filterGradient(maps.graph, layer, pixels, rows, n));
      addInputSlope(tape, of, x, slope);
    }
  });
}

/** Where the operator has its result from, if another model has it, and its filters. */
export interface Keepers {
  readonly kept: Keeper;
  readonly filters: Keeper;
}

/** ∂J/∂x, see filters.ts; what x has of other operators is added at no cost. */
function addInputSlope(tape: Tape, of: FiltersOf, x: Traced, slope: Value): void {
  const { maps, layer } = of;
  if (layer.stride === 1) {
    const filters = turnedFilters(of);
    tape.addSlope(x, maps.convolve(slope, filters, windowOf(layer), { plus: tape.takeSlope(x) }));
  } else if (layer.kernel === 1) {
    // Only even rows and columns are seen: the 3 × 3 convolution beside it takes their slope along.
    const filters = turnedFilters(of);
    const window = { kernel: [1, 1], stride: 1, pads: [0, 0, 0, 0] } as const;
    tape.addSlope(tape.evenOf(x), maps.convolve(slope, filters, window));
  } else {
    const filters = parityFilters(of);
    const four = parities.map(({ row, column }, index) => {
      const window = {
        kernel: [row + 1, column + 1],
        stride: 1,
        pads: [0, 0, row, column],
      } as const;
      const plus = index === 0 ? tape.takeSlope(tape.evenOf(x)) : undefined;
      return maps.convolve(slope, filters[index]!, window, { plus });
    }) as unknown as Parities<Value>;
    const dims: Map4 = [x.dims[0]!, maps.filled(layer.from), layer.side, layer.side];
    tape.addSlope(x, interleave(maps, four, dims));
  }
}
