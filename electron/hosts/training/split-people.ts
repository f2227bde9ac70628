import { fail, ok, type Result } from '../../contract/errors.ts';
import { firstByLot } from './person-rank.ts';

/** A fifth of the people decides what training was worth; they are never learnt from. */
const heldOutShare = 0.2;

/** People with several photos that can be divided into two sides with two each. */
const fewest = 4;

export interface Split {
  /** By name. */
  readonly learnt: readonly string[];
  readonly heldOut: readonly string[];
}

/**
 * Who is learnt from and who is held out. A person's name alone decides: no order of a folder, and no
 * seed, or trying seeds would be trying judges. People with several photos, who give the genuine comparisons, and those with
 * one are divided alike. Errors: training-too-few.
 */
export function splitPeople(
  people: readonly { readonly person: string; readonly photos: number }[],
): Result<Split> {
  const several = people.filter(({ photos }) => photos > 1);
  const single = people.filter(({ photos }) => photos === 1);
  const least = several.length < fewest ? 1 : 2;
  const held = new Set([...heldOutOf(several, least), ...heldOutOf(single, 0)]);
  const heldOut = people.map(({ person }) => person).filter((person) => held.has(person));
  const learnt = people.map(({ person }) => person).filter((person) => !held.has(person));
  // On either side a stranger is needed beside somebody with two photos.
  if (several.length < 2 || heldOut.length < 2 || learnt.length < 2) {
    return fail(
      'training-too-few',
      `of ${people.length} people ${several.length} have two photos or more; ${fewest} such people are enough to begin with`,
    );
  }
  return ok({ learnt, heldOut });
}

function heldOutOf(people: readonly { readonly person: string }[], least: number): string[] {
  const count = Math.max(least, Math.round(heldOutShare * people.length));
  return firstByLot(people, count, ({ person }) => person).map(({ person }) => person);
}
