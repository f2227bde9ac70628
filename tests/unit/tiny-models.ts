import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { GraphBuilder, attribute, type Value } from '../../native-models/onnx/builder.ts';
import { encodeModel, type ValueInfo } from '../../native-models/onnx/model.ts';
import type { ModelEntry } from '../../native-models/manifest.ts';

type Build = (graph: GraphBuilder, input: Value) => Readonly<Record<string, Value>>;

/** Writes a model of one input to `dir`. Returns what a pack would say of it. */
export function tinyModel(
  dir: string,
  dims: ValueInfo['dims'],
  build: Build,
  changes: Partial<ModelEntry> = {},
): ModelEntry {
  const graph = new GraphBuilder('tiny');
  const outputs = build(graph, graph.input({ name: 'in', type: 'float32', dims }));
  for (const [name, value] of Object.entries(outputs)) {
    graph.output({ name, type: 'float32', dims: ['batch', 'length'] }, value);
  }
  const model = { irVersion: 7, opsets: { '': 13 }, producer: 'test', graph: graph.graph() };
  const bytes = encodeModel(model);
  const file = changes.file ?? 'tiny.onnx';
  writeFileSync(join(dir, file), bytes);
  return { ...entryOf(dims), file, ...changes, ...identityOf(bytes) };
}

/** Mean of each column of each plane: [batch, 3, height, width] to [batch, 3 · width]. */
export const columnMeans: Build = (graph, input) => {
  const means = graph.node('ReduceMean', [input], {
    axes: attribute.ints(2),
    keepdims: attribute.int(0),
  });
  return { out: graph.node('Flatten', [means], { axis: attribute.int(1) }) };
};

function entryOf(dims: ValueInfo['dims']): ModelEntry {
  return {
    role: 'encoder',
    kind: 'encoder',
    name: 'tiny',
    file: 'tiny.onnx',
    source: 'made by the test',
    licence: 'none',
    bytes: 1,
    sha256: '',
    input: { shape: [...dims], layout: 'NCHW', colourOrder: 'RGB', range: [0, 255] },
    outputs: [{ meaning: 'means' }],
  };
}

function identityOf(bytes: Uint8Array): Pick<ModelEntry, 'bytes' | 'sha256'> {
  return { bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
}
