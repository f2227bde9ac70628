import type { PersonRef } from '../../contract/person-ref.ts';
import type { Contest, Contestant } from '../../contract/training.ts';
import type { PeopleStore } from '../../station/interfaces.ts';

/**
 * A contest on people enrolled, with today's names. What is kept of it has their ids only: names are
 * sealed, and go with their people.
 */
export function withNames(contest: Contest, people: Pick<PeopleStore, 'get'>): Contest {
  const named = ({ id }: PersonRef): PersonRef => {
    const person = people.get(id, '');
    return { id, name: person.ok ? person.value.name : id };
  };
  const side = (contestant: Contestant): Contestant => ({
    ...contestant,
    closest: contestant.closest.map(({ one, other, distance }) => ({
      ...{ one: named(one), other: named(other) },
      distance,
    })),
  });
  return { ...contest, champion: side(contest.champion), challenger: side(contest.challenger) };
}
