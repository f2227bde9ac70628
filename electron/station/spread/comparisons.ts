import type { Comparator } from '../../contract/comparator.ts';
import { dissimilarityOf } from '../../contract/dissimilarity.ts';
import { stretched, stretchOf, type Pooled, type SpreadRule } from '../../contract/pooled.ts';
import { eachRow, referenceRows, type ReferencePhoto } from '../score-pairs.ts';
import type { PooledSets } from './pooled-sets.ts';

/** Every comparison of a test set, however its two sides came about. */
export interface Comparisons {
  /** People with a genuine comparison are numbered below this. */
  readonly people: number;
  impostor(visit: (distance: number) => void): void;
  /** Null where a side was not acquired: that is a false rejection at every threshold. */
  genuine(visit: (person: number, distance: number | null) => void): void;
}

/**
 * Each photo against each other one. A photo that was not acquired makes all its genuine
 * comparisons fail and takes part in no impostor comparison.
 */
export function singleComparisons(
  photos: readonly ReferencePhoto[],
  comparator: Comparator = byDistance,
): Comparisons {
  const people = [...Map.groupBy(photos, ({ person }) => person).values()];
  const rows = referenceRows(photos);
  const compare = compareBy(comparator);
  return {
    people: people.length,
    impostor(visit) {
      const visitRow = (row: number, distances: Float64Array): void => {
        for (let other = row + 1; other < distances.length; other++) {
          if (rows.personOf[other] !== rows.personOf[row]) visit(distances[other]!);
        }
      };
      eachRow(rows, visitRow, comparator);
    },
    genuine(visit) {
      people.forEach((own, person) => {
        own.forEach(({ encoding }, index) => {
          for (const other of own.slice(index + 1)) {
            visit(person, compare(encoding, other.encoding));
          }
        });
      });
    },
  };
}

/** Each round's templates against its probes, scored as the gallery does. */
export function pooledComparisons(
  rounds: readonly PooledSets[],
  spread: SpreadRule,
  comparator: Comparator = byDistance,
): Comparisons {
  const distance = pooledBy(comparator, spread);
  return {
    people: rounds[0]?.length ?? 0,
    impostor(visit) {
      for (const sets of rounds) {
        for (const { person, template } of sets) {
          for (const other of sets) {
            if (other.person !== person) visit(distance(template, other.probe));
          }
        }
      }
    },
    genuine(visit) {
      for (const sets of rounds) {
        sets.forEach(({ template, probe }, person) => visit(person, distance(template, probe)));
      }
    },
  };
}

export const byDistance: Comparator = { kind: 'distance' };

/** As the gallery scores pooled encodings. */
export function pooledBy(
  comparator: Comparator,
  spread: SpreadRule,
): (one: Pooled, other: Pooled) => number {
  const dissimilarity = dissimilarityOf(comparator);
  return (one, other) =>
    stretched(
      dissimilarity(one.encoding, other.encoding),
      stretchOf(spread, one),
      stretchOf(spread, other),
    );
}

/** The comparator's distance; null where a side was not acquired. */
export function compareBy(
  comparator: Comparator,
): (one: Float32Array | null, other: Float32Array | null) => number | null {
  const dissimilarity = dissimilarityOf(comparator);
  return (one, other) => (one && other ? dissimilarity(one, other) : null);
}
