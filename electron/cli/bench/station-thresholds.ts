import type { Pack } from '../../../native-models/manifest.ts';
import { checkModes, type CheckMode } from '../../contract/recognition.ts';
import { riskAt } from '../../station/risk/risk-at.ts';
import { settingOf } from '../../station/risk/risk-setting.ts';

/** A threshold that a station begins with, and what it promises. */
export interface StationThreshold {
  readonly mode: CheckMode;
  /** FMR for verify, FPIR for identify. */
  readonly target: number;
  readonly threshold: number;
}

/** What the default dial comes to with few people enrolled; none for a pack nobody measured. */
export function stationThresholds({ scores }: Pack): StationThreshold[] {
  if (scores === null) return [];
  const basis = { quantiles: scores.quantiles, people: 0, site: null };
  return checkModes.map((mode) => {
    const { target, threshold } = riskAt(basis, mode, settingOf(mode, 'balanced', 0)).view;
    return { mode, target, threshold };
  });
}
