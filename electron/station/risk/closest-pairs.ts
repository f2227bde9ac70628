/** Two rows and their distance. */
export interface RowPair {
  readonly one: number;
  readonly other: number;
  readonly distance: number;
}

/**
 * The closest pairs of rows, at most `capacity`, in a heap with the farthest on top. It is complete
 * below `bound`: every pair offered that is closer is held, whatever was removed since.
 */
export class ClosestPairs {
  readonly #capacity: number;
  readonly #distances: Float64Array;
  readonly #ones: Int32Array;
  readonly #others: Int32Array;
  #size = 0;
  #bound = Infinity;

  constructor(capacity: number) {
    this.#capacity = capacity;
    this.#distances = new Float64Array(capacity);
    this.#ones = new Int32Array(capacity);
    this.#others = new Int32Array(capacity);
  }

  /** Only pairs closer than this are taken. */
  get bound(): number {
    return this.#bound;
  }

  /** Whether so much was removed that pairs turned away before would be among the closest now. */
  get isThin(): boolean {
    return this.#bound < Infinity && this.#size < this.#capacity / 2;
  }

  offer(one: number, other: number, distance: number): void {
    // Written so that NaN is turned away.
    if (!(distance < this.#bound)) return;
    if (this.#size < this.#capacity) this.#rise(this.#size++, one, other, distance);
    else this.#sink(0, one, other, distance);
    if (this.#size === this.#capacity) this.#bound = Math.min(this.#bound, this.#distances[0]!);
  }

  removeRow(row: number): void {
    const size = this.#size;
    this.#size = 0;
    // Each pair goes to a place that was read already.
    for (let at = 0; at < size; at++) {
      const [one, other] = [this.#ones[at]!, this.#others[at]!];
      if (one !== row && other !== row) this.#rise(this.#size++, one, other, this.#distances[at]!);
    }
  }

  renameRow(from: number, to: number): void {
    for (const rows of [this.#ones, this.#others]) {
      for (let at = 0; at < this.#size; at++) if (rows[at] === from) rows[at] = to;
    }
  }

  clear(): void {
    this.#size = 0;
    this.#bound = Infinity;
  }

  /** All distances held, rising. */
  distances(): Float64Array {
    return this.#distances.slice(0, this.#size).sort();
  }

  /** All pairs no farther than `limit`, closest first. */
  within(limit: number): RowPair[] {
    const pairs: RowPair[] = [];
    for (let at = 0; at < this.#size; at++) {
      const distance = this.#distances[at]!;
      if (distance > limit) continue;
      pairs.push({ one: this.#ones[at]!, other: this.#others[at]!, distance });
    }
    return pairs.sort((a, b) => a.distance - b.distance);
  }

  /** Puts a pair where it belongs, from a free place at the bottom upwards. */
  #rise(free: number, one: number, other: number, distance: number): void {
    let at = free;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (this.#distances[parent]! >= distance) break;
      this.#copy(parent, at);
      at = parent;
    }
    this.#put(at, one, other, distance);
  }

  /** Puts a pair where it belongs, from a place whose pair is given up downwards. */
  #sink(free: number, one: number, other: number, distance: number): void {
    let at = free;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= this.#size) break;
      if (child + 1 < this.#size && this.#distances[child + 1]! > this.#distances[child]!) child++;
      if (this.#distances[child]! <= distance) break;
      this.#copy(child, at);
      at = child;
    }
    this.#put(at, one, other, distance);
  }

  #copy(from: number, to: number): void {
    this.#put(to, this.#ones[from]!, this.#others[from]!, this.#distances[from]!);
  }

  #put(at: number, one: number, other: number, distance: number): void {
    this.#ones[at] = one;
    this.#others[at] = other;
    this.#distances[at] = distance;
  }
}
