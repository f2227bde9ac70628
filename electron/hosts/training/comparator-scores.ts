import type { Scores } from '../../../native-models/manifest.ts';
import { unpackPopulation } from '../../../native-models/training/population.ts';
import { identityMatrix } from '../../../native-models/training/train-head.ts';
import type { Comparator } from '../../contract/comparator.ts';
import { dissimilarityOf } from '../../contract/dissimilarity.ts';
import type { ReferenceScores } from '../../station/risk/scores.ts';
import { carriedOver, simulated } from './transport-scores.ts';

/**
 * The table of a comparator that was learnt from too few people to measure it: the distance's table,
 * carried over by pairs that are simulated from the population it was measured on (see
 * transport-scores.ts). How spread stretches is the distance's too, which needs more of it: measured
 * with `core`, 0.3 for the distance, 0.28 for the χ² form, 0.16 for the logistic one. Null where the
 * scores have no population, or too few rows are left.
 */
export function comparatorScores(
  scores: Scores,
  encodingLength: number,
  comparator: Comparator,
): ReferenceScores | null {
  const population =
    scores.population === undefined ? null : unpackPopulation(scores.population, encodingLength);
  if (population === null) return null;
  const dissimilarity = dissimilarityOf(comparator);
  const moves = simulated(population, identityMatrix(encodingLength), (one, other) =>
    dissimilarity(unit(one), unit(other)),
  );
  const carried = carriedOver(scores, `the ${comparator.kind} comparator`, moves);
  if (carried === null) return null;
  const { measure: _, ...rest } = carried;
  // The spread is one of squared distances, whatever compares.
  return { ...rest, spread: scores.spread };
}

function unit(vector: Float64Array): Float32Array {
  const length = Math.hypot(...vector);
  return Float32Array.from(vector, (value) => value / length);
}
