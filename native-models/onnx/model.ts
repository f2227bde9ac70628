import { elementTypeCodes, writeTensor, type ElementType, type Tensor } from './tensor.ts';
import { WireWriter } from './wire.ts';

/** Each kind names the type it takes in the file: 1 as an `int` differs from 1 as a `float`. */
export type Attribute =
  | { readonly kind: 'int'; readonly value: number }
  | { readonly kind: 'float'; readonly value: number }
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'ints'; readonly value: readonly number[] }
  | { readonly kind: 'floats'; readonly value: readonly number[] }
  | { readonly kind: 'tensor'; readonly value: Tensor };

export interface Node {
  readonly opType: string;
  readonly name: string;
  /** An empty string stands for an optional input left out. */
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: Readonly<Record<string, Attribute>>;
  /** Operator set of the node where it is not the standard one. */
  readonly domain?: string;
}

/** A graph input or output; a dimension given as a string is symbolic. */
export interface ValueInfo {
  readonly name: string;
  readonly type: ElementType;
  readonly dims: readonly (number | string)[];
}

export interface Graph {
  readonly name: string;
  /** In topological order. */
  readonly nodes: readonly Node[];
  readonly initializers: ReadonlyMap<string, Tensor>;
  readonly inputs: readonly ValueInfo[];
  readonly outputs: readonly ValueInfo[];
}

export interface Model {
  readonly irVersion: number;
  /** Version per operator-set domain; '' is the standard domain. */
  readonly opsets: Readonly<Record<string, number>>;
  readonly producer: string;
  /** Free key-value pairs, written in the order given. */
  readonly metadata?: Readonly<Record<string, string>>;
  readonly graph: Graph;
}

/** Serialises a ModelProto (field numbers: onnx.proto). Equal models give equal bytes. */
export function encodeModel(model: Model): Uint8Array {
  const writer = new WireWriter();
  writer
    .integer(modelFields.irVersion, model.irVersion)
    .string(modelFields.producerName, model.producer);
  writer.message(modelFields.graph, (graph) => writeGraph(graph, model.graph));
  for (const [domain, version] of Object.entries(model.opsets)) {
    writer.message(modelFields.opsetImport, (opset) => opset.string(1, domain).integer(2, version));
  }
  for (const [key, value] of Object.entries(model.metadata ?? {})) {
    writer.message(modelFields.metadataProps, (entry) => entry.string(1, key).string(2, value));
  }
  return writer.finish();
}

const modelFields = { irVersion: 1, producerName: 2, graph: 7, opsetImport: 8, metadataProps: 14 };
const graphFields = { node: 1, name: 2, initializer: 5, input: 11, output: 12 };
const nodeFields = { input: 1, output: 2, name: 3, opType: 4, attribute: 5, domain: 7 };
const attributeFields = { name: 1, f: 2, i: 3, s: 4, t: 5, floats: 7, ints: 8, type: 20 };
/** AttributeProto.AttributeType. */
const attributeTypes = { float: 1, int: 2, string: 3, tensor: 4, floats: 6, ints: 7 };

function writeGraph(writer: WireWriter, graph: Graph): void {
  for (const node of graph.nodes)
    writer.message(graphFields.node, (nested) => writeNode(nested, node));
  writer.string(graphFields.name, graph.name);
  for (const [name, tensor] of graph.initializers) {
    writer.message(graphFields.initializer, (nested) => writeTensor(nested, tensor, name));
  }
  for (const input of graph.inputs) {
    writer.message(graphFields.input, (nested) => writeValueInfo(nested, input));
  }
  for (const output of graph.outputs) {
    writer.message(graphFields.output, (nested) => writeValueInfo(nested, output));
  }
}

function writeNode(writer: WireWriter, node: Node): void {
  for (const input of node.inputs) writer.string(nodeFields.input, input);
  for (const output of node.outputs) writer.string(nodeFields.output, output);
  writer.string(nodeFields.name, node.name).string(nodeFields.opType, node.opType);
  for (const [name, attribute] of Object.entries(node.attributes)) {
    writer.message(nodeFields.attribute, (nested) => writeAttribute(nested, name, attribute));
  }
  if (node.domain !== undefined) writer.string(nodeFields.domain, node.domain);
}

function writeAttribute(writer: WireWriter, name: string, attribute: Attribute): void {
  writer.string(attributeFields.name, name);
  writeAttributeValue(writer, attribute);
  writer.integer(attributeFields.type, attributeTypes[attribute.kind]);
}

function writeAttributeValue(writer: WireWriter, attribute: Attribute): void {
  switch (attribute.kind) {
    case 'float':
      writer.float(attributeFields.f, attribute.value);
      break;
    case 'int':
      writer.integer(attributeFields.i, attribute.value);
      break;
    case 'string':
      writer.string(attributeFields.s, attribute.value);
      break;
    case 'tensor':
      writer.message(attributeFields.t, (nested) => writeTensor(nested, attribute.value));
      break;
    case 'floats':
      writer.floats(attributeFields.floats, attribute.value);
      break;
    case 'ints':
      writer.integers(attributeFields.ints, attribute.value);
      break;
  }
}

/** ValueInfoProto { name = 1, type = 2 { tensor_type = 1 { elem_type = 1, shape = 2 } } }. */
function writeValueInfo(writer: WireWriter, info: ValueInfo): void {
  writer.string(1, info.name).message(2, (type) => {
    type.message(1, (tensor) => {
      tensor.integer(1, elementTypeCodes[info.type]);
      tensor.message(2, (shape) => writeShape(shape, info.dims));
    });
  });
}

/** TensorShapeProto { dim = 1 { dim_value = 1 | dim_param = 2 } }. */
function writeShape(writer: WireWriter, dims: ValueInfo['dims']): void {
  for (const dim of dims) {
    writer.message(1, (nested) => {
      if (typeof dim === 'number') nested.integer(1, dim);
      else nested.string(2, dim);
    });
  }
}
