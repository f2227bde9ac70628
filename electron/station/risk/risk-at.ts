import type { CheckMode, RiskSetting, RiskView } from '../../contract/recognition.ts';
import { allowedFmr, targetAt } from './allowed-fmr.ts';
import { distanceHolding, fmrAt, fmrUpper95At, fnmrAt } from './quantiles.ts';
import type { ScoreQuantile } from './scores.ts';
import { stricterForSite, type SiteDistances } from './site-distances.ts';

/** What a threshold is derived from besides the operator's risk. */
export interface RiskBasis {
  /** The pack's table; empty where it has none: then nothing matches and nothing can be promised. */
  readonly quantiles: readonly ScoreQuantile[];
  /** People enrolled. */
  readonly people: number;
  /** How close the people enrolled here come to one another; null as long as nobody knows. */
  readonly site: SiteDistances | null;
}

/** A risk as it is shown, and whether the site's own people made the threshold stricter. */
export interface DerivedRisk {
  readonly view: RiskView;
  readonly stricter: boolean;
}

/**
 * The threshold for a risk: the largest distance at which, with 95 % confidence, the FMR is no
 * larger than the target allows with so many people. Where the data cannot support that, the
 * strictest distance they do support, and `supported` is false.
 */
export function riskAt(basis: RiskBasis, mode: CheckMode, setting: RiskSetting): DerivedRisk {
  const { quantiles, people, site } = basis;
  const fmrAllowed = allowedFmr(mode, setting.target, people);
  const held = distanceHolding(quantiles, fmrAllowed);
  const reference = held ?? quantiles[0]?.distance ?? 0;
  const threshold = stricterForSite(quantiles, site, reference, fmrAllowed);
  const view: RiskView = {
    ...setting,
    threshold,
    fmrAllowed,
    fmr: fmrAt(quantiles, threshold),
    fmrUpper95: fmrUpper95At(quantiles, threshold),
    fnmr: fnmrAt(quantiles, threshold),
    supported: held !== null,
    leastTarget: leastTarget(quantiles, mode, people),
  };
  return { view, stricter: threshold < reference };
}

/** The strictest target that the table supports with so many people; 1 where there is no table. */
export function leastTarget(
  quantiles: readonly ScoreQuantile[],
  mode: CheckMode,
  people: number,
): number {
  const [first] = quantiles;
  return first === undefined ? 1 : targetAt(mode, first.fmrUpper95, people);
}
