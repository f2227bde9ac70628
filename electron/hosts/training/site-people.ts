import { ok, type Result } from '../../contract/errors.ts';
import type { TrainingView } from '../../contract/training.ts';
import type { Station } from '../open-station.ts';
import type { SiteTemplate } from './job.ts';
import { firstByLot } from './person-rank.ts';
import { mostOfOne } from './site-split.ts';

type SiteStation = Pick<Station, 'people' | 'encoder'>;
type SiteCounts = Omit<TrainingView['site'], 'needed'>;

/** More people teach a linear map nothing new, and all their templates travel to another process. */
const mostPeople = 2000;

/**
 * The templates of the encoder in use of those who have two or more: alone they can be learnt from.
 * Of a large site's people as many as are of use, drawn as those held out are: these are among them.
 * Errors: store codes.
 */
export function siteTemplates({ people, encoder }: SiteStation): Result<SiteTemplate[]> {
  const records = people.gallery(encoder.sha256);
  if (!records.ok) return records;
  return ok(ofUse(records.value));
}

/** What a training is sent of a site's templates: see `siteTemplates`. */
export function ofUse(templates: readonly SiteTemplate[]): SiteTemplate[] {
  const several = [...Map.groupBy(templates, ({ personId }) => personId).values()].filter(
    ({ length }) => length > 1,
  );
  return firstByLot(several, mostPeople, ([one]) => one!.personId).flatMap((own) =>
    // Without names: nobody learns from them, and what is written down of a contest would keep them.
    own
      .slice(0, mostOfOne)
      .map(({ personId, encoding }) => ({ personId, name: personId, encoding })),
  );
}

/**
 * How many of the people enrolled can be learnt from: those with two templates or more, since one
 * alone is near nothing. Counted anew only where who is enrolled has changed.
 */
export class SitePeople {
  #seen = '';
  #counts: SiteCounts = { people: 0, usable: 0 };

  /** Errors: store codes. */
  counts(station: SiteStation): Result<SiteCounts> {
    const { people, encoder } = station;
    const revision = people.revision();
    if (!revision.ok) return revision;
    const state = `${encoder.sha256} ${revision.value}`;
    if (state === this.#seen) return ok(this.#counts);
    const all = people.counts(encoder.sha256);
    if (!all.ok) return all;
    // Counted by the store: a large station's templates take seconds to read.
    const usable = people.withSeveral(encoder.sha256);
    if (!usable.ok) return usable;
    this.#counts = { people: all.value.people, usable: usable.value };
    this.#seen = state;
    return ok(this.#counts);
  }
}
