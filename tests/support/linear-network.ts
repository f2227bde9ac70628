import type { Architecture } from '../../native-models/training/architecture.ts';
import type { EncoderPlan, TrainableNetwork } from '../../native-models/training/network.ts';
import { attribute, GraphBuilder, type Value } from '../../native-models/onnx/builder.ts';
import { encodeModel } from '../../native-models/onnx/model.ts';
import { float32Tensor } from '../../native-models/onnx/tensor.ts';

/**
 * The smallest network that can learn: y = xW brought to unit length, over all pixels x. With
 * e = y/‖y‖ and s = ∂J/∂e: ∂J/∂y = (s − e(e·s))/‖y‖ and ∂J/∂W = xᵀ ∂J/∂y. Its one statistic, the
 * mean image, changes nothing.
 */
export function linearNetwork(size: number, encodingLength: number): Architecture {
  const plan: EncoderPlan = { size, encodingLength, residual: null, descriptor: null };
  const dims = [3 * size * size, encodingLength];
  return {
    build: (chunk) => trainable(plan, dims, chunk),
    describing: null,
    initialWeights: async (random) =>
      new Map([['map', Float32Array.from({ length: dims[0]! * dims[1]! }, () => random() - 0.5)]]),
    inferenceModel: (weights) => {
      const graph = new GraphBuilder('linear');
      graph.constant('map', float32Tensor(dims, weights.get('map')!));
      const chips = ['batch', 3, size, size];
      const images = graph.input({ name: 'chips', type: 'float32', dims: chips });
      const { units } = encoded(graph, images);
      graph.output({ name: 'encodings', type: 'float32', dims: ['batch', encodingLength] }, units);
      return modelOf(graph);
    },
  };
}

function trainable(plan: EncoderPlan, dims: readonly number[], chunk: number): TrainableNetwork {
  const { size, encodingLength } = plan;
  const rows = { type: 'float32', dims: [chunk, encodingLength] } as const;
  const begin = (): { graph: GraphBuilder; images: Value } => {
    const graph = new GraphBuilder('linear');
    const info = { name: 'images', type: 'float32', dims: [chunk, 3, size, size] } as const;
    const images = graph.input(info);
    graph.input({ name: 'map', type: 'float32', dims });
    return { graph, images };
  };
  const forward = begin();
  const there = encoded(forward.graph, forward.images);
  forward.graph.output({ name: 'encodings', ...rows }, there.units);
  const axes = { axes: attribute.ints(0), keepdims: attribute.int(0) };
  const mean = forward.graph.node('ReduceMean', [there.pixels], axes);
  forward.graph.output({ name: 'mean', type: 'float32', dims: [dims[0]!] }, mean);
  const { graph, images } = begin();
  const slope = graph.input({ name: 'slope', ...rows });
  const { pixels, units, lengths } = encoded(graph, images);
  const along = graph.node('ReduceSum', [
    graph.node('Mul', [slope, units]),
    graph.constant('axis', { dims: [1], data: BigInt64Array.of(1n) }),
  ]);
  const across = graph.node('Sub', [slope, graph.node('Mul', [units, along])]);
  const raw = graph.node('Div', [across, lengths]);
  const turned = graph.node('Transpose', [pixels], { perm: attribute.ints(1, 0) });
  const gradient = graph.node('MatMul', [turned, raw]);
  graph.output({ name: 'd:map', type: 'float32', dims }, gradient);
  return {
    plan,
    chunk,
    parameters: [{ name: 'map', dims, decay: true, rate: 1 }],
    statistics: [{ name: 'mean', length: dims[0]! }],
    arranged: [],
    kept: [],
    arranging: null,
    forward: modelOf(forward.graph),
    backward: modelOf(graph),
  };
}

function encoded(graph: GraphBuilder, images: Value) {
  const pixels = graph.node('Flatten', [images], { axis: attribute.int(1) });
  const raw = graph.node('MatMul', [pixels, 'map']);
  const lengths = graph.node('ReduceL2', [raw], { axes: attribute.ints(1) });
  return { pixels, lengths, units: graph.node('Div', [raw, lengths]) };
}

function modelOf(graph: GraphBuilder): Uint8Array {
  return encodeModel({ irVersion: 7, opsets: { '': 13 }, producer: 'test', graph: graph.graph() });
}
