import type { TrainingPoint } from '../../../electron/contract/training.ts';
import type { Area } from '../plots.ts';

/** What a run measures of itself as it goes. */
export const measures = ['loss', 'active', 'accuracy'] as const;
export type Measure = (typeof measures)[number];

export interface CurvePoint {
  readonly seconds: number;
  readonly value: number;
}

/** The looks at which it was measured, in the order of time. */
export function pointsOf(curve: readonly TrainingPoint[], measure: Measure): CurvePoint[] {
  return curve.flatMap(({ seconds, [measure]: value }) =>
    value === null ? [] : [{ seconds, value }],
  );
}

/** The axis of each: shares have their own ends, and a loss begins at nothing. */
const domains = { active: [0, 1], accuracy: [0.5, 1] } as const;

/** A curve within its area, px, and the ends of its upright axis. */
export interface CurvePlot {
  readonly path: string;
  readonly last: { readonly x: number; readonly y: number } | null;
  readonly least: number;
  readonly most: number;
}

/** Time to the right from 0 to `seconds`, so that the curves of one run share their axis. */
export function curvePlot(
  points: readonly CurvePoint[],
  measure: Measure,
  seconds: number,
  area: Area,
): CurvePlot {
  const [least, most] = measure === 'loss' ? [0, roundUp(points)] : domains[measure];
  const end = Math.max(seconds, Number.MIN_VALUE);
  const places = points.map(({ seconds: at, value }) => ({
    x: area.left + Math.min(1, at / end) * (area.right - area.left),
    y: area.bottom - within(value, least, most) * (area.bottom - area.top),
  }));
  const path = places
    .map(({ x, y }, index) => `${index === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`)
    .join('');
  return { path, last: places.at(-1) ?? null, least, most };
}

function within(value: number, least: number, most: number): number {
  return Math.min(1, Math.max(0, (value - least) / (most - least)));
}

/** The least of 1, 2 and 5 times a power of ten that holds every value. */
function roundUp(points: readonly CurvePoint[]): number {
  const highest = Math.max(...points.map(({ value }) => value), Number.MIN_VALUE);
  if (!(highest > 1e-9)) return 1;
  const power = 10 ** Math.floor(Math.log10(highest));
  const step = [1, 2, 5, 10].find((factor) => factor * power >= highest * (1 - 1e-9)) ?? 10;
  return step * power;
}
