import type { Comparator } from '../contract/comparator.ts';
import { isComparatorFor, partialSumOf, type PartialSum } from '../contract/dissimilarity.ts';
import { stretched, stretchOf, type Pooled, type SpreadRule } from '../contract/pooled.ts';
import { NearestFew, type Candidate } from './nearest-few.ts';
import { isUnitEncoding } from './squared-distance.ts';

const initialRows = 64;

/**
 * Exact nearest-neighbour search over people, each as one pooled template of one encoder, by any
 * comparator. A `distance` is the comparator's dissimilarity here.
 * Rows lie one behind another in a single array; a removed row is replaced by the last one.
 */
export class Gallery {
  readonly dims: number;
  readonly #spread: SpreadRule;
  readonly #half: number;
  readonly #partial: PartialSum;
  #rows: Float32Array;
  /** Per row: how much it stretches a distance. */
  #stretches: Float64Array;
  readonly #templates: { readonly spread: number; readonly count: number }[] = [];
  readonly #owners: string[] = [];
  readonly #rowOf = new Map<string, number>();

  /** @throws RangeError when the rule could bring pooled templates closer, or the comparator does not fit. */
  constructor(dims: number, spread: SpreadRule, comparator: Comparator = { kind: 'distance' }) {
    if (!(spread.weight >= 0 && spread.expected >= 0)) {
      throw new RangeError(`a spread cannot weigh ${spread.weight} of ${spread.expected}`);
    }
    if (!isComparatorFor(comparator, dims)) {
      throw new RangeError(`no ${comparator.kind} comparator for ${dims} components`);
    }
    this.dims = dims;
    this.#spread = spread;
    this.#half = dims >> 1;
    this.#partial = partialSumOf(comparator);
    this.#rows = new Float32Array(initialRows * dims);
    this.#stretches = new Float64Array(initialRows);
  }

  /** People held. */
  get size(): number {
    return this.#owners.length;
  }

  /** Whether it is a unit encoding of this gallery's length: anything else is never compared. */
  accepts(encoding: Float32Array): boolean {
    return encoding.length === this.dims && isUnitEncoding(encoding);
  }

  /** Takes the place of what was held for this person. False, and no change, where it is refused. */
  set(personId: string, template: Pooled): boolean {
    if (!this.#isComparable(template)) return false;
    const row = this.#rowOf.get(personId) ?? this.#newRow(personId);
    const { encoding, spread, count } = template;
    this.#rows.set(encoding, row * this.dims);
    this.#stretches[row] = stretchOf(this.#spread, template);
    this.#templates[row] = { spread, count };
    return true;
  }

  /** False where nothing was held for this person. */
  remove(personId: string): boolean {
    const row = this.#rowOf.get(personId);
    if (row === undefined) return false;
    this.#rowOf.delete(personId);
    const last = this.size - 1;
    const { dims } = this;
    this.#rows.copyWithin(row * dims, last * dims, (last + 1) * dims);
    this.#rows.fill(0, last * dims, (last + 1) * dims);
    this.#stretches[row] = this.#stretches[last]!;
    const template = this.#templates.pop();
    const moved = this.#owners.pop();
    if (row < last && moved !== undefined && template !== undefined) {
      this.#owners[row] = moved;
      this.#templates[row] = template;
      this.#rowOf.set(moved, row);
    }
    return true;
  }

  /** The nearest person, or null where there is none or the probe is refused. */
  nearest(probe: Pooled): Candidate | null {
    if (!this.#isComparable(probe)) return null;
    const own = stretchOf(this.#spread, probe);
    let best = -1;
    let bestDistance = Infinity;
    for (let row = 0; row < this.size; row++) {
      const distance = this.#distance(probe.encoding, row, own, bestDistance);
      if (distance < bestDistance) {
        bestDistance = distance;
        best = row;
      }
    }
    const personId = this.#owners[best];
    return personId === undefined ? null : { personId, distance: bestDistance };
  }

  /** This person's distance, or null where they are not held or the probe is refused. */
  nearestOf(personId: string, probe: Pooled): Candidate | null {
    const row = this.#rowOf.get(personId);
    if (row === undefined || !this.#isComparable(probe)) return null;
    const distance = this.#distance(probe.encoding, row, stretchOf(this.#spread, probe), Infinity);
    return { personId, distance };
  }

  /** All people nearer than `below`, nearest first, at most `limit`. */
  within(probe: Pooled, below: number, limit: number): Candidate[] {
    if (!this.#isComparable(probe)) return [];
    const own = stretchOf(this.#spread, probe);
    const found = new NearestFew(below, limit);
    for (let row = 0; row < this.size; row++) {
      const distance = this.#distance(probe.encoding, row, own, found.bound);
      if (distance < found.bound) found.add({ personId: this.#owners[row]!, distance });
    }
    return found.sorted();
  }

  /** Everybody held. The templates are copies: what changes later does not reach them. */
  *people(): IterableIterator<{ readonly personId: string; readonly template: Pooled }> {
    for (const [row, personId] of [...this.#owners].entries()) {
      const encoding = this.#rows.slice(row * this.dims, (row + 1) * this.dims);
      yield { personId, template: { encoding, ...this.#templates[row]! } };
    }
  }

  /**
   * Exact where it is below `bound`, else infinite: sums only grow, so most rows are given up at
   * half their length, and none is missed.
   */
  #distance(probe: Float32Array, row: number, own: number, bound: number): number {
    const offset = row * this.dims;
    const other = this.#stretches[row]!;
    const half = this.#partial(probe, this.#rows, offset, 0, this.#half);
    if (stretched(half, own, other) >= bound) return Infinity;
    const rest = this.#partial(probe, this.#rows, offset, this.#half, this.dims);
    return stretched(half + rest, own, other);
  }

  #isComparable({ encoding, spread, count }: Pooled): boolean {
    return this.accepts(encoding) && spread >= 0 && spread <= 1 && count >= 1;
  }

  #newRow(personId: string): number {
    const row = this.size;
    if ((row + 1) * this.dims > this.#rows.length) this.#grow();
    this.#owners.push(personId);
    this.#rowOf.set(personId, row);
    return row;
  }

  #grow(): void {
    const rows = new Float32Array(this.#rows.length * 2);
    rows.set(this.#rows);
    this.#rows = rows;
    const penalties = new Float64Array(this.#stretches.length * 2);
    penalties.set(this.#stretches);
    this.#stretches = penalties;
  }
}
