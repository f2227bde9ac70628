import type { Comparisons } from '../../station/spread/comparisons.ts';
import { detCurve, type DetPoint } from './det-curve.ts';
import { equalErrorRate, measureSeparation, tmrAtFmr, type Separation } from './separation.ts';

/** The false match rates at which the true match rate is told. */
const toldFmrs = { '1e-2': 1e-2, '1e-3': 1e-3, '1e-4': 1e-4, '1e-5': 1e-5 } as const;
type ToldFmr = keyof typeof toldFmrs;

/** True match rates; null at an FMR that there are too few impostor comparisons for. */
export type TmrAtFmr = Readonly<Record<ToldFmr, number | null>>;

/** What all comparisons of a test set come to. */
export interface ComparisonFigures {
  readonly tmrAtFmr: TmrAtFmr;
  readonly eer: number | null;
  readonly genuine: number;
  readonly impostor: number;
  readonly separation: Separation;
  readonly det: readonly DetPoint[];
}

export function comparisonFigures(
  comparisons: Comparisons,
  random: () => number,
): ComparisonFigures {
  const separation = measureSeparation(comparisons);
  const at = (told: ToldFmr): number | null => tmrAtFmr(separation, toldFmrs[told]);
  return {
    tmrAtFmr: { '1e-2': at('1e-2'), '1e-3': at('1e-3'), '1e-4': at('1e-4'), '1e-5': at('1e-5') },
    eer: equalErrorRate(separation),
    genuine: separation.genuine.total,
    impostor: separation.impostor.total,
    separation,
    det: detCurve(comparisons, separation, random),
  };
}
