import type { ReliabilityBin } from '../../../native-models/training/calibration.ts';
import type { ComparatorKind } from '../../contract/comparator.ts';
import type { ErrorCode } from '../../contract/errors.ts';
import type { TmrAtFmr } from './comparison-figures.ts';
import type { EncodedPhoto } from './encode-folder.ts';
import type { PairList } from './lfw-pairs.ts';
import {
  overFolds,
  pairedDifference,
  type ComparatorFigures,
  type Estimate,
} from './measure-comparator.ts';

/** The figures of one comparator. Null: there is too little to say. */
export interface SideAnswer {
  readonly accuracy: number | null;
  /** Standard error of the mean over the folds, and the 95 % interval. */
  readonly accuracySe: number | null;
  readonly accuracyLow95: number | null;
  readonly accuracyHigh95: number | null;
  /** Mean of the folds' thresholds. */
  readonly threshold: number | null;
  readonly brier: number;
  /** The part of the Brier score that better calibration would take away. */
  readonly miscalibration: number;
  readonly reliability: readonly ReliabilityBin[];
  readonly tmrAtFmr: TmrAtFmr;
  readonly eer: number | null;
}

/** What `bench accuracy --comparator --json` prints. */
export interface ComparatorAnswer extends SideAnswer {
  readonly pack: string;
  readonly comparator: ComparatorKind;
  readonly photos: number;
  readonly failures: readonly { readonly photo: string; readonly code: ErrorCode }[];
  readonly pairs: number;
  readonly acquired: number;
  readonly genuine: number;
  readonly impostor: number;
  /** The distance on the same comparisons; null where it is the distance that was asked for. */
  readonly distance: SideAnswer | null;
  /** Accuracy less the distance's, over the same folds. */
  readonly difference: Estimate | null;
}

export function comparatorAnswer(
  pack: string,
  comparator: ComparatorKind,
  photos: readonly EncodedPhoto[],
  { pairs }: PairList,
  own: ComparatorFigures,
  distance: ComparatorFigures | null,
): ComparatorAnswer {
  return {
    pack,
    comparator,
    photos: photos.length,
    failures: photos.flatMap(({ photo, code }) => (code === null ? [] : [{ photo, code }])),
    pairs: pairs.length,
    acquired: own.acquired,
    genuine: own.genuine,
    impostor: own.impostor,
    ...sideAnswer(own),
    distance: distance && sideAnswer(distance),
    difference: own.folds && distance?.folds ? pairedDifference(own.folds, distance.folds) : null,
  };
}

function sideAnswer({ folds, reliability, tmrAtFmr, eer }: ComparatorFigures): SideAnswer {
  const interval = folds && overFolds([...folds.byFold.values()]);
  return {
    accuracy: folds?.accuracy ?? null,
    accuracySe: folds?.accuracySe ?? null,
    accuracyLow95: interval?.low95 ?? null,
    accuracyHigh95: interval?.high95 ?? null,
    threshold: folds?.threshold ?? null,
    brier: reliability.brier,
    miscalibration: reliability.miscalibration,
    reliability: reliability.curve,
    tmrAtFmr,
    eer,
  };
}
