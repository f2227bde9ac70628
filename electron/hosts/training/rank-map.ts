import type { SimulatedPairs } from '../../../native-models/training/simulated-pairs.ts';

/** A distance that was moved, and how many pairs it rests on, weights considered. */
export interface Moved {
  readonly distance: number;
  /** (Σw)² / Σw² of the pairs below it, on the thinner side (Kish 1965). */
  readonly events: number;
}

/** Distances of simulated pairs, rising, with what they count for in sum. */
interface Ranked {
  readonly distances: Float64Array;
  readonly shares: Float64Array;
  readonly squares: Float64Array;
}

/** Moves distances from before a head to after it, so that as many simulated pairs lie below. */
export class RankMap {
  readonly #before: Ranked;
  readonly #after: Ranked;

  constructor({ weights, before, after }: SimulatedPairs) {
    this.#before = rankedBy(before, weights);
    this.#after = rankedBy(after, weights);
  }

  move(distance: number): Moved {
    return moved(this.#before, this.#after, distance);
  }

  /** From after the head to before it. */
  undo(distance: number): number {
    return moved(this.#after, this.#before, distance).distance;
  }
}

function rankedBy(distances: Float64Array, weights: Float64Array): Ranked {
  const order = Uint32Array.from(distances, (_, at) => at);
  order.sort((a, b) => distances[a]! - distances[b]!);
  const shares = new Float64Array(order.length);
  const squares = new Float64Array(order.length);
  let [sum, squared] = [0, 0];
  order.forEach((pair, at) => {
    sum += weights[pair]!;
    squared += weights[pair]! ** 2;
    shares[at] = sum;
    squares[at] = squared;
  });
  return { distances: Float64Array.from(order, (pair) => distances[pair]!), shares, squares };
}

/** The distance with the largest share that is not above that of `distance` on the other side. */
function moved(from: Ranked, to: Ranked, distance: number): Moved {
  const below = firstAbove(from.distances, distance) - 1;
  if (below < 0) return { distance: 0, events: 0 };
  const at = firstAbove(to.shares, from.shares[below]!) - 1;
  if (at < 0) return { distance: 0, events: 0 };
  const events = Math.min(eventsAt(from, below), eventsAt(to, at));
  return { distance: to.distances[at]!, events };
}

function eventsAt({ shares, squares }: Ranked, at: number): number {
  return shares[at]! ** 2 / squares[at]!;
}

/** Index of the first of the rising values that is above `limit`. */
function firstAbove(values: Float64Array, limit: number): number {
  let [low, high] = [0, values.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (values[middle]! > limit) high = middle;
    else low = middle + 1;
  }
  return low;
}
