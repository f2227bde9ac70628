import type { CheckResult, Conclusion } from '../contract/messages.ts';
import type { NewEvent } from '../contract/records.ts';

/** The log row of a check: who, how near, at which threshold, and why not. */
export function checkEvent(
  answer: CheckResult | Conclusion,
  at: number,
  source: 'camera' | 'photo',
): NewEvent {
  return {
    at,
    kind: answer.claimed ? 'verify' : 'identify',
    outcome: answer.outcome,
    personId: answer.person?.id ?? null,
    claimedId: answer.claimed?.id ?? null,
    distance: answer.distance,
    threshold: answer.threshold,
    code: 'code' in answer ? (answer.code ?? null) : null,
    source,
  };
}
