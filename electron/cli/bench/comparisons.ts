import { stretched, stretchOf, type Pooled, type SpreadRule } from '../../contract/pooled.ts';
import { squaredDistance } from '../../gallery/squared-distance.ts';
import { eachRow, referenceRows } from '../../station/score-pairs.ts';
import type { EncodedPhoto } from './encode-folder.ts';
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
export function singleComparisons(photos: readonly EncodedPhoto[]): Comparisons {
  const people = [...Map.groupBy(photos, ({ person }) => person).values()];
  const rows = referenceRows(photos);
  return {
    people: people.length,
    impostor(visit) {
      eachRow(rows, (row, distances) => {
        for (let other = row + 1; other < distances.length; other++) {
          if (rows.personOf[other] !== rows.personOf[row]) visit(distances[other]!);
        }
      });
    },
    genuine(visit) {
      people.forEach((own, person) => {
        own.forEach(({ encoding }, index) => {
          for (const other of own.slice(index + 1)) {
            visit(person, distanceOf(encoding, other.encoding));
          }
        });
      });
    },
  };
}

/** Each round's templates against its probes, scored as the gallery does. */
export function pooledComparisons(rounds: readonly PooledSets[], spread: SpreadRule): Comparisons {
  return {
    people: rounds[0]?.length ?? 0,
    impostor(visit) {
      for (const sets of rounds) {
        for (const { person, template } of sets) {
          for (const other of sets) {
            if (other.person !== person) visit(pooledDistance(template, other.probe, spread));
          }
        }
      }
    },
    genuine(visit) {
      for (const sets of rounds) {
        sets.forEach(({ template, probe }, person) =>
          visit(person, pooledDistance(template, probe, spread)),
        );
      }
    },
  };
}

/** As the gallery scores pooled encodings. */
export function pooledDistance(one: Pooled, other: Pooled, spread: SpreadRule): number {
  const distance = squaredDistance(one.encoding, other.encoding);
  return stretched(distance, stretchOf(spread, one), stretchOf(spread, other));
}

/** Squared L2 distance; null where a side was not acquired. */
export function distanceOf(one: Float32Array | null, other: Float32Array | null): number | null {
  return one && other ? squaredDistance(one, other) : null;
}
