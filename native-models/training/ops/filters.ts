import type { Value } from '../../onnx/builder.ts';
import type { Blocked } from '../blocked.ts';
import type { Keeper } from '../kept.ts';
import type { ConvLayer } from '../layers.ts';

/**
 * Filters in the orders in which convolutions want them: [to, from, rows, columns], in blocks
 * [to/B, from/B, rows, columns, B of from, B of to]. They come as [rows, columns, from, to].
 */

/** For y = x ∗ w. The images' three channels are not blocked. */
export function forwardFilters({ maps, source, weight, layer }: FiltersOf): Value {
  const { from, to } = filledSizes(maps, layer);
  const inner = from < maps.block ? 1 : maps.block;
  const kernel = [layer.kernel, layer.kernel] as const;
  return source.keep(`${layer.name}.forward`, [to, from, ...kernel], () =>
    packed(maps, filledWeight(maps, weight, layer), { from, to, kernel, inner }),
  );
}

/**
 * For ∂J/∂x at stride 1, which is ∂J/∂y convolved with the filters turned by 180°, from and to
 * exchanged: y[i] = Σₖ x[i + k − 1] w[k], so x[j] is in y[j + 1 − k].
 */
export function turnedFilters({ maps, source, weight, layer }: FiltersOf): Value {
  const { graph, block: inner } = maps;
  const { from, to } = filledSizes(maps, layer);
  const kernel = [layer.kernel, layer.kernel] as const;
  return source.keep(`${layer.name}.turned`, [from, to, ...kernel], () => {
    let turned = exchanged(maps, weight, layer);
    if (layer.kernel > 1) turned = graph.gather(graph.gather(turned, 0, 2, 1, 0), 1, 2, 1, 0);
    return packed(maps, turned, { from: to, to: from, kernel, inner });
  });
}

/**
 * For ∂J/∂x of a 3 × 3 convolution at stride 2: y[i] = Σₖ x[2i + k − 1] w[k], so
 *
 *     ∂J/∂x[2m]     = w[1] ∂J/∂y[m]
 *     ∂J/∂x[2m + 1] = w[2] ∂J/∂y[m] + w[0] ∂J/∂y[m + 1]
 *
 * and likewise for columns: a convolution of ∂J/∂y for each parity of row and column, with windows of
 * 1 × 1, 1 × 2, 2 × 1 and 2 × 2.
 */
export function parityFilters({ maps, source, weight, layer }: FiltersOf): Parities<Value> {
  const { graph, block: inner } = maps;
  const { from, to } = filledSizes(maps, layer);
  return parities.map(({ row, column }) => {
    const kernel = [row + 1, column + 1] as const;
    return source.keep(`${layer.name}.parity${row}${column}`, [from, to, ...kernel], () => {
      const taps = exchanged(maps, weight, layer);
      const seen = graph.gather(graph.gather(taps, 0, ...tapsOf[row]), 1, ...tapsOf[column]);
      return packed(maps, seen, { from: to, to: from, kernel, inner });
    });
  }) as unknown as Parities<Value>;
}

/** All of a layer's filters for both ways, as its operators ask for them. */
export function allFilters(of: FiltersOf): void {
  const { name, stride, kernel } = of.layer;
  forwardFilters(of);
  if (name === 'stem') return;
  if (stride === 2 && kernel === 3) parityFilters(of);
  else turnedFilters(of);
}

export interface FiltersOf {
  readonly maps: Blocked;
  /** Filters change only with the weights: they are arranged once per step, in a model of their own. */
  readonly source: Keeper;
  readonly weight: Value;
  readonly layer: ConvLayer;
}

/** Rows and columns of a map by whether their number is even (0) or odd (1). */
export const parities = [
  { row: 0, column: 0 },
  { row: 0, column: 1 },
  { row: 1, column: 0 },
  { row: 1, column: 1 },
] as const;
export type Parities<T> = readonly [T, T, T, T];

/** Which of a window's three rows reach a row of that parity, nearest first. */
const tapsOf = [[1], [2, 0]] as const;

export function filledSizes(maps: Blocked, { from, to }: ConvLayer): { from: number; to: number } {
  return { from: isImage(from) ? from : maps.filled(from), to: maps.filled(to) };
}

/** Images are taken as they come: red, green and blue. */
function isImage(channels: number): boolean {
  return channels === 3;
}

function filledWeight(maps: Blocked, weight: Value, layer: ConvLayer): Value {
  const { from, to } = filledSizes(maps, layer);
  return maps.graph.pad(weight, [0, 0, 0, 0], [0, 0, from - layer.from, to - layer.to]);
}

/** [rows, columns, to, from]: a transposition of matrices, which the runtime does fast. */
function exchanged(maps: Blocked, weight: Value, layer: ConvLayer): Value {
  const { graph } = maps;
  const { kernel: k } = layer;
  const { from, to } = filledSizes(maps, layer);
  const matrices = graph.reshape(filledWeight(maps, weight, layer), k * k, from, to);
  return graph.reshape(graph.transpose(matrices, 0, 2, 1), k, k, to, from);
}

interface Sizes {
  readonly from: number;
  readonly to: number;
  /** Rows and columns. */
  readonly kernel: readonly [number, number];
  /** Channels of a block on the way in. */
  readonly inner: number;
}

/** From [rows, columns, from, to]; the last B numbers stay together, so whole blocks are moved. */
function packed(maps: Blocked, weight: Value, { from, to, kernel, inner }: Sizes): Value {
  const { graph, block } = maps;
  const open = graph.reshape(weight, ...kernel, from / inner, inner, to / block, block);
  return graph.reshape(graph.transpose(open, 4, 2, 0, 1, 3, 5), to, from, ...kernel);
}
