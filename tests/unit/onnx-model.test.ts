import assert from 'node:assert/strict';
import { test } from 'node:test';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { attribute, GraphBuilder } from '../../native-models/onnx/builder.ts';
import { encodeModel, type Graph } from '../../native-models/onnx/model.ts';
import { float32Tensor, int64Tensor } from '../../native-models/onnx/tensor.ts';

function encode(graph: Graph): Uint8Array {
  return encodeModel({ irVersion: 7, opsets: { '': 13 }, producer: 'test', graph });
}

async function run(graph: Graph, name: string, input: Tensor): Promise<Tensor> {
  const session = await InferenceSession.create(encode(graph));
  const output = (await session.run({ [name]: input }))['y'];
  await session.release();
  assert.ok(output);
  return output;
}

function affine(): GraphBuilder {
  const graph = new GraphBuilder('affine');
  const x = graph.input({ name: 'x', type: 'float32', dims: ['batch', 2] });
  const weights = graph.constant('weights', float32Tensor([2, 2], [1, 2, 3, 4]));
  const bias = graph.constant('bias', float32Tensor([2], [-10, 0.5]));
  const product = graph.node('MatMul', [x, weights]);
  const sum = graph.node('Add', [product, bias]);
  const y = graph.node('LeakyRelu', [sum], { alpha: attribute.float(0.5) });
  graph.output({ name: 'y', type: 'float32', dims: ['batch', 2] }, y);
  return graph;
}

test('onnxruntime runs a graph of two layers over a batch of any size', async () => {
  const input = new Tensor('float32', [1, 1, 0, 2], [2, 2]);
  const { data, dims } = await run(affine().graph(), 'x', input);
  assert.deepEqual([...dims], [2, 2]);
  assert.deepEqual([...(data as Float32Array)], [-3, 6.5, -2, 8.5]);
});

test('attributes of every kind reach their operator', async () => {
  const graph = new GraphBuilder('attributes');
  const x = graph.input({ name: 'x', type: 'float32', dims: [1, 1, 2, 2] });
  const pooled = graph.node('MaxPool', [x], {
    kernel_shape: attribute.ints(2, 2),
    strides: attribute.ints(1, 1),
    auto_pad: attribute.string('SAME_UPPER'),
  });
  const one = graph.node('Constant', [], { value: attribute.tensor(float32Tensor([], [1])) });
  const more = graph.node('Constant', [], { value_floats: attribute.floats(10, 20) });
  const raised = graph.node('Add', [graph.node('Add', [pooled, one]), more]);
  const cast = graph.node('Cast', [raised], { to: attribute.int(7) });
  graph.output({ name: 'y', type: 'int64', dims: [1, 1, 2, 2] }, cast);
  const { data } = await run(graph.graph(), 'x', new Tensor('float32', [1, 2, 3, 4], [1, 1, 2, 2]));
  assert.deepEqual([...(data as BigInt64Array)], [15n, 25n, 15n, 25n]);
});

test('64-bit integers serve as shapes', async () => {
  const graph = new GraphBuilder('reshape');
  const x = graph.input({ name: 'x', type: 'float32', dims: [4] });
  const shape = graph.constant('shape', int64Tensor([2], [2, -1]));
  graph.output({ name: 'y', type: 'float32', dims: [2, 2] }, graph.node('Reshape', [x, shape]));
  const { dims } = await run(graph.graph(), 'x', new Tensor('float32', [1, 2, 3, 4], [4]));
  assert.deepEqual([...dims], [2, 2]);
});

test('equal graphs give equal bytes', () => {
  assert.deepEqual(encode(affine().graph()), encode(affine().graph()));
});

test('metadata and further operator sets are written', () => {
  const graph = affine().graph();
  const opsets = { '': 13, 'com.microsoft': 1 };
  const bytes = encodeModel({
    irVersion: 7,
    opsets,
    producer: 't',
    metadata: { site: 'x' },
    graph,
  });
  const text = Buffer.from(bytes).toString('latin1');
  assert.ok(text.includes('com.microsoft'));
  assert.ok(text.includes('site'));
});

test('a node cannot use a value that does not exist yet', () => {
  const graph = new GraphBuilder('wrong');
  assert.throws(() => graph.node('Relu', ['x']), /no value named 'x'/);
});

test('two values cannot share a name', () => {
  const graph = new GraphBuilder('wrong');
  graph.constant('x', float32Tensor([], [1]));
  assert.throws(() => graph.constant('x', float32Tensor([], [2])), /two values are named 'x'/);
});

test('a tensor whose data does not fill its shape is refused', () => {
  assert.throws(() => float32Tensor([2, 2], [1, 2, 3]), /\[2, 2\] does not hold 3/);
});
