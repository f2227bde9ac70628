import { fitCalibration } from '../../../native-models/training/calibration.ts';
import { drawPairs } from '../../../native-models/training/draw-pairs.ts';
import { learnUnit } from '../../../native-models/training/learn-unit.ts';
import { randomOf } from '../../../native-models/training/random.ts';
import type { Calibration, Comparator, ComparatorKind } from '../../contract/comparator.ts';
import { dissimilarityOf } from '../../contract/dissimilarity.ts';
import type { EncodedPhoto } from './encode-folder.ts';

/** A comparator, and the probabilities of its dissimilarities. */
export interface FittedComparator {
  readonly comparator: Comparator;
  readonly calibration: Calibration;
}

const seed = 1;

/**
 * A comparator learnt from some people's photos; the distance learns its calibration only.
 * @throws TrainingFault too-few where there is nothing to learn from.
 */
export function fitComparator(
  kind: ComparatorKind,
  photos: readonly EncodedPhoto[],
): FittedComparator {
  const acquired = photos.flatMap(({ encoding, person }) =>
    encoding ? [{ encoding, person }] : [],
  );
  const encodings = acquired.map(({ encoding }) => encoding);
  const personOf = acquired.map(({ person }) => person);
  if (kind === 'distance')
    return { comparator: { kind }, calibration: ofDistance(encodings, personOf) };
  const { weights, calibration } = learnUnit({ kind, encodings, personOf, seed });
  return { comparator: { kind, weights }, calibration };
}

function ofDistance(encodings: readonly Float32Array[], personOf: readonly string[]): Calibration {
  const distance = dissimilarityOf({ kind: 'distance' });
  const people = [...Map.groupBy(personOf.keys(), (row) => personOf[row]!).values()];
  const pairs = drawPairs(people, randomOf(seed));
  const genuine = pairs.filter(({ same }) => same).length;
  const fitted = fitCalibration({
    dissimilarities: pairs.map(({ one, other }) => distance(encodings[one]!, encodings[other]!)),
    same: pairs.map(({ same }) => Number(same)),
    // Both kinds come to ½: the probability where both are equally likely beforehand.
    counts: pairs.map(({ same }) => 0.5 / (same ? genuine : pairs.length - genuine)),
  });
  if (fitted === null) throw new RangeError('the distance does not tell these people apart');
  return fitted;
}
