import type { CheckResult, Conclusion, FrameCheck } from '../contract/messages.ts';

/**
 * A verification as whoever only stands before the station may see it: the claimed person by the id that
 * was given, and no distance without a match. So an id that is nobody's, one without a face to compare and
 * another person's are one answer. Without a claim it stays as it is.
 */
export function veiled(check: FrameCheck): FrameCheck {
  const { result, conclusion } = check;
  return { ...check, result: veil(result), conclusion: conclusion && veil(conclusion) };
}

function veil<Answer extends CheckResult | Conclusion>(answer: Answer): Answer {
  const { claimed, outcome } = answer;
  if (!claimed || outcome === 'match') return answer;
  return { ...answer, claimed: { id: claimed.id, name: claimed.id }, distance: null };
}
