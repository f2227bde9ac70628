import type { GraphBuilder, Value } from '../onnx/builder.ts';
import type { Attribute } from '../onnx/model.ts';
import { float32Tensor, int64Tensor, type Tensor } from '../onnx/tensor.ts';
import type { GraphWords } from './ops/oriented-gradients.ts';

/** The words of a training's graph for a model that has nothing but ONNX's own operators. */
export class PlainWords implements GraphWords {
  readonly #graph: GraphBuilder;
  readonly #known = new Set<Value>();

  constructor(graph: GraphBuilder) {
    this.#graph = graph;
  }

  node(
    type: string,
    inputs: readonly Value[],
    attributes?: Readonly<Record<string, Attribute>>,
  ): Value {
    return this.#graph.node(type, inputs, attributes);
  }

  add(one: Value, other: Value): Value {
    return this.node('Add', [one, other]);
  }

  scalar(value: number): Value {
    return this.#constant(`scalar ${value}`, () => float32Tensor([], [value]));
  }

  whole(...values: readonly number[]): Value {
    return this.#constant(`whole ${values.join(' ')}`, () => int64Tensor([values.length], values));
  }

  numbers(dims: readonly number[], values: Float32Array): Value {
    return this.#constant(`numbers ${this.#known.size}`, () => float32Tensor(dims, values));
  }

  #constant(name: string, make: () => Tensor): Value {
    if (!this.#known.has(name)) this.#graph.constant(name, make());
    this.#known.add(name);
    return name;
  }
}
