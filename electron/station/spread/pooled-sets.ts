import { poolTemplates } from '../../contract/person-template.ts';
import type { Pooled } from '../../contract/pooled.ts';
import type { ReferencePhoto } from '../score-pairs.ts';
import { shuffled } from '../shuffled.ts';

/** A photo that may become part of a pooled encoding. */
export interface PoolablePhoto extends ReferencePhoto {
  /** Unified quality score, 0..1. */
  readonly quality: number;
}

/** One round: for each person a template and a probe with no photo in common. */
export type PooledSets = readonly {
  readonly person: string;
  readonly template: Pooled;
  readonly probe: Pooled;
}[];

export interface SetSizes {
  readonly templates: number;
  readonly probes: number;
}

/** Fewer genuine comparisons would leave an error rate of 1 in 1,000 unseen. */
const genuineWanted = 1000;
/** Rounds reuse the same people: many more would repeat what is known, not add to it. */
const roundsAtMost = 100;

/**
 * Random disjoint sets of photos of each person with enough acquired ones, drawn anew in each
 * round until there are 1,000 genuine comparisons. In every round the people come in one order.
 */
export function drawPooledSets(
  photos: readonly PoolablePhoto[],
  { templates, probes }: SetSizes,
  random: () => number,
): PooledSets[] {
  const acquired = photos.filter(isAcquired);
  const people = [...Map.groupBy(acquired, ({ person }) => person)].filter(
    ([, own]) => own.length >= templates + probes,
  );
  if (people.length === 0) return [];
  const rounds = Math.min(roundsAtMost, Math.ceil(genuineWanted / people.length));
  return Array.from({ length: rounds }, () =>
    people.map(([person, own]) => {
      const drawn = shuffled(own, random);
      return {
        person,
        template: pooled(drawn.slice(0, templates)),
        probe: pooled(drawn.slice(templates, templates + probes)),
      };
    }),
  );
}

interface Acquired extends PoolablePhoto {
  readonly encoding: Float32Array;
}

function isAcquired(photo: PoolablePhoto): photo is Acquired {
  return photo.encoding !== null;
}

/** As the station pools a person's templates and a track's frames. */
function pooled(photos: readonly Acquired[]): Pooled {
  const all = poolTemplates(photos);
  if (all === null) throw new RangeError('encodings that cancel each other out');
  return all;
}
