import { attribute, GraphBuilder, type Value } from '../onnx/builder.ts';
import { encodeModel, type Attribute, type ValueInfo } from '../onnx/model.ts';
import { float32Tensor, int64Tensor } from '../onnx/tensor.ts';

/** Few words for what the operators are made of. Shapes are numbers, all known when it is built. */
export class TrainingGraph {
  readonly #builder: GraphBuilder;
  readonly #constants = new Map<string, Value>();

  constructor(name: string) {
    this.#builder = new GraphBuilder(name);
  }

  input(name: string, dims: readonly number[]): Value {
    return this.#builder.input({ name, type: 'float32', dims });
  }

  output(name: string, dims: ValueInfo['dims'], value: Value): void {
    this.#builder.output({ name, type: 'float32', dims }, value);
  }

  /** An output that is there already, under its own name. */
  expose(name: Value, dims: ValueInfo['dims']): void {
    this.#builder.expose({ name, type: 'float32', dims });
  }

  node(type: string, inputs: readonly Value[], attributes: Attributes = {}, name?: string): Value {
    return this.#builder.node(type, inputs, attributes, name);
  }

  /** An operator of the runtime's own sets: see `domains`. */
  own(
    domain: Domain,
    type: string,
    inputs: readonly Value[],
    attributes: Attributes = {},
    name?: string,
  ): Value {
    return this.#builder.node(type, inputs, attributes, name, domains[domain]);
  }

  scalar(value: number): Value {
    return this.#constant(`scalar ${value}`, () => float32Tensor([], [value]));
  }

  /** A constant array. */
  numbers(dims: readonly number[], values: Float32Array): Value {
    const name = `numbers ${this.#constants.size}`;
    return this.#constant(name, () => float32Tensor(dims, values));
  }

  whole(...values: readonly number[]): Value {
    return this.#constant(`whole ${values.join(' ')}`, () => int64Tensor([values.length], values));
  }

  reshape(x: Value, ...dims: readonly number[]): Value {
    return this.node('Reshape', [x, this.whole(...dims)]);
  }

  transpose(x: Value, ...order: readonly number[]): Value {
    return this.node('Transpose', [x], { perm: attribute.ints(...order) });
  }

  concat(parts: readonly Value[], axis: number): Value {
    return parts.length === 1
      ? parts[0]!
      : this.node('Concat', parts, { axis: attribute.int(axis) });
  }

  /** From `start` to before `end`, every `step`th, along one axis. */
  slice(x: Value, axis: number, start: number, end: number, step = 1): Value {
    const ranges = [start, end, axis, step].map((number) => this.whole(number));
    return this.node('Slice', [x, ...ranges]);
  }

  /** The first `count` of a row of numbers. */
  cut(x: Value, count: number, name?: string): Value {
    return this.node('Slice', [x, this.whole(0), this.whole(count)], {}, name);
  }

  /** Puts zeros around (or, where negative, cuts off): `before` and `after`, one number per axis. */
  pad(x: Value, before: readonly number[], after: readonly number[]): Value {
    if ([...before, ...after].every((count) => count === 0)) return x;
    return this.node('Pad', [x, this.whole(...before, ...after)]);
  }

  gather(x: Value, axis: number, ...indices: readonly number[]): Value {
    return this.node('Gather', [x, this.whole(...indices)], { axis: attribute.int(axis) });
  }

  sum(x: Value, ...axes: readonly number[]): Value {
    return this.node('ReduceSum', [x, this.whole(...axes)], { keepdims: attribute.int(0) });
  }

  mean(x: Value, ...axes: readonly number[]): Value {
    return this.node('ReduceMean', [x], {
      axes: attribute.ints(...axes),
      keepdims: attribute.int(0),
    });
  }

  add(one: Value, other: Value): Value {
    return this.node('Add', [one, other]);
  }

  subtract(one: Value, other: Value, name?: string): Value {
    return this.node('Sub', [one, other], {}, name);
  }

  multiply(one: Value, other: Value): Value {
    return this.node('Mul', [one, other]);
  }

  /** oneᵀ · other, of matrices. */
  transposedProduct(one: Value, other: Value): Value {
    return this.own('runtime', 'FusedMatMul', [one, other], { transA: attribute.int(1) });
  }

  /** one · otherᵀ, of matrices. */
  productTransposed(one: Value, other: Value): Value {
    return this.own('runtime', 'FusedMatMul', [one, other], { transB: attribute.int(1) });
  }

  /** An ONNX file. */
  encode(): Uint8Array {
    const opsets = { '': 13, [domains.runtime]: 1, [domains.blocked]: 1 };
    const graph = this.#builder.graph();
    return encodeModel({ irVersion: 7, opsets, producer: 'threshold', graph });
  }

  #constant(name: string, make: () => Parameters<GraphBuilder['constant']>[1]): Value {
    const known = this.#constants.get(name);
    if (known !== undefined) return known;
    const value = this.#builder.constant(name, make());
    this.#constants.set(name, value);
    return value;
  }
}

type Attributes = Readonly<Record<string, Attribute>>;

/** Operator sets that onnxruntime adds to ONNX: its products, and its channel-blocked convolutions. */
const domains = { runtime: 'com.microsoft', blocked: 'com.microsoft.nchwc' } as const;
type Domain = keyof typeof domains;
