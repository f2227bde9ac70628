import type { DiscardCurve } from './discard-curve.ts';
import { svgChart, type Axis, type Curve } from './svg-chart.ts';

export interface NamedDiscard {
  readonly name: string;
  readonly threshold: number;
  readonly curve: DiscardCurve;
}

/** Error-versus-discard curves, each beside the one that a perfect quality score would give. */
export function discardChart(title: string, about: string, named: readonly NamedDiscard[]): string {
  const highest = Math.max(1e-3, ...named.map(({ curve }) => curve.blindArea)) * 1.25;
  return svgChart({
    title,
    about,
    x: shareAxis('share of the comparisons discarded, lowest quality first', 0.5, 0.1),
    y: shareAxis('FNMR of the rest', highest, niceStep(highest)),
    curves: named
      .slice(0, 2)
      .flatMap(({ name, curve }, at) => drawn(name, curve, at === 0 ? 0 : 1)),
  });
}

function drawn(name: string, { points }: DiscardCurve, colour: 0 | 1): Curve[] {
  return [
    { name, colour, points: points.map(({ discarded, fnmr }) => ({ x: discarded, y: fnmr })) },
    {
      name: 'the same with perfect quality',
      colour,
      dashed: true,
      points: points.map(({ discarded, ideal }) => ({ x: discarded, y: ideal })),
    },
  ];
}

function shareAxis(label: string, most: number, step: number): Axis {
  return {
    label,
    place: (share) => share / most,
    ticks: Array.from({ length: Math.floor(most / step + 1e-9) + 1 }, (_, tick) => ({
      value: tick * step,
      text: `${Number((100 * tick * step).toPrecision(6))} %`,
    })),
  };
}

/** 1, 2 or 5 times a power of ten: four to nine of them up to `most`. */
function niceStep(most: number): number {
  const power = 10 ** Math.floor(Math.log10(most / 4));
  return [5, 2, 1].map((digit) => digit * power).find((step) => most / step >= 4) ?? power;
}
