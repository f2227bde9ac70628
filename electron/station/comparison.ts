import type { CheckResult, PersonRef } from '../contract/messages.ts';
import { pool, stretched, stretchOf, type Pooled } from '../contract/pooled.ts';
import type { Likeness } from './evidence.ts';
import type { EncoderInUse, Search } from './interfaces.ts';

/** What a probe is compared with, and where "the same person" ends. */
export interface Reference {
  readonly search: Search;
  /** The comparator's distance; 0 where nothing may match. */
  readonly threshold: number;
  /** Whom the probe is said to be: then nobody else is asked. */
  readonly claimed: PersonRef | null;
  readonly nameOf: (personId: string) => string | undefined;
  /** Whether a person's time is over: then they are like nobody, and nobody else is taken for them. */
  readonly isOver: (personId: string) => boolean;
}

export type Answer = Pick<CheckResult, 'outcome' | 'person' | 'distance'>;

/** A picture's encoding as a probe; null where it is none that could be compared. */
export function probeOf(encoding: Float32Array, search: Search): Pooled | null {
  return search.accepts(encoding) ? pool([encoding]) : null;
}

/** Compares a probe with everyone enrolled, or with whom was claimed. No probe is like nobody. */
export function compareProbe(
  probe: Pooled | null,
  { search, threshold, claimed, nameOf, isOver }: Reference,
): Answer {
  if (!probe) return { outcome: 'no-match', person: null, distance: null };
  const nearest = claimed ? search.nearestOf(claimed.id, probe) : search.nearest(probe);
  if (!nearest || isOver(nearest.personId)) {
    return { outcome: 'no-match', person: null, distance: null };
  }
  const { personId, distance } = nearest;
  // Written so that a NaN is no match.
  if (!(distance < threshold)) return { outcome: 'no-match', person: null, distance };
  return {
    outcome: 'match',
    person: { id: personId, name: nameOf(personId) ?? personId },
    distance,
  };
}

/**
 * How looks are told apart: two farther apart than one person's photos are (`differentFrom`) are
 * two people's. `distance` is what the comparator in use makes of two encodings.
 */
export function likenessOf(
  search: Search,
  { differentFrom, spread }: EncoderInUse,
  distance: (a: Float32Array, b: Float32Array) => number,
): Likeness {
  return {
    alike: (one, other) =>
      stretched(
        distance(one.encoding, other.encoding),
        stretchOf(spread, one),
        stretchOf(spread, other),
      ) < differentFrom,
    resembles: (look, personId) => {
      const found = search.nearestOf(personId, look);
      return found !== null && found.distance < differentFrom;
    },
  };
}
