import {
  comparatorMeasures,
  type Comparator,
  type ComparatorKind,
} from '../contract/comparator.ts';
import { upperBound } from './clopper-pearson.ts';
import type { ReferenceScores, ScoreQuantile } from './risk/scores.ts';
import { impostorComparisons, resampledBounds } from './score-bootstrap.ts';
import { fineBin, lowerEdge, ScoreTally } from './score-counts.ts';
import { eachRow, referenceRows, type ReferencePhoto, type ReferenceRows } from './score-pairs.ts';
import { ScoreTail, type TailPairs } from './score-tail.ts';

export type { ReferencePhoto } from './score-pairs.ts';

/**
 * A row rests on at least so many false matches, and nothing is extrapolated beyond the last row.
 * The exact upper bound of a rate seen four times is 2.3 times the estimate; of one seen less often
 * it says next to nothing.
 */
export const leastMatches = 4;
/** How often the truth may lie above an upper bound: 95 %, one-sided. */
const chance = 0.05;
/** Enough that the bound of a resampled rate wanders by a few per cent only. */
const resamples = 1000;
const seed = 20_261_124;
/** People are resampled up to this FMR; beyond it thresholds are of no use. */
const tailFmr = 1e-2;
/** Comparisons kept for it at most: 24 MB. */
const tailAtMost = 1_000_000;
/** The steps of the table in each power of ten. */
const steps = [1, 1.5, 2, 3, 5, 7];
const largestFmr = 0.5;

interface Reference {
  /** What the photos are, for people. */
  readonly name: string;
  /** ISO 8601. */
  readonly date: string;
}

type Statistics<Kind extends ComparatorKind> = Omit<ReferenceScores, 'spread'> & {
  readonly measure: (typeof comparatorMeasures)[Kind];
};

interface Counted {
  readonly impostor: ScoreTally;
  readonly genuine: ScoreTally;
  readonly tail: TailPairs;
}

/**
 * How a comparator's distances lie on a reference set: every photo against every other one. A photo
 * without a face makes its genuine comparisons fail, as it would at a door, and takes part in no
 * impostor comparison. The table ends where too few false matches would carry a row.
 */
export function scoreStatistics(
  photos: readonly ReferencePhoto[],
  reference: Reference,
): Statistics<'distance'>;
export function scoreStatistics<Kind extends ComparatorKind>(
  photos: readonly ReferencePhoto[],
  reference: Reference,
  comparator: Comparator & { readonly kind: Kind },
): Statistics<Kind>;
export function scoreStatistics(
  photos: readonly ReferencePhoto[],
  { name, date }: Reference,
  comparator: Comparator = { kind: 'distance' },
): Statistics<ComparatorKind> {
  const rows = referenceRows(photos);
  const photosOf = new Uint32Array(rows.people);
  for (const person of rows.personOf) photosOf[person]!++;
  const impostors = impostorComparisons(photosOf, null);
  const tailPairs = Math.min(Math.floor(tailFmr * impostors), tailAtMost);
  const counted = countAll(rows, tailPairs, comparator);
  const genuine = genuineComparisons(photos);
  return {
    measure: comparatorMeasures[comparator.kind],
    reference: name,
    date,
    people: rows.people,
    photos: photos.length,
    impostorComparisons: impostors,
    genuineComparisons: genuine,
    quantiles: quantiles(counted, photosOf, genuine),
    histogram: {
      binWidth: ScoreTally.binWidth,
      genuine: counted.genuine.histogram(),
      impostor: counted.impostor.histogram(),
    },
  };
}

function countAll(rows: ReferenceRows, tailPairs: number, comparator: Comparator): Counted {
  const { personOf } = rows;
  const impostor = new ScoreTally();
  const genuine = new ScoreTally();
  const tail = new ScoreTail(tailPairs);
  const count = (row: number, distances: Float64Array): void => {
    const person = personOf[row]!;
    for (let other = row + 1; other < personOf.length; other++) {
      const bin = fineBin(distances[other]!);
      if (personOf[other] === person) {
        genuine.add(bin);
      } else {
        impostor.add(bin);
        tail.add(bin, person, personOf[other]!);
      }
    }
  };
  eachRow(rows, count, comparator);
  return { impostor, genuine, tail: tail.sorted() };
}

/** Comparisons of two photos of one person, whether a face was found in them or not. */
function genuineComparisons(photos: readonly ReferencePhoto[]): number {
  const people = [...Map.groupBy(photos, ({ person }) => person).values()];
  return people.reduce((sum, { length }) => sum + (length * (length - 1)) / 2, 0);
}

function quantiles(
  { impostor, genuine, tail }: Counted,
  photosOf: Uint32Array,
  genuineTotal: number,
): ScoreQuantile[] {
  const rates = fmrSteps(impostor.total);
  const edges = rates.map((fmr) => impostor.binHolding(matchesAt(fmr, impostor.total)));
  const inTail = rates.filter((fmr) => matchesAt(fmr, impostor.total) <= tail.bins.length).length;
  const resampling = { photosOf, resamples, seed };
  const resampled = resampledBounds(tail, edges.slice(0, inTail), resampling, chance);
  // Relative to the rate the bound only narrows as the rate rises: the last one serves those above.
  const widest = (resampled.at(-1) ?? 1) / (rates[inTail - 1] ?? 1);
  let bound = 0;
  return rates.map((fmr, row) => {
    const exact = upperBound(impostor.below(edges[row]!), impostor.total, chance);
    bound = Math.min(1, Math.max(bound, fmr, exact, resampled[row] ?? fmr * widest));
    return {
      fmr,
      fmrUpper95: Number(bound.toPrecision(4)),
      distance: lowerEdge(edges[row]!),
      fnmr: Number((1 - genuine.below(edges[row]!) / genuineTotal).toFixed(5)),
    };
  });
}

/** The steps of every power of ten that enough comparisons carry, rising. */
function fmrSteps(impostors: number): number[] {
  const rates: number[] = [];
  for (let power = Math.floor(Math.log10(leastMatches / impostors)); power < 0; power++) {
    for (const step of steps) {
      const fmr = Number(`${step}e${power}`);
      if (matchesAt(fmr, impostors) >= leastMatches && fmr <= largestFmr) rates.push(fmr);
    }
  }
  return rates;
}

/** Whole comparisons; a product such as 9.999… is ten. */
function matchesAt(fmr: number, impostors: number): number {
  return Math.floor(fmr * impostors + 1e-6);
}
