import { GraphBuilder, type Value } from '../../onnx/builder.ts';
import type { Graph } from '../../onnx/model.ts';
import { float32Tensor } from '../../onnx/tensor.ts';
import { at, conv, depthwiseConv, dims4, foldAffine, scaleOutputs } from './layers.ts';
import type { Weight, Weights } from './weights.ts';

/** Anchors per cell of each of the six maps. */
export const ssdAnchorsPerCell: readonly number[] = [3, 6, 6, 6, 6, 6];

/**
 * The package's SSD over MobileNet v1: image RGB 0…255, [1, 3, height, width], sides multiples of
 * 32, to six maps of strides 16, 32 … 512 px: `scores_k` [1, A, rows, columns], the face's logit per
 * anchor, and `boxes_k` [1, 4A, rows, columns], the encoded dy, dx, dh, dw per anchor. Decoding and
 * non-maximum suppression are the caller's: few cells pass the threshold.
 */
export function buildSsdDetector(weights: Weights): Graph {
  const graph = new GraphBuilder('ssd-detector');
  const image = graph.input({ name: 'image', type: 'float32', dims: [1, 3, 'height', 'width'] });
  graph.constant('zero', float32Tensor([], [0]));
  graph.constant('six', float32Tensor([], [6]));
  backbone(graph, weights, image).forEach((map, level) => predict(graph, weights, map, level));
  return graph.graph();
}

/** The package maps 0…255 to −1…1: (x − 127.5) / 127.5. */
const inputMiddle = 127.5;
/** Batch normalisation's epsilon in the package's mobileNetV1, 0.001 as a float32. */
const batchNormEpsilon = 0.0010000000474974513;
const halvingLayers = new Set([2, 4, 6, 12]);
const lastLayer = 13;
/** The first map is taken after this layer, the second after the last one. */
const firstMapLayer = 11;
/** Classes per anchor: background, face, and one never used. */
const classCount = 3;
const faceClass = 1;

function backbone(graph: GraphBuilder, weights: Weights, image: Value): Value[] {
  const maps: Value[] = [];
  let x = graph.node('Sub', [image, graph.constant('middle', float32Tensor([], [inputMiddle]))]);
  x = firstLayer(graph, weights, x);
  for (let layer = 1; layer <= lastLayer; layer++) {
    const stride = halvingLayers.has(layer) ? 2 : 1;
    x = depthwiseLayer(graph, weights, `MobilenetV1/Conv2d_${layer}_depthwise`, x, stride);
    x = convLayer(graph, weights, `MobilenetV1/Conv2d_${layer}_pointwise`, x, 1);
    if (layer === firstMapLayer || layer === lastLayer) maps.push(x);
  }
  for (const pair of [0, 2, 4, 6]) {
    x = convLayer(graph, weights, `Prediction/Conv2d_${pair}_pointwise`, x, 1);
    x = convLayer(graph, weights, `Prediction/Conv2d_${pair + 1}_pointwise`, x, 2);
    maps.push(x);
  }
  return maps;
}

function predict(graph: GraphBuilder, weights: Weights, map: Value, level: number): void {
  const name = `Prediction/BoxPredictor_${level}`;
  const anchors = at(ssdAnchorsPerCell, level);
  const classes = everyNth(weights.get(`${name}/ClassPredictor/weights`, 4), faceClass, classCount);
  const classBias = everyNth(
    weights.get(`${name}/ClassPredictor/biases`, 1),
    faceClass,
    classCount,
  );
  const scores = conv(graph, map, classes, classBias.data, { name: `${name}/scores` });
  const boxes = conv(
    graph,
    map,
    weights.get(`${name}/BoxEncodingPredictor/weights`, 4),
    weights.get(`${name}/BoxEncodingPredictor/biases`, 1).data,
    { name: `${name}/boxes` },
  );
  const size = [`rows_${level}`, `columns_${level}`];
  const type = 'float32';
  graph.output({ name: `scores_${level}`, type, dims: [1, anchors, ...size] }, scores);
  graph.output({ name: `boxes_${level}`, type, dims: [1, 4 * anchors, ...size] }, boxes);
}

function firstLayer(graph: GraphBuilder, weights: Weights, x: Value): Value {
  const name = 'MobilenetV1/Conv2d_0_pointwise';
  const filters = weights.get(`${name}/weights`, 4);
  const [, , , channels] = dims4(filters);
  const scaled = scaleOutputs(filters, Array<number>(channels).fill(1 / inputMiddle));
  return convRelu6(graph, x, scaled, weights.get(`${name}/convolution_bn_offset`, 1), name, 2);
}

function convLayer(
  graph: GraphBuilder,
  weights: Weights,
  name: string,
  x: Value,
  stride: number,
): Value {
  const filters = weights.get(`${name}/weights`, 4);
  return convRelu6(
    graph,
    x,
    filters,
    weights.get(`${name}/convolution_bn_offset`, 1),
    name,
    stride,
  );
}

function convRelu6(
  graph: GraphBuilder,
  x: Value,
  filters: Weight,
  bias: Weight,
  name: string,
  stride: number,
): Value {
  return relu6(graph, conv(graph, x, filters, bias.data, { name, stride, pads: 'same' }));
}

function depthwiseLayer(
  graph: GraphBuilder,
  weights: Weights,
  name: string,
  x: Value,
  stride: number,
): Value {
  const filters = weights.get(`${name}/depthwise_weights`, 4);
  const { scale, shift } = batchNormAffine(weights, `${name}/BatchNorm`);
  // A depthwise filter has its channels third and one output each: the same order in memory.
  const folded = foldAffine(filters, new Float32Array(scale.length), { scale, shift });
  const options = { name, stride, pads: 'same' as const };
  return relu6(graph, depthwiseConv(graph, x, folded.filters, folded.bias, options));
}

function batchNormAffine(weights: Weights, name: string) {
  const gamma = weights.get(`${name}/gamma`, 1).data;
  const beta = weights.get(`${name}/beta`, 1).data;
  const mean = weights.get(`${name}/moving_mean`, 1).data;
  const variance = weights.get(`${name}/moving_variance`, 1).data;
  const scale = Float64Array.from(gamma, (value, channel) => {
    return value / Math.sqrt(at(variance, channel) + batchNormEpsilon);
  });
  const shift = Float64Array.from(beta, (value, channel) => {
    return value - at(mean, channel) * at(scale, channel);
  });
  return { scale, shift };
}

function relu6(graph: GraphBuilder, x: Value): Value {
  return graph.node('Clip', [x, 'zero', 'six']);
}

/** Keeps every n-th element of the last dimension, beginning with `first`. */
function everyNth(weight: Weight, first: number, n: number): Weight {
  const last = weight.dims.at(-1) ?? 0;
  const data = weight.data.filter((_, index) => index % n === first);
  return { dims: [...weight.dims.slice(0, -1), last / n], data };
}
