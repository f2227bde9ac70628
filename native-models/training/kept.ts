import type { Value } from '../onnx/builder.ts';
import type { TrainingGraph } from './graph.ts';
import type { KeptValue } from './network.ts';

/**
 * What one model computes and another is given instead of computing it again. An operator asks for it
 * under a name that both know.
 */
export interface Keeper {
  /** `compute` emits it; where it is large, under that very name, which saves a copy. */
  keep(name: string, dims: readonly number[], compute: () => Value): Value;
}

/** In one model for all: computes it, and that is all. */
export const computing: Keeper = { keep: (_name, _dims, compute) => compute() };

/** In the model that computes it: makes it an output. */
export class Giving implements Keeper {
  readonly kept: KeptValue[] = [];
  readonly #graph: TrainingGraph;

  constructor(graph: TrainingGraph) {
    this.#graph = graph;
  }

  keep(name: string, dims: readonly number[], compute: () => Value): Value {
    const value = compute();
    this.kept.push({ name, dims });
    if (value === name) this.#graph.expose(name, dims);
    else this.#graph.output(name, dims, value);
    return value;
  }
}

/** In the model that is given it: an input. */
export class Taking implements Keeper {
  readonly #given = new Map<string, Value>();
  readonly #graph: TrainingGraph;

  /** `all`: what is given whether anybody asks for it or not. */
  constructor(graph: TrainingGraph, all: readonly KeptValue[] = []) {
    this.#graph = graph;
    for (const { name, dims } of all) this.#given.set(name, graph.input(name, dims));
  }

  keep(name: string, dims: readonly number[]): Value {
    return this.#given.get(name) ?? this.#graph.input(name, dims);
  }
}
