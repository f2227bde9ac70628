/** Width of the bins that thresholds are read from: at FMR 1e-5 of `core` it is 0.2 % of the rate. */
export const fineWidth = 1e-5;
/** No comparator's distance of unit encodings is more than this. */
const farthest = 4;
/** Fine bins in one of the histogram that people see. */
const finePerBin = 1000;
const binWidth = 0.01;

const fineBins = Math.round(farthest / fineWidth);

/** The fine bin of a distance; what is no distance at all is as far as can be. */
export function fineBin(distance: number): number {
  return distance < farthest ? Math.floor(distance / fineWidth) : fineBins - 1;
}

/** The distance at the lower edge of a fine bin. */
export function lowerEdge(bin: number): number {
  return Number((bin * fineWidth).toFixed(5));
}

/** Comparisons by distance, in bounded memory however many there are. */
export class ScoreTally {
  readonly #counts = new Float64Array(fineBins);
  #total = 0;

  get total(): number {
    return this.#total;
  }

  add(bin: number): void {
    this.#counts[bin]!++;
    this.#total++;
  }

  /** The highest fine bin with no more than `count` comparisons in the bins below it. */
  binHolding(count: number): number {
    let below = 0;
    let bin = 0;
    while (bin < fineBins - 1 && below + this.#counts[bin]! <= count) below += this.#counts[bin++]!;
    return bin;
  }

  /** Comparisons in the bins below this one. */
  below(bin: number): number {
    return this.#counts.subarray(0, bin).reduce((sum, count) => sum + count, 0);
  }

  /** In bins of `binWidth`, without the empty ones at the end. */
  histogram(): number[] {
    const bins: number[] = [];
    for (let first = 0; first < fineBins; first += finePerBin) {
      bins.push(this.#counts.subarray(first, first + finePerBin).reduce((a, b) => a + b, 0));
    }
    return bins.slice(0, bins.findLastIndex((count) => count > 0) + 1);
  }

  static get binWidth(): number {
    return binWidth;
  }
}
