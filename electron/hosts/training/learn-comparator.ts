import { floatsToBase64, type LearntComparator } from '../../../native-models/manifest.ts';
import { learnUnit } from '../../../native-models/training/learn-unit.ts';
import type { UnitKind } from '../../../native-models/training/pair-features.ts';
import type { ReferenceScores } from '../../station/risk/scores.ts';
import { scoreStatistics, type ReferencePhoto } from '../../station/score-statistics.ts';
import { fitSpread } from '../../station/spread/fit-spread.ts';
import type { PoolablePhoto } from '../../station/spread/pooled-sets.ts';
import type { LearntHere } from '../packs/learnt-comparators.ts';

export interface LearnFrom {
  readonly kind: UnitKind;
  /** Photos that the weights are learnt from. */
  readonly learnt: readonly ReferencePhoto[];
  /** Photos of other people, which the scores are of. */
  readonly heldOut: readonly PoolablePhoto[];
  readonly reference: { readonly name: string; readonly date: string };
  /** How far apart very many photos of one person are, as squared distance: see `expectedSpread`. */
  readonly expected: number;
  readonly seed: number;
}

/**
 * A comparator from a folder of people, as a manifest keeps it: weights of some people, scores of
 * others. @throws TrainingFault too-few.
 */
export function learnComparator(question: LearnFrom): LearntHere {
  const { kind, learnt, heldOut, reference, expected, seed } = question;
  const acquired = learnt.flatMap(({ person, encoding }) =>
    encoding ? [{ person, encoding }] : [],
  );
  const { weights, calibration } = learnUnit({
    kind,
    encodings: acquired.map(({ encoding }) => encoding),
    personOf: acquired.map(({ person }) => person),
    seed,
  });
  const comparator = { kind, weights };
  const { measure: _, ...scores } = scoreStatistics(heldOut, reference, comparator);
  const spread = fitSpread(heldOut, scores, comparator, expected).rule;
  return withScores(kind, weights, calibration, { ...scores, spread });
}

/** Weights and their scores as a manifest keeps them. */
export function withScores(
  kind: UnitKind,
  weights: Float32Array,
  calibration: LearntComparator['calibration'],
  scores: ReferenceScores,
): LearntHere {
  const { quantiles, histogram, spread } = scores;
  const kept = {
    ...scores,
    spread: { ...spread },
    quantiles: [...quantiles],
    histogram: {
      ...histogram,
      genuine: [...histogram.genuine],
      impostor: [...histogram.impostor],
    },
  };
  const common = { weights: floatsToBase64(weights), calibration: { ...calibration } };
  return kind === 'logistic'
    ? {
        kind,
        learnt: {
          ...common,
          scores: { ...kept, measure: 'weighted L1 distance of unit encodings' },
        },
      }
    : {
        kind,
        learnt: {
          ...common,
          scores: { ...kept, measure: 'weighted chi-square distance of unit encodings' },
        },
      };
}
