import type { ScoreQuantile } from './scores.ts';

type Rows = readonly ScoreQuantile[];

/** What rounding may take from a bound that was turned into a target and back, relative. */
const roundingSlack = 1e-9;
/**
 * Rows whose bounds lie farther apart than this factor are not interpolated between. The logarithm
 * of an impostor tail bends downwards towards 0, so that the straight line between two rows promises
 * too much: of a normal distribution by 0.1 % from 1e-5 to 1.5e-5, where tables measured here have
 * their rows, by 4 % from 1e-5 to 1e-4, and fourfold from 1e-6 to 1e-1.
 */
const widestStep = 10;

/**
 * The distance with this estimated FMR. Beyond the ends of the table it is the row's at that end:
 * good for hints such as likely duplicates, never for a threshold. 0 for an empty table.
 */
export function distanceAtFmr(rows: Rows, fmr: number): number {
  return interpolate(rows, ({ fmr }) => Math.log(fmr), distanceOf, Math.log(fmr)) ?? 0;
}

/**
 * The largest distance whose FMR is at most `fmr` with 95 % confidence, as far as the rows say.
 * Null where the measured comparisons are too few to say so at any distance: nothing is extrapolated.
 */
export function distanceHolding(rows: Rows, fmr: number): number | null {
  const [first] = rows;
  if (first === undefined || !isHeldBy(first.fmrUpper95, fmr)) return null;
  const below = rows.findLastIndex(({ fmrUpper95 }) => fmrUpper95 <= fmr);
  const [row = first, next] = rows.slice(Math.max(0, below));
  const reach = row.fmrUpper95 * widestStep * (1 + roundingSlack);
  if (next !== undefined && next.fmrUpper95 > reach) return row.distance;
  return interpolate(rows, ({ fmrUpper95 }) => Math.log(fmrUpper95), distanceOf, Math.log(fmr));
}

/** Whether an FMR that is allowed lies above a row's upper bound, which is rounded. NaN does not. */
export function isHeldBy(fmrUpper95: number, allowed: number): boolean {
  return allowed >= fmrUpper95 * (1 - roundingSlack);
}

/** Estimated FMR at a distance; below the first row that row's, which it does not exceed. */
export function fmrAt(rows: Rows, distance: number): number {
  return exponential(interpolate(rows, distanceOf, ({ fmr }) => Math.log(fmr), distance));
}

/** Upper 95 % bound of the FMR at a distance; below the first row that row's, which holds there too. */
export function fmrUpper95At(rows: Rows, distance: number): number {
  const bound = interpolate(rows, distanceOf, ({ fmrUpper95 }) => Math.log(fmrUpper95), distance);
  return exponential(bound);
}

/** Expected FNMR at a distance. At distance 0 nothing matches, so below the first row it rises to 1. */
export function fnmrAt(rows: Rows, distance: number): number {
  const [first] = rows;
  if (first === undefined || !(distance > 0)) return 1;
  if (distance < first.distance) return 1 - ((1 - first.fnmr) * distance) / first.distance;
  return interpolate(rows, distanceOf, ({ fnmr }) => fnmr, distance) ?? 1;
}

/** The distance below which this share of the genuine comparisons lies: the inverse of `fnmrAt`. */
export function genuineQuantile(rows: Rows, share: number): number {
  const [first] = rows;
  if (first === undefined) return 0;
  const within = 1 - first.fnmr;
  if (share < within) return (share * first.distance) / within;
  return interpolate(rows, ({ fnmr }) => -fnmr, distanceOf, share - 1) ?? 0;
}

/**
 * Whether a table can be read: rates are shares, and neither they nor the distances fall from row
 * to row, as an operator's own manifest might have it.
 */
export function isOrderly(rows: Rows): boolean {
  return (
    rows.length > 0 &&
    rows.every((row, at) => {
      const before = rows[at - 1] ?? { fmr: 0, fmrUpper95: 0, distance: 0, fnmr: 1 };
      return (
        row.fmr > before.fmr &&
        row.fmrUpper95 >= Math.max(before.fmrUpper95, row.fmr) &&
        row.fmrUpper95 <= 1 &&
        row.distance >= before.distance &&
        row.fnmr <= before.fnmr &&
        row.fnmr >= 0
      );
    })
  );
}

function distanceOf({ distance }: ScoreQuantile): number {
  return distance;
}

/** A table without rows promises nothing. */
function exponential(logarithm: number | null): number {
  return logarithm === null ? 1 : Math.exp(logarithm);
}

/** Linear between rows, `x` rising; the end rows' value beyond them. Null for an empty table. */
function interpolate(
  rows: Rows,
  x: (row: ScoreQuantile) => number,
  y: (row: ScoreQuantile) => number,
  at: number,
): number | null {
  const below = rows.findLast((row) => x(row) <= at) ?? rows[0];
  if (below === undefined) return null;
  const above = rows[rows.indexOf(below) + 1];
  if (above === undefined || !(at > x(below))) return y(below);
  const share = (at - x(below)) / (x(above) - x(below));
  return y(below) + share * (y(above) - y(below));
}
