import { attribute, GraphBuilder, type Value } from '../../onnx/builder.ts';
import type { Graph } from '../../onnx/model.ts';
import { float32Tensor, int64Tensor } from '../../onnx/tensor.ts';
import { conv, foldAffine, foldInputNormalisation, padNone, padSame3x3 } from './layers.ts';
import type { Weights } from './weights.ts';

/** Side of the aligned chip, px. */
export const chipSize = 150;
export const encodingLength = 128;

/**
 * dlib's face-recognition ResNet (29 convolutions) as the package carries it: chips RGB 0…255,
 * [batch, 3, 150, 150], to raw encodings [batch, 128], not yet of unit length. The package's input
 * normalisation and the per-channel scale layers are folded into the convolutions.
 */
export function buildEncoder(weights: Weights): Graph {
  const graph = new GraphBuilder('encoder');
  const dims = ['batch', 3, chipSize, chipSize];
  let x = graph.input({ name: 'chips', type: 'float32', dims });
  x = relu(graph, stem(graph, weights, x));
  x = graph.node('MaxPool', [x], window(3, 2));
  for (const block of blocks) x = residualBlock(graph, weights, block, x);
  x = graph.node('GlobalAveragePool', [x]);
  x = graph.node('Reshape', [x, graph.constant('flat', int64Tensor([2], [0, -1]))]);
  const fc = weights.get('fc', 2);
  x = graph.node('MatMul', [x, graph.constant('fc', fc)]);
  graph.output({ name: 'encodings', type: 'float32', dims: ['batch', encodingLength] }, x);
  return graph.graph();
}

/** Channel means (RGB) and divisor of the package's FaceRecognitionNet.forwardInput. */
const meanRgb = [122.782, 117.001, 104.298];
const inputDivisor = 255;

interface Block {
  readonly name: string;
  /** What a halving block adds to make its two branches agree. */
  readonly down?: { readonly newChannels: number; readonly padSpatial: boolean };
}

/**
 * A halving block pools its input with a 2×2 window while its convolution is a 3×3 without
 * padding: over an even size the latter comes out one row and column short, which dlib's
 * add_prev fills with zeros, as it does for the channels that the pooled branch lacks.
 * Sizes: 35 → 17 → 8 → 4 (3 + 1) → 2 (1 + 1).
 */
const blocks: readonly Block[] = [
  { name: 'conv32_1' },
  { name: 'conv32_2' },
  { name: 'conv32_3' },
  { name: 'conv64_down', down: { newChannels: 32, padSpatial: false } },
  { name: 'conv64_1' },
  { name: 'conv64_2' },
  { name: 'conv64_3' },
  { name: 'conv128_down', down: { newChannels: 64, padSpatial: false } },
  { name: 'conv128_1' },
  { name: 'conv128_2' },
  { name: 'conv256_down', down: { newChannels: 128, padSpatial: true } },
  { name: 'conv256_1' },
  { name: 'conv256_2' },
  { name: 'conv256_down_out', down: { newChannels: 0, padSpatial: true } },
];

function stem(graph: GraphBuilder, weights: Weights, x: Value): Value {
  const scaled = convWeights(weights, 'conv32_down');
  const folded = foldInputNormalisation(scaled.filters, scaled.bias, meanRgb, inputDivisor);
  return conv(graph, x, folded.filters, folded.bias, { name: 'conv32_down', stride: 2 });
}

function residualBlock(graph: GraphBuilder, weights: Weights, block: Block, x: Value): Value {
  const { name, down } = block;
  const stride = down === undefined ? 1 : 2;
  const pads = down === undefined ? padSame3x3 : padNone;
  const first = convWeights(weights, `${name}/conv1`);
  const second = convWeights(weights, `${name}/conv2`);
  let out = conv(graph, x, first.filters, first.bias, { name: `${name}/conv1`, stride, pads });
  out = conv(graph, relu(graph, out), second.filters, second.bias, {
    name: `${name}/conv2`,
    pads: padSame3x3,
  });
  let shortcut = x;
  if (down !== undefined) {
    shortcut = graph.node('AveragePool', [x], window(2, 2));
    if (down.newChannels > 0) shortcut = padAfter(graph, shortcut, [0, down.newChannels, 0, 0]);
    if (down.padSpatial) out = padAfter(graph, out, [0, 0, 1, 1]);
  }
  return relu(graph, graph.node('Add', [out, shortcut]));
}

function convWeights(weights: Weights, name: string) {
  return foldAffine(
    weights.get(`${name}/conv/filters`, 4),
    weights.get(`${name}/conv/bias`, 1).data,
    {
      scale: weights.get(`${name}/scale/weights`, 1).data,
      shift: weights.get(`${name}/scale/biases`, 1).data,
    },
  );
}

function relu(graph: GraphBuilder, x: Value): Value {
  return graph.node('Relu', [x]);
}

function window(size: number, stride: number) {
  return { kernel_shape: attribute.ints(size, size), strides: attribute.ints(stride, stride) };
}

/** Appends zeros after each axis. */
function padAfter(graph: GraphBuilder, x: Value, after: readonly number[]): Value {
  const pads = graph.constant(`${x}/pads`, int64Tensor([8], [0, 0, 0, 0, ...after]));
  const zero = graph.constant(`${x}/zero`, float32Tensor([], [0]));
  return graph.node('Pad', [x, pads, zero]);
}
