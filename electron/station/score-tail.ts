/** An impostor comparison with whose photos it was made of. */
export interface TailPairs {
  /** Fine bins of the distances, rising. */
  readonly bins: Uint32Array;
  readonly ones: Uint32Array;
  readonly others: Uint32Array;
}

/** Keeps the closest comparisons of any number, with the two people of each. */
export class ScoreTail {
  readonly #wanted: number;
  readonly #bins: Uint32Array;
  readonly #ones: Uint32Array;
  readonly #others: Uint32Array;
  #size = 0;
  /** Bins above this one are not among the closest. */
  #limit = Infinity;

  /** `wanted` comparisons are kept at least, where there are as many. */
  constructor(wanted: number) {
    this.#wanted = wanted;
    const room = 2 * wanted + 1;
    this.#bins = new Uint32Array(room);
    this.#ones = new Uint32Array(room);
    this.#others = new Uint32Array(room);
  }

  add(bin: number, one: number, other: number): void {
    if (bin > this.#limit) return;
    if (this.#size === this.#bins.length) this.#prune();
    this.#bins[this.#size] = bin;
    this.#ones[this.#size] = one;
    this.#others[this.#size] = other;
    this.#size++;
  }

  sorted(): TailPairs {
    const order = this.#order().slice(0, this.#wanted);
    return {
      bins: order.map((at) => this.#bins[at]!),
      ones: order.map((at) => this.#ones[at]!),
      others: order.map((at) => this.#others[at]!),
    };
  }

  #prune(): void {
    const { bins, ones, others } = this.sorted();
    this.#bins.set(bins);
    this.#ones.set(ones);
    this.#others.set(others);
    this.#size = bins.length;
    this.#limit = bins.at(-1) ?? Infinity;
  }

  #order(): Uint32Array {
    return Uint32Array.from({ length: this.#size }, (_, at) => at).sort(
      (a, b) => this.#bins[a]! - this.#bins[b]!,
    );
  }
}
