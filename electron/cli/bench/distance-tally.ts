/** Squared L2 of unit encodings is at most 4; what spread stretches beyond this matches nowhere. */
export const farthest = 6;
/** Thresholds come out this fine; a thousandth of what separates the quantiles of any encoder. */
const binWidth = 1e-6;
const bins = farthest / binWidth;

/**
 * Counts comparisons by distance in bounded memory, however many there are. What could not be
 * compared, and NaN, lies beyond every threshold.
 */
export class DistanceTally {
  readonly #counts = new Uint32Array(bins + 1);
  #total = 0;

  /** `null` for a comparison with a photo in which no face was acquired. */
  add(distance: number | null): void {
    const bin = distance !== null && distance < farthest ? Math.floor(distance / binWidth) : bins;
    this.#counts[bin]!++;
    this.#total++;
  }

  distribution(): Distribution {
    return new Distribution(this.#counts, this.#total);
  }
}

/** How many comparisons lie below a distance. */
export class Distribution {
  readonly total: number;
  /** Comparisons below the upper edge of each bin. */
  readonly #below: Float64Array;

  constructor(counts: Uint32Array, total: number) {
    this.total = total;
    this.#below = new Float64Array(bins);
    let sum = 0;
    for (let bin = 0; bin < bins; bin++) {
      sum += counts[bin]!;
      this.#below[bin] = sum;
    }
  }

  /** Comparisons that are a match at this threshold, to the millionth. */
  below(threshold: number): number {
    const edges = Math.min(bins, Math.round(threshold / binWidth));
    return edges > 0 ? this.#below[edges - 1]! : 0;
  }

  /** Share of the comparisons that are a match at this threshold. */
  shareBelow(threshold: number): number {
    return this.total === 0 ? 0 : this.below(threshold) / this.total;
  }

  /** The largest threshold at which no more than `count` comparisons are a match. */
  thresholdFor(count: number): number {
    let [low, high] = [0, bins];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#below[middle]! <= count) low = middle + 1;
      else high = middle;
    }
    return low * binWidth;
  }
}
