import { layersOf, sideAfter, varianceFloor } from '../../native-models/training/layers.ts';
import type { ConvLayer, Layers } from '../../native-models/training/layers.ts';
import type { EncoderPlan } from '../../native-models/training/network.ts';
import { referenceDescriptors } from './reference-descriptors.ts';

/**
 * The encoder's network in plain loops over doubles: what the emitted graphs are held against. It
 * shares the list of layers with them, and nothing else.
 */
export class ReferenceNetwork {
  readonly #plan: EncoderPlan;
  readonly #weights: Arrays;

  constructor(plan: EncoderPlan, weights: Arrays) {
    this.#plan = plan;
    this.#weights = weights;
  }

  /** Encodings of `count` images; normalised by their own statistics, or by those given. */
  forward(images: ArrayLike<number>, count: number, statistics?: Arrays): ReferencePass {
    const pass: ReferencePass = {
      backs: [],
      slopes: new Map(),
      statistics: new Map(),
      encodings: new Node(0, 0, 0),
    };
    const whole = new Node(count, 3, this.#plan.size, Float64Array.from(images));
    const layers = layersOf(this.#plan);
    const learnt = layers && this.#residual(pass, whole, layers, statistics);
    const described = this.#described(pass, whole);
    const both =
      learnt && described
        ? add(pass, unit(pass, described), this.#gained(pass, unit(pass, learnt)))
        : (learnt ?? described!);
    pass.encodings = unit(pass, both);
    return pass;
  }

  #residual(pass: ReferencePass, whole: Node, layers: Layers, statistics?: Arrays): Node {
    const { stem, blocks, embed } = layers;
    const { shrink, embed: kind } = this.#plan.residual!;
    const input = averaged(whole, shrink);
    const step = (x: Node, layer: ConvLayer) =>
      this.#normal(pass, this.#conv(pass, x, layer), layer, statistics);
    let x = relu(pass, step(input, stem));
    for (const { first, second, shortcut } of blocks) {
      const branch = step(relu(pass, step(x, first)), second);
      x = relu(pass, add(pass, branch, shortcut === null ? x : step(x, shortcut)));
    }
    if (kind === 'pool') x = pool(pass, x);
    return this.#linear(pass, x, embed.length, 'embed');
  }

  #described(pass: ReferencePass, whole: Node): Node | null {
    const { size, encodingLength, descriptor } = this.#plan;
    if (descriptor === null) return null;
    const mean = this.#weight('descriptor.mean');
    const one = 3 * size * size;
    const values = Array.from({ length: whole.count }, (_, n) =>
      referenceDescriptors(whole.values.subarray(n * one, (n + 1) * one), size, descriptor).map(
        (value, at) => value - mean[at]!,
      ),
    ).flat();
    const x = new Node(whole.count, mean.length, 1, Float64Array.from(values));
    return this.#linear(pass, x, encodingLength, 'descriptor');
  }

  #gained(pass: ReferencePass, x: Node): Node {
    const gain = this.#weight('gain')[0]!;
    const slopes = slopesOf(pass, 'gain', 1);
    const values = x.values.map((value) => gain * value);
    const y = new Node(x.count, x.channels, x.side, values);
    pass.backs.push(() =>
      y.slope.forEach((value, k) => {
        x.slope[k]! += gain * value;
        slopes[0]! += value * x.values[k]!;
      }),
    );
    return y;
  }

  /** ∂J/∂ of every weight, by name, from ∂J/∂encodings. */
  backward(pass: ReferencePass, slope: ArrayLike<number>): Map<string, Float64Array> {
    pass.encodings.slope.set(Array.from(slope));
    for (const back of pass.backs.toReversed()) back();
    return pass.slopes;
  }

  #weight(name: string): ArrayLike<number> {
    const values = this.#weights.get(name);
    if (values === undefined) throw new Error(`no weight ${name}`);
    return values;
  }

  #conv(pass: ReferencePass, x: Node, layer: ConvLayer): Node {
    const { kernel, stride, from, to, name } = layer;
    const w = this.#weight(`${name}.weight`);
    const slopes = slopesOf(pass, `${name}.weight`, w.length);
    const side = sideAfter(layer);
    const y = new Node(x.count, to, side);
    const edge = (kernel - 1) / 2;
    const each = (visit: (at: number, seen: number, weight: number) => void) => {
      for (let n = 0; n < x.count; n++)
        for (let o = 0; o < to; o++)
          for (let i = 0; i < side; i++)
            for (let j = 0; j < side; j++)
              for (let r = 0; r < kernel; r++)
                for (let c = 0; c < kernel; c++) {
                  const row = stride * i + r - edge;
                  const column = stride * j + c - edge;
                  if (row < 0 || column < 0 || row >= x.side || column >= x.side) continue;
                  for (let f = 0; f < from; f++)
                    visit(
                      y.at(n, o, i, j),
                      x.at(n, f, row, column),
                      ((r * kernel + c) * from + f) * to + o,
                    );
                }
    };
    each((at, seen, weight) => (y.values[at]! += x.values[seen]! * w[weight]!));
    pass.backs.push(() =>
      each((at, seen, weight) => {
        x.slope[seen]! += y.slope[at]! * w[weight]!;
        slopes[weight]! += y.slope[at]! * x.values[seen]!;
      }),
    );
    return y;
  }

  #normal(pass: ReferencePass, x: Node, { name, to }: ConvLayer, fixed?: Arrays): Node {
    const scale = this.#weight(`${name}.scale`);
    const shift = this.#weight(`${name}.shift`);
    const scaleSlope = slopesOf(pass, `${name}.scale`, to);
    const shiftSlope = slopesOf(pass, `${name}.shift`, to);
    const y = new Node(x.count, to, x.side);
    const means = new Float64Array(to);
    const variances = new Float64Array(to);
    for (let c = 0; c < to; c++) {
      const at = x.channel(c);
      const mean = fixed?.get(`${name}.mean`)![c] ?? sum(at, (k) => x.values[k]!) / at.length;
      const variance =
        fixed?.get(`${name}.variance`)![c] ??
        sum(at, (k) => (x.values[k]! - mean) ** 2) / at.length;
      const r = 1 / Math.sqrt(variance + varianceFloor);
      const hat = (k: number) => (x.values[k]! - mean) * r;
      for (const k of at) y.values[k] = scale[c]! * hat(k) + shift[c]!;
      means[c] = mean;
      variances[c] = variance;
      pass.backs.push(() => {
        shiftSlope[c]! += sum(at, (k) => y.slope[k]!);
        scaleSlope[c]! += sum(at, (k) => y.slope[k]! * hat(k));
        const [ofShift, ofScale] = [shiftSlope[c]! / at.length, scaleSlope[c]! / at.length];
        for (const k of at)
          x.slope[k]! += scale[c]! * r * (y.slope[k]! - ofShift - hat(k) * ofScale);
      });
    }
    pass.statistics.set(`${name}.mean`, means);
    pass.statistics.set(`${name}.variance`, variances);
    return y;
  }

  /** Descriptors have no bias. */
  #linear(pass: ReferencePass, x: Node, length: number, name: 'embed' | 'descriptor'): Node {
    const w = this.#weight(`${name}.weight`);
    const slopes = slopesOf(pass, `${name}.weight`, w.length);
    const biased = name === 'embed';
    const b = biased ? this.#weight('embed.bias') : new Float64Array(length);
    const biasSlopes = biased ? slopesOf(pass, 'embed.bias', length) : new Float64Array(length);
    const features = x.values.length / x.count;
    const y = new Node(x.count, length, 1);
    const each = (visit: (at: number, seen: number, weight: number) => void) => {
      for (let n = 0; n < x.count; n++)
        for (let f = 0; f < features; f++)
          for (let l = 0; l < length; l++) visit(n * length + l, n * features + f, f * length + l);
    };
    for (let at = 0; at < y.values.length; at++) y.values[at] = b[at % length]!;
    each((at, seen, weight) => (y.values[at]! += x.values[seen]! * w[weight]!));
    pass.backs.push(() => {
      y.slope.forEach((value, at) => (biasSlopes[at % length]! += value));
      each((at, seen, weight) => {
        x.slope[seen]! += y.slope[at]! * w[weight]!;
        slopes[weight]! += y.slope[at]! * x.values[seen]!;
      });
    });
    return y;
  }
}

export type Arrays = ReadonlyMap<string, ArrayLike<number>>;

export interface ReferencePass {
  readonly backs: (() => void)[];
  readonly slopes: Map<string, Float64Array>;
  readonly statistics: Map<string, Float64Array>;
  encodings: Node;
}

/** Maps of `count` images, [count, channels, side, side], and their slopes. */
class Node {
  readonly count: number;
  readonly channels: number;
  readonly side: number;
  readonly values: Float64Array;
  readonly slope: Float64Array;

  constructor(count: number, channels: number, side: number, values?: Float64Array) {
    this.count = count;
    this.channels = channels;
    this.side = side;
    this.values = values ?? new Float64Array(count * channels * side * side);
    this.slope = new Float64Array(this.values.length);
  }

  at(n: number, c: number, row: number, column: number): number {
    return ((n * this.channels + c) * this.side + row) * this.side + column;
  }

  /** Where a channel's values lie. */
  channel(c: number): number[] {
    const area = this.side * this.side;
    return Array.from({ length: this.count * area }, (_, k) =>
      this.at(Math.floor(k / area), c, 0, k % area),
    );
  }
}

/** Each square of so many pixels a side as one; the images' slope is nobody's business. */
function averaged(x: Node, side: number): Node {
  const y = new Node(x.count, x.channels, x.side / side);
  x.values.forEach((value, k) => {
    const [row, column] = [Math.floor(k / x.side) % x.side, k % x.side];
    const plane = Math.floor(k / x.side ** 2);
    const at = y.at(0, plane, Math.floor(row / side), Math.floor(column / side));
    y.values[at]! += value / side ** 2;
  });
  return y;
}

function relu(pass: ReferencePass, x: Node): Node {
  const y = new Node(
    x.count,
    x.channels,
    x.side,
    x.values.map((value) => Math.max(0, value)),
  );
  pass.backs.push(() =>
    y.slope.forEach((value, k) => (x.slope[k]! += x.values[k]! > 0 ? value : 0)),
  );
  return y;
}

function add(pass: ReferencePass, one: Node, other: Node): Node {
  const y = new Node(
    one.count,
    one.channels,
    one.side,
    one.values.map((value, k) => value + other.values[k]!),
  );
  pass.backs.push(() =>
    y.slope.forEach((value, k) => {
      one.slope[k]! += value;
      other.slope[k]! += value;
    }),
  );
  return y;
}

function pool(pass: ReferencePass, x: Node): Node {
  const y = new Node(x.count, x.channels, 1);
  const area = x.side * x.side;
  x.values.forEach((value, k) => (y.values[Math.floor(k / area)]! += value / area));
  pass.backs.push(() =>
    x.slope.forEach((_, k) => (x.slope[k]! += y.slope[Math.floor(k / area)]! / area)),
  );
  return y;
}

function unit(pass: ReferencePass, x: Node): Node {
  const y = new Node(x.count, x.channels, 1);
  for (let n = 0; n < x.count; n++) {
    const from = n * x.channels;
    const at = Array.from({ length: x.channels }, (_, c) => from + c);
    const length = Math.sqrt(sum(at, (k) => x.values[k]! ** 2));
    for (const k of at) y.values[k] = x.values[k]! / length;
    pass.backs.push(() => {
      const along = sum(at, (k) => y.values[k]! * y.slope[k]!);
      for (const k of at) x.slope[k]! += (y.slope[k]! - y.values[k]! * along) / length;
    });
  }
  return y;
}

function slopesOf(pass: ReferencePass, name: string, length: number): Float64Array {
  const slopes = new Float64Array(length);
  pass.slopes.set(name, slopes);
  return slopes;
}

function sum(at: readonly number[], term: (k: number) => number): number {
  return at.reduce((total, k) => total + term(k), 0);
}
