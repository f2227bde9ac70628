import { fail, ok, type Result } from '../../contract/errors.ts';
import { rankOf } from './seeded-rank.ts';

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
 * Who is learnt from and who is held out. A person's name and the seed decide, so that the order of
 * a folder does not. People with several photos, who give the genuine comparisons, and those with
 * one are divided alike. Errors: training-too-few.
 */
export function splitPeople(
  people: readonly { readonly person: string; readonly photos: number }[],
  seed: number,
): Result<Split> {
  const several = people.filter(({ photos }) => photos > 1);
  const single = people.filter(({ photos }) => photos === 1);
  const least = several.length < fewest ? 1 : 2;
  const held = new Set([...heldOutOf(several, seed, least), ...heldOutOf(single, seed, 0)]);
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

function heldOutOf(
  people: readonly { readonly person: string }[],
  seed: number,
  least: number,
): string[] {
  const count = Math.max(least, Math.round(heldOutShare * people.length));
  return people
    .map(({ person }) => ({ person, rank: rankOf(person, seed) }))
    .sort((one, other) => (one.rank < other.rank ? -1 : 1))
    .slice(0, count)
    .map(({ person }) => person);
}
