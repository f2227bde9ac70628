import { GraphBuilder, type Value } from '../../onnx/builder.ts';
import type { Graph } from '../../onnx/model.ts';
import { float32Tensor, int64Tensor } from '../../onnx/tensor.ts';
import {
  conv,
  padSame3x3,
  padSame3x3Stride2,
  scaleOutputs,
  separableConv,
  type ConvOptions,
} from './layers.ts';
import type { Weight, Weights } from './weights.ts';

/** Side of the square face crop, px. */
export const landmarkCropSize = 112;
export const landmarkCount = 68;

/**
 * The package's FaceLandmark68Net: crops RGB 0…255, [batch, 3, 112, 112], to 68 points
 * [batch, 136] as x, y, x, y … in fractions of the crop's side.
 */
export function buildLandmarks(weights: Weights): Graph {
  const graph = new GraphBuilder('landmarks');
  const dims = ['batch', 3, landmarkCropSize, landmarkCropSize];
  let x = graph.input({ name: 'crops', type: 'float32', dims });
  // The first convolution pads with zeros after the mean is taken off, so that cannot be folded.
  const mean = graph.constant('mean', float32Tensor([1, 3, 1, 1], meanRgb));
  x = graph.node('Sub', [x, mean]);
  x = denseBlock(graph, weights, 'dense0', x, firstConv);
  for (const block of ['dense1', 'dense2', 'dense3']) {
    x = denseBlock(graph, weights, block, x, separable);
  }
  x = graph.node('GlobalAveragePool', [x]);
  x = graph.node('Reshape', [x, graph.constant('flat', int64Tensor([2], [0, -1]))]);
  const fc = graph.constant('fc/weights', weights.get('fc/weights', 2));
  x = graph.node('Gemm', [x, fc, graph.constant('fc/bias', weights.get('fc/bias', 1))]);
  graph.output({ name: 'points', type: 'float32', dims: ['batch', 2 * landmarkCount] }, x);
  return graph.graph();
}

/** Channel means (RGB) and divisor of the package's FaceFeatureExtractor.forwardInput. */
const meanRgb = [122.782, 117.001, 104.298];
const inputDivisor = 255;

type Layer = (graph: GraphBuilder, weights: Weights, x: Value, options: ConvOptions) => Value;

/** Halves the size, then adds up the outputs of all earlier layers before each further one. */
function denseBlock(
  graph: GraphBuilder,
  weights: Weights,
  block: string,
  input: Value,
  first: Layer,
): Value {
  const halving = { name: `${block}/conv0`, stride: 2, pads: padSame3x3Stride2 };
  let sum = relu(graph, first(graph, weights, input, halving));
  let x = sum;
  for (const layer of ['conv1', 'conv2', 'conv3']) {
    const out = separable(graph, weights, x, { name: `${block}/${layer}`, pads: padSame3x3 });
    sum = graph.node('Add', [sum, out]);
    x = relu(graph, sum);
  }
  return x;
}

const firstConv: Layer = (graph, weights, x, options) => {
  const filters = weights.get(`${options.name}/filters`, 4);
  const [, , , channels = 0] = filters.dims;
  const scaled = scaleOutputs(filters, Array<number>(channels).fill(1 / inputDivisor));
  return conv(graph, x, scaled, weights.get(`${options.name}/bias`, 1).data, options);
};

const separable: Layer = (graph, weights, x, options) =>
  separableConv(graph, x, separableWeights(weights, options.name), options);

/** The package's naming of a depthwise-separable convolution. */
export function separableWeights(
  weights: Weights,
  name: string,
): { depthwise: Weight; pointwise: Weight; bias: Weight } {
  return {
    depthwise: weights.get(`${name}/depthwise_filter`, 4),
    pointwise: weights.get(`${name}/pointwise_filter`, 4),
    bias: weights.get(`${name}/bias`, 1),
  };
}

function relu(graph: GraphBuilder, x: Value): Value {
  return graph.node('Relu', [x]);
}
