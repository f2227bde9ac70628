import { attribute, type Value } from '../onnx/builder.ts';
import type { Attribute } from '../onnx/model.ts';
import type { TrainingGraph } from './graph.ts';
import type { ConvLayer } from './layers.ts';

/**
 * How maps lie in memory. onnxruntime's fastest convolutions want channels in blocks of as many as
 * the processor multiplies at once (16 with AVX-512, 8 with AVX2): [N, C, H, W] lies as
 * [N, C/B, H, W, B], and C is filled up with channels of zeros. It turns a trained model's maps into
 * that by itself, but not where the weights are inputs; so the training graph asks for it, which makes
 * a convolution half as long again as fast. Where the processor has no such blocks, B is 1,
 * [N, C, H, W, 1] lies as [N, C, H, W], and the same formulas hold.
 */
export class Blocked {
  readonly graph: TrainingGraph;
  /** B. */
  readonly block: number;
  readonly #rows = new Map<Value, Value>();

  constructor(graph: TrainingGraph, block: number) {
    this.graph = graph;
    this.block = block;
  }

  /** Channels with those of zeros that fill the last block. */
  filled(channels: number): number {
    return Math.ceil(channels / this.block) * this.block;
  }

  /** [N, C, H, W] → [N, C/B, H, W, B], for what has to see the blocks. */
  open(x: Value, [n, c, h, w]: Map4): Value {
    return this.graph.reshape(x, n, c / this.block, h, w, this.block);
  }

  /**
   * Pixels as rows: [N, H, W, `channels`], without those that fill up. What was brought into rows once
   * is not again: two convolutions may see one map.
   */
  pixels(x: Value, [, c]: Map4, channels: number): Value {
    const known = this.#rows.get(x);
    if (known !== undefined) return known;
    const cut = () => (c === channels ? x : this.graph.slice(x, 1, 0, channels));
    const rows =
      this.block > 1
        ? this.#reordered(x, channels, true)
        : this.graph.transpose(cut(), ...pixelsLast);
    this.#rows.set(x, rows);
    return rows;
  }

  /** Plain [N, `channels`, H, W], without those that fill up. */
  plain(x: Value, channels: number): Value {
    return this.block > 1 ? this.#reordered(x, channels, false) : x;
  }

  /** The way back from `plain`. */
  fromPlain(x: Value, channels: number): Value {
    if (this.block === 1) return x;
    const missing = this.filled(channels) - channels;
    const whole = this.graph.pad(x, [0, 0, 0, 0], [0, missing, 0, 0]);
    return this.graph.own('blocked', 'ReorderInput', [whole]);
  }

  /** `filters`: see ops/filters.ts. */
  convolve(x: Value, filters: Value, { kernel, stride, pads }: Window, more: More = {}): Value {
    const attributes = {
      kernel_shape: attribute.ints(...kernel),
      strides: attribute.ints(stride, stride),
      pads: attribute.ints(...pads),
    };
    if (this.block > 1) {
      return this.#convolve([x, filters, '', more.plus ?? ''], attributes, more.name);
    }
    const y = this.graph.node('Conv', [x, filters], attributes, more.name);
    return more.plus === undefined ? y : this.graph.add(y, more.plus);
  }

  /**
   * scale · x + shift per channel (+ plus), then ReLU if asked for: in blocks one pass over memory, as
   * a convolution of each channel with itself. `scale` and `shift` [C].
   */
  affine(x: Value, channels: number, { scale, shift, plus, relu }: Affine): Value {
    const { graph } = this;
    const factors = graph.reshape(scale, channels, 1, 1, 1);
    if (this.block > 1) {
      const attributes = {
        kernel_shape: attribute.ints(1, 1),
        group: attribute.int(channels),
        ...(relu ? { activation: attribute.string('Relu') } : {}),
      };
      return this.#convolve([x, factors, shift ?? '', plus ?? ''], attributes);
    }
    let y = graph.multiply(x, graph.reshape(scale, channels, 1, 1));
    if (shift !== undefined) y = graph.add(y, graph.reshape(shift, channels, 1, 1));
    if (plus !== undefined) y = graph.add(y, plus);
    return relu ? graph.node('Relu', [y]) : y;
  }

  /** Each channel's mean over the pixels of each image: [N, C]. */
  imageMeans(x: Value, [n, c]: Map4): Value {
    const pooled =
      this.block > 1
        ? this.graph.own('blocked', 'GlobalAveragePool', [x])
        : this.graph.node('GlobalAveragePool', [x]);
    return this.graph.reshape(pooled, n, c);
  }

  /** Each channel's mean over images and pixels: [C]. */
  mean(x: Value, dims: Map4): Value {
    return this.graph.mean(this.imageMeans(x, dims), 0);
  }

  /** One map per value, which is the same at every pixel: [N, C] → [N, C, H, W]. */
  spread(x: Value, [n, c, h, w]: Map4): Value {
    const { graph, block } = this;
    const points = graph.reshape(x, n, c / block, 1, block);
    const maps = graph.node('Expand', [points, graph.whole(n, c / block, h * w, block)]);
    return graph.reshape(maps, n, c, h, w);
  }

  #convolve(
    inputs: readonly Value[],
    attributes: Readonly<Record<string, Attribute>>,
    name?: string,
  ): Value {
    const given = inputs.findLastIndex((value) => value !== '') + 1;
    return this.graph.own('blocked', 'Conv', inputs.slice(0, given), attributes, name);
  }

  #reordered(x: Value, channels: number, last: boolean): Value {
    return this.graph.own('blocked', 'ReorderOutput', [x], {
      channels: attribute.int(channels),
      channels_last: attribute.int(last ? 1 : 0),
    });
  }
}

const pixelsLast = [0, 2, 3, 1] as const;

/** Images, channels (filled up), rows, columns. */
export type Map4 = readonly [n: number, c: number, h: number, w: number];

export interface Window {
  /** Rows and columns, px. */
  readonly kernel: readonly [number, number];
  readonly stride: 1 | 2;
  /** Zeros above, left, below, right; px. */
  readonly pads: readonly [number, number, number, number];
}

interface More {
  /** What is added to the result; in blocks at no cost. */
  readonly plus?: Value | undefined;
  /** What the result is called; without `plus` only. */
  readonly name?: string;
}

/** Where a layer's windows lie: a 3 × 3 reaches one pixel over the edge. */
export function windowOf({ kernel, stride }: ConvLayer): Window {
  const edge = (kernel - 1) / 2;
  return { kernel: [kernel, kernel], stride, pads: [edge, edge, edge, edge] };
}

export interface Affine {
  readonly scale: Value;
  readonly shift?: Value | undefined;
  readonly plus?: Value | undefined;
  readonly relu?: boolean;
}
