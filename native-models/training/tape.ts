import type { Value } from '../onnx/builder.ts';

/** A value of the graph whose slope can be asked for. `dims`: its true shape, images first. */
export interface Traced {
  readonly value: Value;
  readonly dims: readonly number[];
}

/**
 * Reverse-mode differentiation. Each operator writes down how a slope of its output becomes slopes
 * of its inputs (a vector-Jacobian product: ∂J/∂x = (∂y/∂x)ᵀ ∂J/∂y); read backwards, the tape is the
 * chain rule (Griewank, Walther 2008, "Evaluating Derivatives", chapter 3). Slopes are values of the
 * same graph, so what comes out is an ordinary ONNX graph that computes them.
 */
export class Tape {
  readonly #add: (one: Value, other: Value) => Value;
  readonly #steps: { readonly output: Traced; readonly pullBack: PullBack }[] = [];
  readonly #slopes = new Map<Traced, Value>();

  readonly #evens = new Map<Traced, Traced>();

  /** `add`: emits the sum of two values of one shape. */
  constructor(add: (one: Value, other: Value) => Value) {
    this.#add = add;
  }

  /** What the operator's output is called from now on. */
  record(value: Value, dims: readonly number[], pullBack: PullBack): Traced {
    const output = { value, dims };
    this.#steps.push({ output, pullBack });
    return output;
  }

  /** A value that is no operator's output: the images, a weight. */
  leaf(value: Value, dims: readonly number[]): Traced {
    return { value, dims };
  }

  /** What is used in two places has the sum of both slopes. */
  addSlope(of: Traced, slope: Value): void {
    const sum = this.#slopes.get(of);
    this.#slopes.set(of, sum === undefined ? slope : this.#add(sum, slope));
  }

  /** The slope so far, for an operator that can add its own to it at no cost. */
  takeSlope(of: Traced): Value | undefined {
    const slope = this.#slopes.get(of);
    this.#slopes.delete(of);
    return slope;
  }

  /**
   * A map at its even rows and columns only. Its slope is asked for by the operator that was recorded
   * before the one that gives it, and adds it where it belongs.
   */
  evenOf(map: Traced): Traced {
    const even = this.#evens.get(map) ?? this.leaf(map.value, map.dims);
    this.#evens.set(map, even);
    return even;
  }

  slopeOf(traced: Traced): Value {
    const slope = this.#slopes.get(traced);
    if (slope === undefined) throw new Error(`nothing depends on ${traced.value}`);
    return slope;
  }

  /** Emits the slopes of all that `output`, whose own slope is given, was made of. */
  backward(output: Traced, slope: Value): void {
    this.addSlope(output, slope);
    for (const { output, pullBack } of this.#steps.toReversed()) {
      const slope = this.takeSlope(output);
      if (slope !== undefined) pullBack(slope);
    }
    for (const even of this.#evens.values()) {
      if (this.#slopes.has(even)) throw new Error(`nobody took the slope of ${even.value}`);
    }
  }
}

export type PullBack = (slope: Value) => void;
