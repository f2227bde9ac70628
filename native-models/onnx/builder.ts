import type { Attribute, Graph, Node, ValueInfo } from './model.ts';
import type { Tensor } from './tensor.ts';

/** Name of a value in the graph under construction: an input, an initializer or a node's output. */
export type Value = string;

/**
 * Collects a graph node by node. Nodes refer only to values that already exist, so the order of
 * the calls is a topological order; names are derived from that order and hence reproducible.
 */
export class GraphBuilder {
  readonly #name: string;
  readonly #nodes: Node[] = [];
  readonly #initializers = new Map<string, Tensor>();
  readonly #inputs: ValueInfo[] = [];
  readonly #outputs: ValueInfo[] = [];
  readonly #known = new Set<string>(['']);

  constructor(name: string) {
    this.#name = name;
  }

  input(info: ValueInfo): Value {
    this.#inputs.push(info);
    return this.#define(info.name);
  }

  constant(name: string, tensor: Tensor): Value {
    this.#initializers.set(this.#define(name), tensor);
    return name;
  }

  /** Adds a node with one output, named after the node. `domain`: its operator set, if another. */
  node(
    opType: string,
    inputs: readonly Value[],
    attributes: Readonly<Record<string, Attribute>> = {},
    name: string = `${opType}_${this.#nodes.length}`,
    domain?: string,
  ): Value {
    const missing = inputs.find((value) => !this.#known.has(value));
    if (missing !== undefined) throw new Error(`${name}: no value named '${missing}' yet`);
    this.#define(name);
    const node = { opType, name, inputs, outputs: [name], attributes };
    this.#nodes.push(domain === undefined ? node : { ...node, domain });
    return name;
  }

  /** Gives an existing value its public name. */
  output(info: ValueInfo, value: Value): void {
    this.node('Identity', [value], {}, info.name);
    this.#outputs.push(info);
  }

  /** Makes an existing value an output under its own name, without a copy. */
  expose(info: ValueInfo): void {
    if (!this.#known.has(info.name)) throw new Error(`no value named '${info.name}' yet`);
    this.#outputs.push(info);
  }

  graph(): Graph {
    return {
      name: this.#name,
      nodes: this.#nodes,
      initializers: this.#initializers,
      inputs: this.#inputs,
      outputs: this.#outputs,
    };
  }

  #define(name: string): Value {
    if (this.#known.has(name)) throw new Error(`two values are named '${name}'`);
    this.#known.add(name);
    return name;
  }
}

export const attribute = {
  int: (value: number): Attribute => ({ kind: 'int', value }),
  float: (value: number): Attribute => ({ kind: 'float', value }),
  string: (value: string): Attribute => ({ kind: 'string', value }),
  ints: (...value: readonly number[]): Attribute => ({ kind: 'ints', value }),
  floats: (...value: readonly number[]): Attribute => ({ kind: 'floats', value }),
  tensor: (value: Tensor): Attribute => ({ kind: 'tensor', value }),
};
