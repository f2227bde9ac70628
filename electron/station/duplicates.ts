import { maxDuplicates, type Duplicate } from '../contract/messages.ts';
import type { Pooled } from '../contract/pooled.ts';
import type { EncoderInUse, Search } from './interfaces.ts';
import type { Roster } from './roster.ts';

/** Likely duplicates of somebody being enrolled, and what the operator has said of them. */
export interface FoundDuplicates {
  /** Nearest first; the operator has to look at them. */
  readonly undecided: readonly Duplicate[];
  /** Those whom the operator has called somebody else. */
  readonly distinct: readonly Duplicate[];
}

/**
 * Searches everyone enrolled for who may be the person of this template. Only the nearest
 * `maxDuplicates` are told: whoever looks at those and calls them all somebody else has decided.
 */
export function findDuplicates(
  template: Pooled,
  distinctFrom: readonly string[],
  search: Search,
  { roster, encoder }: { readonly roster: Roster; readonly encoder: EncoderInUse },
): FoundDuplicates {
  const threshold = encoder.duplicateBelow(search.size);
  const likely = search
    .within(template, threshold, maxDuplicates)
    .map(({ personId: id, distance }) => ({
      person: { id, name: roster.nameOf(id) ?? id },
      distance,
      threshold,
    }));
  const called = new Set(distinctFrom);
  return {
    undecided: likely.filter(({ person }) => !called.has(person.id)),
    distinct: likely.filter(({ person }) => called.has(person.id)),
  };
}
