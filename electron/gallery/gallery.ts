/** Allowed departure of an encoding's squared length from 1; float32 rounding stays far below. */
const unitTolerance = 1e-3;
const initialRows = 64;

export interface Candidate {
  readonly personId: string;
  /** Squared L2 distance of unit encodings, 0 to 4. */
  readonly distance: number;
}

/**
 * Exact nearest-neighbour search over the templates of one encoder.
 * Rows lie one behind another in a single array; a removed row is replaced by the last one.
 */
export class Gallery {
  readonly dims: number;
  readonly #half: number;
  #rows: Float32Array;
  #owners: string[] = [];

  constructor(dims: number) {
    this.dims = dims;
    this.#half = dims >> 1;
    this.#rows = new Float32Array(initialRows * dims);
  }

  /** Templates held. */
  get size(): number {
    return this.#owners.length;
  }

  /** Adds one template. False where it is not a unit encoding of this gallery's length. */
  add(personId: string, encoding: Float32Array): boolean {
    if (!this.#isUnit(encoding)) return false;
    if ((this.size + 1) * this.dims > this.#rows.length) this.#grow();
    this.#rows.set(encoding, this.size * this.dims);
    this.#owners.push(personId);
    return true;
  }

  /** Removes all templates of a person; returns how many there were. */
  remove(personId: string): number {
    let removed = 0;
    for (let row = this.size - 1; row >= 0; row--) {
      if (this.#owners[row] !== personId) continue;
      this.#removeRow(row);
      removed++;
    }
    return removed;
  }

  /** The nearest template of anyone, or null if there is none or the probe is no unit encoding. */
  nearest(probe: Float32Array): Candidate | null {
    return this.#search(probe, null);
  }

  /** The nearest template of one person, or null as above. */
  nearestOf(personId: string, probe: Float32Array): Candidate | null {
    return this.#search(probe, personId);
  }

  #search(probe: Float32Array, only: string | null): Candidate | null {
    if (!this.#isUnit(probe)) return null;
    let best = -1;
    let bestDistance = Infinity;
    for (let row = 0; row < this.size; row++) {
      if (only !== null && this.#owners[row] !== only) continue;
      const offset = row * this.dims;
      // Sums only grow: most rows are given up at half their length, and none is missed.
      const half = partialDistance(probe, this.#rows, offset, 0, this.#half);
      if (half >= bestDistance) continue;
      const distance = half + partialDistance(probe, this.#rows, offset, this.#half, this.dims);
      if (distance < bestDistance) {
        bestDistance = distance;
        best = row;
      }
    }
    const personId = this.#owners[best];
    return personId === undefined ? null : { personId, distance: bestDistance };
  }

  #removeRow(row: number): void {
    const last = this.size - 1;
    const { dims } = this;
    this.#rows.copyWithin(row * dims, last * dims, (last + 1) * dims);
    this.#rows.fill(0, last * dims, (last + 1) * dims);
    const moved = this.#owners.pop();
    if (row < last && moved !== undefined) this.#owners[row] = moved;
  }

  #grow(): void {
    const larger = new Float32Array(this.#rows.length * 2);
    larger.set(this.#rows);
    this.#rows = larger;
  }

  /** NaN fails too: every comparison with it is false. */
  #isUnit(encoding: Float32Array): boolean {
    if (encoding.length !== this.dims) return false;
    let sum = 0;
    for (const value of encoding) sum += value * value;
    return Math.abs(sum - 1) <= unitTolerance;
  }
}

/** Squared L2 distance of two encodings of one length. */
export function squaredDistance(a: Float32Array, b: Float32Array): number {
  return partialDistance(a, b, 0, 0, a.length);
}

/** The part of the distance that components `begin` to `end` of the row at `offset` make. */
function partialDistance(
  probe: Float32Array,
  rows: Float32Array,
  offset: number,
  begin: number,
  end: number,
): number {
  let even = 0;
  let odd = 0;
  let i = begin;
  for (; i + 1 < end; i += 2) {
    const a = probe[i]! - rows[offset + i]!;
    const b = probe[i + 1]! - rows[offset + i + 1]!;
    even += a * a;
    odd += b * b;
  }
  if (i < end) {
    const a = probe[i]! - rows[offset + i]!;
    even += a * a;
  }
  return even + odd;
}
