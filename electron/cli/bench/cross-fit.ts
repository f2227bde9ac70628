import type { ComparatorKind } from '../../contract/comparator.ts';
import { singleComparisons, type Comparisons } from '../../station/spread/comparisons.ts';
import type { EncodedPhoto } from './encode-folder.ts';
import { fitComparator, type FittedComparator } from './fit-comparator.ts';
import type { PairList } from './lfw-pairs.ts';
import { shuffled } from '../../station/shuffled.ts';

/**
 * By tested fold: a comparator learnt from the photos of the other folds' people, none of whom is in
 * the tested one.
 * @throws TrainingFault too-few.
 */
export function fitByFold(
  kind: ComparatorKind,
  { pairs }: PairList,
  photos: readonly EncodedPhoto[],
): Map<number, FittedComparator> {
  const personOf = new Map(photos.map(({ photo, person }) => [photo, person]));
  const foldsOf = new Map<string, Set<number>>();
  for (const { one, other, fold } of pairs) {
    for (const photo of [one, other]) {
      const person = personOf.get(photo) ?? '';
      foldsOf.set(person, (foldsOf.get(person) ?? new Set()).add(fold));
    }
  }
  const folds = new Set(pairs.map(({ fold }) => fold));
  return new Map(
    [...folds].map((fold) => {
      const others = photos.filter(({ person }) => foldsOf.get(person)?.has(fold) === false);
      return [fold, fitComparator(kind, others)];
    }),
  );
}

/**
 * Every comparison of two photos of one half of the people, by the comparator learnt from the other
 * half. Comparisons between the halves are left out: somebody of them was learnt from.
 * @throws TrainingFault too-few.
 */
export function crossFittedComparisons(
  kind: ComparatorKind,
  photos: readonly EncodedPhoto[],
  random: () => number,
): Comparisons {
  const halves = halvesOfPeople(photos, random);
  const [one, other] = halves.map((half, at) =>
    singleComparisons(half, fitComparator(kind, halves[1 - at]!).comparator),
  ) as [Comparisons, Comparisons];
  return {
    people: one.people + other.people,
    impostor(visit) {
      one.impostor(visit);
      other.impostor(visit);
    },
    genuine(visit) {
      one.genuine(visit);
      other.genuine((person, distance) => visit(one.people + person, distance));
    },
  };
}

/** The photos of two halves of the people, drawn by lot. */
export function halvesOfPeople(
  photos: readonly EncodedPhoto[],
  random: () => number,
): [EncodedPhoto[], EncodedPhoto[]] {
  const people = shuffled([...new Set(photos.map(({ person }) => person))], random);
  const first = new Set(people.slice(0, people.length >> 1));
  return [
    photos.filter(({ person }) => first.has(person)),
    photos.filter(({ person }) => !first.has(person)),
  ];
}
