import { fail, ok, type Result, type StationError } from '../contract/errors.ts';
import type { CheckResult } from '../contract/messages.ts';
import type { Observation } from '../contract/observation.ts';
import { pickSubject, type SubjectPolicy } from './subject.ts';

/** A face that can be compared. */
interface UsableFace {
  readonly encoding: Float32Array;
  /** Unified quality score, 0..1. */
  readonly quality: number;
}

/** The subject's face, if it can be compared. Errors: those of `seen`, and picture codes. */
export function usableFace(seen: Result<Observation>, policy: SubjectPolicy): Result<UsableFace> {
  if (!seen.ok) return seen;
  const subject = pickSubject(seen.value, policy);
  if (!subject.ok) return subject;
  const { encoding, quality } = subject.value;
  if (!encoding || !quality) return fail('internal', 'a subject without encoding or quality');
  return ok({ encoding, quality: quality.unified });
}

export type Refusal = Pick<
  CheckResult,
  'outcome' | 'person' | 'distance' | 'code' | 'message' | 'direction'
>;

/** The answer to a picture that cannot be compared. */
export function refusal({ code, message, direction }: StationError): Refusal {
  return {
    outcome: 'refused',
    person: null,
    distance: null,
    code,
    message,
    ...(direction ? { direction } : {}),
  };
}
