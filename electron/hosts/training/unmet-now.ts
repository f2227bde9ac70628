import { ok, type Result } from '../../contract/errors.ts';
import type { Contest, UnmetRisk } from '../../contract/training.ts';
import { unmetRisks } from '../../station/risk/unmet-risks.ts';
import type { Station } from '../open-station.ts';

/** Risks that are set and a challenger could not promise with today's people. Errors: store codes. */
export function unmetNow(
  { recognition }: Pick<Station, 'recognition'>,
  contest: Contest | null,
): Result<UnmetRisk[]> {
  if (contest === null) return ok([]);
  const now = recognition.get();
  return now.ok ? ok(unmetRisks(contest.strictest, now.value)) : now;
}
