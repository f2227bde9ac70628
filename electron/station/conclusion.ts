import type { CheckResult, Conclusion } from '../contract/messages.ts';

/** What a frame's result comes to once enough frames say so. "Not recognised" names nobody. */
export function conclusionOf(
  result: CheckResult,
  outcome: Conclusion['outcome'],
  at: number,
  frames: number,
): Conclusion {
  const { claimed, distance, threshold } = result;
  const person = outcome === 'match' ? result.person : null;
  return { outcome, person, ...(claimed ? { claimed } : {}), distance, threshold, at, frames };
}

/** Whether both say the same of the same person. */
export function sameAnswer(answer: Answer, other: Answer | null): boolean {
  return (
    other !== null && answer.outcome === other.outcome && answer.person?.id === other.person?.id
  );
}

type Answer = Pick<CheckResult, 'outcome' | 'person'>;
