import { drawPairs } from './draw-pairs.ts';
import { asComparator, fitLogistic } from './logistic.ts';
import { pairFeatures, type UnitKind } from './pair-features.ts';
import { randomOf } from './random.ts';
import { TrainingFault } from './training-fault.ts';

/** What a unit is learnt from. */
export interface UnitQuestion {
  readonly kind: UnitKind;
  /** Unit encodings. */
  readonly encodings: readonly Float32Array[];
  /** Whose each is, as long as `encodings`. */
  readonly personOf: readonly string[];
  /** Weights that are believed in until the pairs say otherwise; all alike where not given. */
  readonly prior?: Float32Array | undefined;
  readonly seed: number;
  readonly onStep?: (step: number, loss: number) => void;
}

/** A learnt comparator: see `Comparator`. */
export interface LearntUnit {
  /** None negative, of length 2. */
  readonly weights: Float32Array;
  readonly calibration: { readonly slope: number; readonly bias: number };
  readonly pairs: number;
  readonly loss: number;
}

/**
 * How much a departure from the prior costs. Measured with `core` on half of the people of Labeled
 * Faces in the Wild, true match rate of the other half at FMR 1e-4: the logistic form loses up to
 * half a percent with a tenth of it and changes little with ten times as much; the χ² form loses 0.3
 * to 0.6 % with ten times as much, and 1 to 2 % with a fifth.
 */
const decays: Readonly<Record<UnitKind, number>> = { logistic: 1e-4, chi2: 1e-5 };
/** Genuine pairs that these decays are meant for. */
const manyPairs = 2500;

/**
 * Learns a unit. Few pairs bend the prior less: they say less.
 * @throws TrainingFault too-few where there is no genuine or no impostor pair, or they tell nothing.
 */
export function learnUnit(question: UnitQuestion): LearntUnit {
  const { kind, encodings, personOf, prior, seed, onStep } = question;
  const people = Map.groupBy(personOf.keys(), (row) => personOf[row]!);
  const pairs = drawPairs([...people.values()], randomOf(seed));
  const genuine = pairs.filter(({ same }) => same).length;
  if (genuine === 0 || genuine === pairs.length) {
    throw new TrainingFault('too-few', 'two people, and two photos of one of them, are needed');
  }
  const decay = decays[kind] * Math.max(1, manyPairs / genuine);
  const unit = fitLogistic(pairFeatures(kind, encodings, pairs), {
    decay,
    prior,
    ...(onStep ? { onStep } : {}),
  });
  const comparator = asComparator(unit);
  if (comparator === null) throw new TrainingFault('too-few', 'the pairs tell nobody apart');
  return { ...comparator, pairs: pairs.length, loss: unit.loss };
}
