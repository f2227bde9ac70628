import type { Comparator } from '../../contract/comparator.ts';
import { partialSumOf, type PartialSum } from '../../contract/dissimilarity.ts';
import { stretched, stretchOf, type Pooled, type SpreadRule } from '../../contract/pooled.ts';

const initialRows = 64;
/** Components after which a sum that is too large already is given up. */
const stride = 32;

/** People's pooled templates, row behind row, for comparing many of them with one another. */
export class SiteRows {
  readonly #spread: SpreadRule;
  readonly #partial: PartialSum;
  readonly #ids: string[] = [];
  readonly #rowOf = new Map<string, number>();
  #dims = 0;
  #values = new Float32Array(0);
  /** The row compared last, as a view of `#values`: many others are compared with it in turn. */
  #view = { row: -1, values: new Float32Array(0) };
  /** Per row: how much it stretches a distance. */
  #stretches = new Float64Array(0);

  constructor(spread: SpreadRule, comparator: Comparator = { kind: 'distance' }) {
    this.#spread = spread;
    this.#partial = partialSumOf(comparator);
  }

  get size(): number {
    return this.#ids.length;
  }

  ids(): readonly string[] {
    return this.#ids;
  }

  rowOf(personId: string): number | undefined {
    return this.#rowOf.get(personId);
  }

  holds(row: number, template: Pooled): boolean {
    const { encoding } = template;
    if (this.#stretches[row] !== stretchOf(this.#spread, template)) return false;
    const offset = row * this.#dims;
    for (let at = 0; at < this.#dims; at++) {
      if (this.#values[offset + at] !== encoding[at]) return false;
    }
    return true;
  }

  append(personId: string, template: Pooled): void {
    const { encoding } = template;
    const row = this.size;
    if (row === 0) this.#dims = encoding.length;
    this.#makeRoom();
    this.#values.set(encoding, row * this.#dims);
    this.#stretches[row] = stretchOf(this.#spread, template);
    this.#ids.push(personId);
    this.#rowOf.set(personId, row);
  }

  /** Lets one row take the place of another, whose own content goes. */
  move(from: number, to: number): void {
    if (from === to) return;
    const dims = this.#dims;
    this.#values.copyWithin(to * dims, from * dims, (from + 1) * dims);
    this.#stretches[to] = this.#stretches[from]!;
    this.#forget(to);
    this.#ids[to] = this.#ids[from]!;
    this.#rowOf.set(this.#ids[to], to);
  }

  dropLast(): void {
    this.#forget(this.size - 1);
    this.#ids.pop();
    // Encodings of people who are gone do not stay behind.
    this.#values.fill(0, this.size * this.#dims, (this.size + 1) * this.#dims);
  }

  /** As the gallery scores it. May stop at `bound`: what it gives then is no less than that. */
  distance(one: number, other: number, bound: number): number {
    const [offset, dims] = [other * this.#dims, this.#dims];
    const [own, others] = [this.#stretches[one]!, this.#stretches[other]!];
    const view = this.#viewOf(one);
    let sum = 0;
    for (let begin = 0; begin < dims && stretched(sum, own, others) < bound; begin += stride) {
      const end = Math.min(begin + stride, dims);
      sum += this.#partial(view, this.#values, offset, begin, end);
    }
    return stretched(sum, own, others);
  }

  #viewOf(row: number): Float32Array {
    if (this.#view.row !== row) {
      const values = this.#values.subarray(row * this.#dims, (row + 1) * this.#dims);
      this.#view = { row, values };
    }
    return this.#view.values;
  }

  /** Whose row it was has none now, unless they have moved to another. */
  #forget(row: number): void {
    const personId = this.#ids[row];
    if (personId !== undefined && this.#rowOf.get(personId) === row) this.#rowOf.delete(personId);
  }

  #makeRoom(): void {
    const rows = this.#stretches.length;
    if (this.size < rows && this.#values.length === rows * this.#dims) return;
    const more = Math.max(initialRows, this.size < rows ? rows : rows * 2);
    const values = new Float32Array(more * this.#dims);
    values.set(this.#values.subarray(0, this.size * this.#dims));
    const stretches = new Float64Array(more);
    stretches.set(this.#stretches.subarray(0, this.size));
    this.#values = values;
    this.#view = { row: -1, values };
    this.#stretches = stretches;
  }
}
