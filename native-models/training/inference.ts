import { attribute, GraphBuilder, type Value } from '../onnx/builder.ts';
import { encodeModel } from '../onnx/model.ts';
import { float32Tensor } from '../onnx/tensor.ts';
import type { Weights } from './initial-weights.ts';
import { layersOf, varianceFloor, type ConvLayer } from './layers.ts';
import { descriptorLength, meanName, weightName } from './descriptor.ts';
import type { DescriptorPlan, EncoderPlan } from './network.ts';
import { averaged } from './ops/averaged.ts';
import { orientedGradients } from './ops/oriented-gradients.ts';
import { rowLengths } from './ops/unit-length.ts';
import { gainName } from './parameters.ts';
import { PlainWords } from './plain-words.ts';

/**
 * What a pack carries: an ONNX file of standard operators, chips RGB −1..1 as `chips`
 * [batch, 3, size, size], to unit `encodings` [batch, encodingLength]. `weights` and `statistics`
 * by the names of the trainable network. Equal arguments give equal bytes.
 */
export function inferenceModel(
  plan: EncoderPlan,
  weights: Weights,
  statistics: Weights,
): Uint8Array {
  const { size, encodingLength: length } = plan;
  const graph = new GraphBuilder('encoder');
  const words = new PlainWords(graph);
  const chips = graph.input({ name: 'chips', type: 'float32', dims: ['batch', 3, size, size] });
  const of: Model = { plan, graph, words, chips, weights, statistics };
  const unit = unitRows(words, bothBranches(of));
  graph.output({ name: 'encodings', type: 'float32', dims: ['batch', length] }, unit);
  return encodePlain(graph);
}

/** Chips [batch, 3, size, size] in −1..1 as `chips`, to `descriptors` as they are. */
export function describingModel(size: number, descriptor: DescriptorPlan): Uint8Array {
  const graph = new GraphBuilder('descriptors');
  const chips = graph.input({ name: 'chips', type: 'float32', dims: ['batch', 3, size, size] });
  const described = orientedGradients(new PlainWords(graph), chips, size, descriptor);
  const dims = ['batch', descriptorLength(size, descriptor)];
  graph.output({ name: 'descriptors', type: 'float32', dims }, described);
  return encodePlain(graph);
}

/** Operator set 13 (ONNX 1.8) as in the packs we ship; every later runtime reads it. */
function encodePlain(graph: GraphBuilder): Uint8Array {
  const opsets = { '': 13 };
  return encodeModel({ irVersion: 7, opsets, producer: 'threshold', graph: graph.graph() });
}

interface Model {
  readonly plan: EncoderPlan;
  readonly graph: GraphBuilder;
  readonly words: PlainWords;
  readonly chips: Value;
  readonly weights: Weights;
  readonly statistics: Weights;
}

function bothBranches(of: Model): Value {
  const { words, weights } = of;
  const learnt = residualBranch(of);
  const described = descriptorBranch(of);
  if (learnt === null || described === null) return (learnt ?? described)!;
  const gain = words.numbers([1], need(weights, gainName));
  const counted = words.node('Mul', [unitRows(words, learnt), gain]);
  return words.add(unitRows(words, described), counted);
}

function descriptorBranch({ plan, words, chips, weights }: Model): Value | null {
  const { size, descriptor, encodingLength } = plan;
  if (descriptor === null) return null;
  const described = orientedGradients(words, chips, size, descriptor);
  const mean = need(weights, meanName);
  const centred = words.node('Sub', [described, words.numbers([mean.length], mean)]);
  const map = words.numbers([mean.length, encodingLength], need(weights, weightName));
  return words.node('MatMul', [centred, map]);
}

function residualBranch({ plan, graph, words, chips, weights, statistics }: Model): Value | null {
  const layers = layersOf(plan);
  if (layers === null || plan.residual === null) return null;
  const { stem, blocks, embed } = layers;
  const conv = (x: Value, layer: ConvLayer) => folded(graph, x, layer, weights, statistics);
  const relu = (x: Value) => graph.node('Relu', [x]);
  let x = relu(conv(averaged(words, chips, plan.residual.shrink), stem));
  for (const { first, second, shortcut } of blocks) {
    const branch = conv(relu(conv(x, first)), second);
    x = relu(graph.node('Add', [branch, shortcut === null ? x : conv(x, shortcut)]));
  }
  if (plan.residual.embed === 'pool') x = graph.node('GlobalAveragePool', [x]);
  const { features, length } = embed;
  return graph.node('Gemm', [
    graph.node('Flatten', [x]),
    words.numbers([features, length], need(weights, 'embed.weight')),
    words.numbers([length], need(weights, 'embed.bias')),
  ]);
}

function unitRows(words: PlainWords, x: Value): Value {
  return words.node('Div', [x, rowLengths(words, x)]);
}

/**
 * A convolution with its normalisation in it: γ (x ∗ w − μ)/σ + β = x ∗ (w γ/σ) + (β − μ γ/σ), with
 * σ² = variance + ε. Filters go from [rows, columns, from, to] to ONNX's [to, from, rows, columns].
 */
function folded(
  graph: GraphBuilder,
  x: Value,
  { name, kernel, stride, from, to }: ConvLayer,
  weights: Weights,
  statistics: Weights,
): Value {
  const [filters, scale, shift] = ['weight', 'scale', 'shift'].map((of) =>
    need(weights, `${name}.${of}`),
  );
  const [mean, variance] = ['mean', 'variance'].map((of) => need(statistics, `${name}.${of}`));
  const factors = scale!.map(
    (value, channel) => value / Math.sqrt(variance![channel]! + varianceFloor),
  );
  const area = kernel * kernel;
  const values = new Float32Array(filters!.length);
  filters!.forEach((value, index) => {
    const channel = index % to;
    const input = Math.floor(index / to) % from;
    const tap = Math.floor(index / (to * from));
    values[(channel * from + input) * area + tap] = value * factors[channel]!;
  });
  const bias = shift!.map((value, channel) => value - mean![channel]! * factors[channel]!);
  const edge = (kernel - 1) / 2;
  return graph.node(
    'Conv',
    [
      x,
      graph.constant(`${name}.weight`, float32Tensor([to, from, kernel, kernel], values)),
      graph.constant(`${name}.bias`, float32Tensor([to], bias)),
    ],
    {
      kernel_shape: attribute.ints(kernel, kernel),
      strides: attribute.ints(stride, stride),
      pads: attribute.ints(edge, edge, edge, edge),
    },
    name,
  );
}

function need(weights: Weights, name: string): Float32Array {
  const values = weights.get(name);
  if (values === undefined) throw new Error(`no weights named '${name}'`);
  return values;
}
