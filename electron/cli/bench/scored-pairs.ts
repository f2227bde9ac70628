import type { Comparator } from '../../contract/comparator.ts';
import type { SpreadRule } from '../../contract/pooled.ts';
import { byDistance, compareBy, pooledBy } from '../../station/spread/comparisons.ts';
import type { EncodedPhoto } from './encode-folder.ts';
import type { ScoredPair } from './folded-accuracy.ts';
import type { PairList } from './lfw-pairs.ts';
import type { PooledSets } from '../../station/spread/pooled-sets.ts';
import { shuffled } from '../../station/shuffled.ts';

/** A pair of the list, compared. */
export interface ListedPair extends ScoredPair {
  /** The lower unified quality score of its two faces; 0 where one was not acquired. */
  readonly quality: number;
}

/** @throws RangeError where a photo of the list is missing. */
export function scoreList(
  { pairs }: PairList,
  photos: readonly EncodedPhoto[],
  comparator: Comparator = byDistance,
): ListedPair[] {
  const compare = compareBy(comparator);
  const byKey = new Map(photos.map((photo) => [photo.photo, photo]));
  return pairs.map(({ one, other, same, fold }) => {
    const [a, b] = [byKey.get(one), byKey.get(other)];
    if (!a || !b) throw new RangeError(`no photo ${a ? other : one}`);
    const distance = compare(a.encoding, b.encoding);
    return { same, fold, distance, quality: Math.min(a.quality, b.quality) };
  });
}

/** Folds of people, so that nobody is judged with a threshold they helped to choose. */
const peopleFolds = 10;

/**
 * Each genuine pooled comparison, and one with the probe of somebody else of the same fold: as
 * many of either kind as in LFW's list.
 */
export function scorePooled(
  rounds: readonly PooledSets[],
  spread: SpreadRule,
  random: () => number,
): ScoredPair[] {
  const distance = pooledBy(byDistance, spread);
  const folds = foldsOfPeople(rounds[0]?.length ?? 0, random);
  return rounds.flatMap((sets) =>
    folds.flatMap((members, fold) =>
      members.flatMap((person, place) => {
        const { template, probe } = sets[person]!;
        const step = 1 + Math.floor(random() * (members.length - 1));
        const stranger = sets[members[(place + step) % members.length]!]!;
        return [
          { same: true, fold, distance: distance(template, probe) },
          { same: false, fold, distance: distance(template, stranger.probe) },
        ];
      }),
    ),
  );
}

/** Numbers of people, dealt into folds of at least two. */
function foldsOfPeople(people: number, random: () => number): number[][] {
  const count = Math.min(peopleFolds, people >> 1);
  const order = shuffled([...Array(people).keys()], random);
  return Array.from({ length: count }, (_, fold) =>
    order.filter((_person, place) => place % count === fold),
  );
}
