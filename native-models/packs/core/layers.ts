import { attribute, type GraphBuilder, type Value } from '../../onnx/builder.ts';
import { float32Tensor } from '../../onnx/tensor.ts';
import type { Weight } from './weights.ts';

/** Output channel c becomes c · scale[c] + shift[c]: a folded batch normalisation or scale layer. */
export interface ChannelAffine {
  readonly scale: ArrayLike<number>;
  readonly shift: ArrayLike<number>;
}

export interface ConvOptions {
  readonly name: string;
  readonly stride?: number;
  /** Px of zeros; 'same' is TensorFlow's rule, for sizes known only when the graph runs. */
  readonly pads?: Pads | 'same';
}

export type Pads = readonly [top: number, left: number, bottom: number, right: number];

export const padNone: Pads = [0, 0, 0, 0];
/** TensorFlow's 'same' padding of a 3×3 window: stride 1, or stride 2 over an odd size. */
export const padSame3x3: Pads = [1, 1, 1, 1];
/** TensorFlow's 'same' padding of a 3×3 window at stride 2 over an even size. */
export const padSame3x3Stride2: Pads = [0, 0, 1, 1];

/** Standard convolution; `filters` is height × width × in × out. */
export function conv(
  graph: GraphBuilder,
  input: Value,
  filters: Weight,
  bias: ArrayLike<number>,
  options: ConvOptions,
): Value {
  const [height, width, channelsIn, channelsOut] = dims4(filters);
  const dims = [channelsOut, channelsIn, height, width];
  return convNode(graph, input, { dims, data: outputChannelFirst(filters) }, bias, 1, options);
}

/** Depthwise convolution; `filters` is height × width × channels × 1. */
export function depthwiseConv(
  graph: GraphBuilder,
  input: Value,
  filters: Weight,
  bias: ArrayLike<number> | null,
  options: ConvOptions,
): Value {
  const [height, width, channels] = dims4(filters);
  const dims = [channels, 1, height, width];
  const weights = { dims, data: channelFirst(filters) };
  return convNode(graph, input, weights, bias, channels, options);
}

/** Depthwise, then pointwise convolution with nothing between, as TensorFlow's separableConv2d. */
export function separableConv(
  graph: GraphBuilder,
  input: Value,
  filters: { depthwise: Weight; pointwise: Weight; bias: Weight },
  options: ConvOptions,
): Value {
  const { name } = options;
  const spatial = { ...options, name: `${name}/depthwise` };
  const mixed = depthwiseConv(graph, input, filters.depthwise, null, spatial);
  return conv(graph, mixed, filters.pointwise, filters.bias.data, { name: `${name}/pointwise` });
}

/** Multiplies each output channel of `filters` (… × out) by its scale. */
export function scaleOutputs(filters: Weight, scale: ArrayLike<number>): Weight {
  const data = filters.data.map((value, index) => value * at(scale, index % scale.length));
  return { dims: filters.dims, data };
}

/** Folds an affine map of the output channels into a convolution. */
export function foldAffine(
  filters: Weight,
  bias: ArrayLike<number>,
  { scale, shift }: ChannelAffine,
): { filters: Weight; bias: Float32Array } {
  return {
    filters: scaleOutputs(filters, scale),
    bias: Float32Array.from(
      shift,
      (value, channel) => at(bias, channel) * at(scale, channel) + value,
    ),
  };
}

/**
 * Folds `(x − mean[c]) / divisor` of the input channels into an unpadded convolution. A padded one
 * would need padding with the mean instead of zero.
 */
export function foldInputNormalisation(
  filters: Weight,
  bias: ArrayLike<number>,
  mean: readonly number[],
  divisor: number,
): { filters: Weight; bias: Float32Array } {
  const [, , channelsIn, channelsOut] = dims4(filters);
  const shifted = Float64Array.from({ length: channelsOut }, (_, channel) => at(bias, channel));
  const data = filters.data.map((value, index) => {
    const channelIn = Math.floor(index / channelsOut) % channelsIn;
    const out = index % channelsOut;
    shifted[out] = at(shifted, out) - (value * at(mean, channelIn)) / divisor;
    return value / divisor;
  });
  return { filters: { dims: filters.dims, data }, bias: Float32Array.from(shifted) };
}

export function dims4(weight: Weight): [number, number, number, number] {
  const [a, b, c, d] = weight.dims;
  if (a === undefined || b === undefined || c === undefined || d === undefined) {
    throw new RangeError(`expected four dimensions, have [${weight.dims.join(', ')}]`);
  }
  return [a, b, c, d];
}

/** Element of an array that is known to be long enough. @throws RangeError when it is not. */
export function at(values: ArrayLike<number>, index: number): number {
  const value = values[index];
  if (value === undefined) throw new RangeError(`no element ${index} of ${values.length}`);
  return value;
}

function convNode(
  graph: GraphBuilder,
  input: Value,
  weights: Weight,
  bias: ArrayLike<number> | null,
  groups: number,
  { name, stride = 1, pads = padNone }: ConvOptions,
): Value {
  const inputs = [input, graph.constant(`${name}/weights`, weights)];
  if (bias !== null) {
    inputs.push(graph.constant(`${name}/bias`, float32Tensor([bias.length], Array.from(bias))));
  }
  const [, , height, width] = dims4(weights);
  const attributes = {
    kernel_shape: attribute.ints(height, width),
    strides: attribute.ints(stride, stride),
    ...(pads === 'same'
      ? { auto_pad: attribute.string('SAME_UPPER') }
      : { pads: attribute.ints(...pads) }),
    group: attribute.int(groups),
  };
  return graph.node('Conv', inputs, attributes, name);
}

function outputChannelFirst(filters: Weight): Float32Array {
  const [height, width, channelsIn, channelsOut] = dims4(filters);
  const taps = height * width;
  const out = new Float32Array(filters.data.length);
  let source = 0;
  for (let tap = 0; tap < taps; tap++) {
    for (let i = 0; i < channelsIn; i++) {
      for (let o = 0; o < channelsOut; o++) {
        out[(o * channelsIn + i) * taps + tap] = at(filters.data, source++);
      }
    }
  }
  return out;
}

function channelFirst(filters: Weight): Float32Array {
  const [height, width, channels] = dims4(filters);
  const taps = height * width;
  const out = new Float32Array(filters.data.length);
  for (let tap = 0; tap < taps; tap++) {
    for (let channel = 0; channel < channels; channel++) {
      out[channel * taps + tap] = at(filters.data, tap * channels + channel);
    }
  }
  return out;
}
