import { fail, ok, type Result } from '../../contract/errors.ts';
import { heldOutOneIn, neededPeople } from '../../station/contest/hold-contest.ts';
import type { SiteTemplate } from './job.ts';
import { firstByLot } from './person-rank.ts';

/** Templates of one person that count: more would be a few people's training. */
export const mostOfOne = 16;
/** People held out of a large site: their pairs are compared a thousand times over. */
const mostHeldOut = 150;

/** Somebody enrolled, with two encodings or more. */
export interface SitePerson {
  readonly personId: string;
  readonly name: string;
  readonly encodings: readonly Float32Array[];
}

/** Who is learnt from, and who decides what that was worth. */
export interface SiteSplit {
  readonly learnt: readonly SitePerson[];
  readonly heldOut: readonly SitePerson[];
}

/**
 * Divides the people enrolled who have two templates or more; a damaged template is left out. Their
 * ids alone decide. No seed does, or trying seeds would be trying judges; nor does the order in which
 * people were enrolled, and somebody more moves few to the other side: what was learnt here before
 * has seen hardly anybody who decides now. `length`: components of an encoding.
 * Errors: training-too-few.
 */
export function splitSite(templates: readonly SiteTemplate[], length: number): Result<SiteSplit> {
  const people = peopleOf(templates, length);
  if (people.length < neededPeople) {
    const have = `${people.length} people have two templates or more`;
    return fail('training-too-few', `${have}, ${neededPeople} are needed`);
  }
  const ranked = firstByLot(people, people.length, ({ personId }) => personId);
  const count = Math.min(mostHeldOut, Math.ceil(people.length / heldOutOneIn));
  return ok({ heldOut: ranked.slice(0, count), learnt: ranked.slice(count) });
}

function peopleOf(templates: readonly SiteTemplate[], length: number): SitePerson[] {
  const sound = templates.filter(
    ({ encoding }) => encoding.length === length && encoding.every(Number.isFinite),
  );
  return [...Map.groupBy(sound, ({ personId }) => personId)]
    .map(([personId, own]) => ({
      personId,
      name: own[0]!.name,
      encodings: own.slice(0, mostOfOne).map(({ encoding }) => encoding),
    }))
    .filter(({ encodings }) => encodings.length > 1);
}
