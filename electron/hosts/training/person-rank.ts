import { createHash } from 'node:crypto';

/** Any constant will do. No seed of a training: who tries seeds would try judges. */
const lot = '1';

/** Where somebody comes in an order by lot, hex: the same in every training, whoever else is there. */
export function rankOf(person: string): string {
  return createHash('sha256').update(`${lot}\0${person}`).digest('hex');
}

/** Those whose lot comes first, `count` at most, in that order. `nameOf`: what the lot is drawn by. */
export function firstByLot<T>(
  people: readonly T[],
  count: number,
  nameOf: (person: T) => string,
): T[] {
  return people
    .map((person) => ({ person, rank: rankOf(nameOf(person)) }))
    .sort((one, other) => (one.rank < other.rank ? -1 : 1))
    .slice(0, count)
    .map(({ person }) => person);
}
