import type { Recognition } from '../../contract/recognition.ts';
import { checkModes } from '../../contract/recognition.ts';
import type { UnmetRisk } from '../../contract/training.ts';
import { allowedFmr, targetAt } from './allowed-fmr.ts';
import { isHeldBy } from './quantiles.ts';
import type { ReferenceScores } from './scores.ts';

/** The upper 95 % bound of the FMR at a table's strictest threshold; null where there is no table. */
export function strictestFmr(scores: Pick<ReferenceScores, 'quantiles'> | null): number | null {
  return scores?.quantiles[0]?.fmrUpper95 ?? null;
}

/**
 * Which of the risks that are set could not be promised with another table, with today's people: its
 * strictest threshold would hold instead, and promises `least`. `strictest`: see `strictestFmr`.
 * None where there is no table, since nothing can be used without one.
 */
export function unmetRisks(
  strictest: number | null,
  recognition: Pick<Recognition, 'people' | 'verify' | 'identify'>,
): UnmetRisk[] {
  if (strictest === null) return [];
  const { people } = recognition;
  return checkModes.flatMap((mode) => {
    const { target } = recognition[mode];
    if (isHeldBy(strictest, allowedFmr(mode, target, people))) return [];
    return [{ mode, target, least: targetAt(mode, strictest, people) }];
  });
}
