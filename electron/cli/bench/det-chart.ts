import type { DetPoint } from './det-curve.ts';
import { normalQuantile } from './normal-quantile.ts';
import { svgChart, type Axis } from './svg-chart.ts';

export interface NamedDet {
  readonly name: string;
  readonly points: readonly DetPoint[];
}

/** Rates that are written down beside a scale, as shares. */
const ticks = [1e-7, 1e-6, 1e-5, 1e-4, 1e-3, 1e-2, 5e-2, 0.1, 0.2, 0.4] as const;
/** The upper end of both scales: above it nobody would set a station. */
const mostShown = 0.5;
/** The lower end where no rate asks for less. */
const leastShown = 1e-3;

/** DET curves on normal-deviate scales, where an encoder with normal scores draws a straight line. */
export function detChart(title: string, about: string, curves: readonly NamedDet[]): string {
  const points = curves.flatMap((curve) => curve.points);
  const x = probitAxis(
    'FMR: strangers taken for one another',
    points.map(({ fmr }) => fmr),
  );
  const y = probitAxis(
    'FNMR: people not taken for themselves',
    points.map(({ fnmr }) => fnmr),
  );
  return svgChart({
    title,
    about,
    x,
    y,
    curves: curves.slice(0, 2).map((curve, at) => ({
      colour: at === 0 ? 0 : 1,
      name: `${curve.name}, with 95 % band`,
      points: curve.points.map(({ fmr, fnmr }) => ({ x: fmr, y: fnmr })),
      band: curve.points.map(({ fmr, fnmrLower95, fnmrUpper95 }) => ({
        x: fmr,
        low: fnmrLower95,
        high: fnmrUpper95,
      })),
    })),
  });
}

function probitAxis(label: string, rates: readonly number[]): Axis {
  const least = Math.min(leastShown, ...rates.filter((rate) => rate > 0));
  const [low, high] = [normalQuantile(least), normalQuantile(mostShown)];
  return {
    label,
    // A rate of none lies on the edge; what is beyond an edge is cut off there.
    place: (rate) => {
      const within = Math.min(Math.max(rate, least), 1 - least);
      return (normalQuantile(within) - low) / (high - low);
    },
    ticks: ticks
      .filter((tick) => tick >= least)
      .map((value) => ({ value, text: `${Number((100 * value).toPrecision(1))} %` })),
  };
}
