import type { ScoreHistogram } from '../../electron/contract/recognition.ts';

/** The rectangle that a plot is drawn in, px of its view box. */
export interface Area {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

type XY = readonly [x: number, y: number];

/** Both densities as closed shapes, and where a distance lies on the axis below them. */
export interface HistogramPlot {
  readonly genuine: string;
  readonly impostor: string;
  /** Of a squared distance, px. */
  x(distance: number): number;
}

/**
 * The two distributions over the distance proper, the root of the squared one: squares crowd the
 * matches into a corner. Each shape has the same area, whatever its number of comparisons.
 */
export function histogramPlot(histogram: ScoreHistogram, area: Area): HistogramPlot {
  const { binWidth, genuine, impostor } = histogram;
  const end = Math.sqrt(Math.max(1, lastFilled(genuine), lastFilled(impostor)) * binWidth);
  const x = (distance: number) =>
    area.left + (Math.sqrt(Math.max(0, distance)) / end) * (area.right - area.left);
  const shapes = [densities(genuine, binWidth), densities(impostor, binWidth)] as const;
  const highest = Math.max(...shapes.flat(), Number.MIN_VALUE);
  const y = (density: number) => area.bottom - (density / highest) * (area.bottom - area.top);
  const shape = (heights: readonly number[]): string => {
    const points = heights.map((height, bin): XY => [x((bin + 0.5) * binWidth), y(height)]);
    const closed = [[x(0), area.bottom], ...points, [x(end ** 2), area.bottom]] as const;
    return `${polyline(closed.filter(([px]) => px <= area.right + 0.5))}Z`;
  };
  return { genuine: shape(shapes[0]), impostor: shape(shapes[1]), x };
}

/** Number of bins up to the last one that holds anything. */
function lastFilled(counts: readonly number[]): number {
  return counts.findLastIndex((count) => count > 0) + 1;
}

/** Share per unit of distance, bin by bin. */
function densities(counts: readonly number[], binWidth: number): number[] {
  const total = counts.reduce((sum, count) => sum + count, 0);
  return counts.map((count, bin) => {
    const width = Math.sqrt((bin + 1) * binWidth) - Math.sqrt(bin * binWidth);
    return total === 0 ? 0 : count / total / width;
  });
}

/** DET curves on the same logarithmic axes. */
export interface DetPlot {
  /** One path for each. */
  readonly curves: readonly string[];
  /** Powers of ten within the axes, as shares. */
  readonly xTicks: readonly number[];
  readonly yTicks: readonly number[];
  /** Of an FMR and of an FNMR, px. */
  x(fmr: number): number;
  y(fnmr: number): number;
}

/** Error rates below this are drawn at it: a logarithm has no place for 0. */
const leastRate = 1e-4;

interface DetPoint {
  readonly fmr: number;
  readonly fnmr: number;
}

/** FMR to the right, FNMR upwards, each over the whole decades that the points reach into. */
export function detPlot(curves: readonly (readonly DetPoint[])[], area: Area): DetPlot {
  const points = curves.flat();
  const across = decades(points.map(({ fmr }) => fmr));
  const up = decades(points.map(({ fnmr }) => Math.max(fnmr, leastRate)));
  const x = (fmr: number) => area.left + position(fmr, across) * (area.right - area.left);
  const y = (fnmr: number) =>
    area.bottom - position(Math.max(fnmr, leastRate), up) * (area.bottom - area.top);
  const pathOf = (curve: readonly DetPoint[]) =>
    polyline(curve.toSorted((a, b) => a.fmr - b.fmr).map(({ fmr, fnmr }): XY => [x(fmr), y(fnmr)]));
  return { curves: curves.map(pathOf), xTicks: powers(across), yTicks: powers(up), x, y };
}

type Decades = readonly [least: number, most: number];

/** Exponents of ten around positive rates: at least one decade. */
function decades(rates: readonly number[]): Decades {
  const exponents = rates.filter((rate) => rate > 0).map((rate) => Math.log10(rate));
  if (exponents.length === 0) return [-1, 0];
  const least = Math.floor(Math.min(...exponents) + 1e-9);
  return [least, Math.max(least + 1, Math.ceil(Math.max(...exponents) - 1e-9))];
}

function powers([least, most]: Decades): number[] {
  return Array.from({ length: most - least + 1 }, (_, step) => 10 ** (least + step));
}

function position(rate: number, [least, most]: Decades): number {
  const share = (Math.log10(Math.max(rate, Number.MIN_VALUE)) - least) / (most - least);
  return Math.min(1, Math.max(0, share));
}

function polyline(points: readonly XY[]): string {
  return points
    .map(([x, y], index) => `${index === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`)
    .join('');
}
