import type { Scores } from '../../../native-models/manifest.ts';
import { scoreStatistics, type ReferencePhoto } from '../../station/score-statistics.ts';
import { fitSpread } from '../../station/spread/fit-spread.ts';

/**
 * People without whom the bounds of a table would be guesses: they come from drawing people anew,
 * and the shares of a third of a dozen people say nothing of others.
 */
const leastPeople = 30;
/** People with two photos or more among them: the FNMR is an average over these. */
const leastGenuine = 30;
/** Crops have no quality score: photos that are pooled weigh the same. */
const quality = 1;

/**
 * How an encoder tells people apart that it has not learnt from. Null where they are too few for a
 * table: then the pack has no threshold until `models measure` has measured it.
 * `date`: ISO 8601.
 */
export function encoderScores(
  photos: readonly ReferencePhoto[],
  reference: { readonly name: string; readonly date: string },
): Scores | null {
  const people = [...Map.groupBy(photos, ({ person }) => person).values()];
  const acquired = people.filter((own) => own.some(({ encoding }) => encoding !== null));
  const several = people.filter(({ length }) => length > 1);
  if (acquired.length < leastPeople || several.length < leastGenuine) return null;
  const scores = scoreStatistics(photos, reference);
  const { quantiles, histogram } = scores;
  const poolable = photos.map((photo) => ({ ...photo, quality }));
  return {
    ...scores,
    measure: 'squared L2 distance of unit encodings',
    spread: { ...fitSpread(poolable, scores).rule },
    quantiles: [...quantiles],
    histogram: {
      ...histogram,
      genuine: [...histogram.genuine],
      impostor: [...histogram.impostor],
    },
  };
}
