import type { ComparedPairs } from './compared-pairs.ts';

/** Pairs by rising score, ready to be counted over and over with other weights. */
export interface RankedPairs extends ComparedPairs {
  /** Numbers of the pairs by rising score. */
  readonly order: Uint32Array;
  /** Whose photos they are in that order: what is counted a thousand times over is read in a row. */
  readonly ranked: { readonly ones: Int32Array; readonly others: Int32Array };
  /** In that order, 1 where the next pair's score is another. */
  readonly ends: Uint8Array;
}

export interface Rates {
  readonly fmr: number;
  readonly fnmr: number;
}

export function ranked(pairs: ComparedPairs): RankedPairs {
  const { scores, ones, others } = pairs;
  const order = Uint32Array.from(scores, (_, pair) => pair);
  order.sort((a, b) => (scores[a] === scores[b] ? a - b : scores[a]! - scores[b]!));
  return {
    ...pairs,
    order,
    ranked: {
      ones: Int32Array.from(order, (pair) => ones[pair]!),
      others: Int32Array.from(order, (pair) => others[pair]!),
    },
    ends: Uint8Array.from(order, (pair, at) => Number(scores[order[at + 1]!] !== scores[pair])),
  };
}

/**
 * Equal error rate, 0..1: where FMR and FNMR cross, on the straight line between two thresholds.
 * Each person counts as often as drawn (`times`; once where it is null): a genuine pair as often as
 * its person, an impostor pair as often as the one times the other (Owen 2007, "The pigeonhole
 * bootstrap"). NaN where no pair of one kind is left.
 */
export function equalErrorRate(pairs: RankedPairs, times: Uint32Array | null): number {
  const { ranked: of, ends } = pairs;
  const counts = times ?? new Uint32Array(pairs.photosOf.length).fill(1);
  const { genuine, impostor } = totals(pairs, times);
  if (genuine === 0 || impostor === 0) return NaN;
  let [matches, falseMatches] = [0, 0];
  let before = { fmr: 0, fnmr: 1 };
  for (let at = 0; at < ends.length; at++) {
    const [one, other] = [of.ones[at]!, of.others[at]!];
    if (one === other) matches += counts[one]!;
    else falseMatches += counts[one]! * counts[other]!;
    if (ends[at] === 0) continue;
    // Beyond the crossing there is nothing to see, and most of the pairs lie there.
    if (falseMatches * genuine >= (genuine - matches) * impostor) {
      return crossing(before, { fmr: falseMatches / impostor, fnmr: 1 - matches / genuine });
    }
    before = { fmr: falseMatches / impostor, fnmr: 1 - matches / genuine };
  }
  return NaN;
}

/** At the best threshold, genuine and impostor pairs weighing the same, 0.5..1. */
export function bestAccuracy(pairs: RankedPairs): number {
  let best = 0.5;
  eachThreshold(pairs, ({ fmr, fnmr }) => {
    best = Math.max(best, 1 - (fmr + fnmr) / 2);
  });
  return best;
}

/** FNMR by rising FMR, some `most` points, evenly spread over the logarithm of the FMR. */
export function detPoints(pairs: RankedPairs, most: number): Rates[] {
  const { impostor } = totals(pairs, null);
  const points: Rates[] = [];
  const factor = impostor ** (1 / most);
  let next = 0;
  eachThreshold(pairs, (at) => {
    const last = points.at(-1);
    // At one FMR the lowest FNMR is what a threshold can have.
    if (last?.fmr === at.fmr) points[points.length - 1] = at;
    else if (at.fmr >= next) {
      points.push(at);
      next = at.fmr * factor;
    }
  });
  return points;
}

/** Where the straight lines from one threshold's rates to the next one's meet. */
function crossing(before: Rates, after: Rates): number {
  const gap = before.fnmr - before.fmr;
  const share = gap / (gap + after.fmr - after.fnmr);
  return before.fmr + share * (after.fmr - before.fmr);
}

/** Visits the rates at thresholds just above each score. */
function eachThreshold(pairs: RankedPairs, visit: (at: Rates) => void): void {
  const { ranked: of, ends } = pairs;
  const { genuine, impostor } = totals(pairs, null);
  if (genuine === 0 || impostor === 0) return;
  let [matches, falseMatches] = [0, 0];
  for (let at = 0; at < ends.length; at++) {
    if (of.ones[at] === of.others[at]) matches++;
    else falseMatches++;
    // Equal scores fall below a threshold together.
    if (ends[at] === 1) visit({ fmr: falseMatches / impostor, fnmr: 1 - matches / genuine });
  }
}

/** Comparisons of all photos with all others, counted from the people's photos. */
function totals(
  { photosOf }: RankedPairs,
  times: Uint32Array | null,
): { genuine: number; impostor: number } {
  let [genuine, sum, squares] = [0, 0, 0];
  photosOf.forEach((photos, person) => {
    const count = times === null ? 1 : times[person]!;
    genuine += (count * photos * (photos - 1)) / 2;
    sum += count * photos;
    squares += (count * photos) ** 2;
  });
  return { genuine, impostor: (sum * sum - squares) / 2 };
}
