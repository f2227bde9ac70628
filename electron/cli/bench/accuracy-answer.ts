import type { ErrorCode } from '../../contract/errors.ts';
import type { TmrAtFmr } from './comparison-figures.ts';
import type { AccuracyFigures, KindFigures, RatesAtThreshold } from './measure-accuracy.ts';
import type { StationThreshold } from './station-thresholds.ts';

/** The figures of comparisons of one kind. Null: there are too few to say. */
interface KindAnswer {
  readonly accuracy: number | null;
  /** Standard error of the mean over the folds. */
  readonly accuracySe: number | null;
  readonly tmrAtFmr: TmrAtFmr;
  readonly eer: number | null;
  /** Mean of the folds' best thresholds, squared L2 distance. */
  readonly threshold: number | null;
  readonly genuine: number;
  readonly impostor: number;
}

/** FMR and FNMR over all comparisons at a threshold of the station's. */
interface AllRates extends StationThreshold {
  readonly fmr: number;
  readonly fnmr: number;
  /** The same threshold for sets of photos; null where none were compared. */
  readonly pooledFmr: number | null;
  readonly pooledFnmr: number | null;
}

/** What `bench accuracy --json` prints. */
export interface AccuracyAnswer extends KindAnswer {
  readonly pack: string;
  readonly photos: number;
  readonly failures: readonly { readonly photo: string; readonly code: ErrorCode }[];
  readonly pairs: number;
  readonly acquired: number;
  readonly msPerImage: number;
  readonly pairsAtStationThresholds: readonly RatesAtThreshold[];
  readonly allAtStationThresholds: readonly AllRates[];
  /** With sets of photos: how they were drawn. Then the figures above are theirs. */
  readonly pooled: {
    readonly templates: number;
    readonly probes: number;
    readonly people: number;
    readonly rounds: number;
  } | null;
  /** With sets of photos: the figures of single photos. */
  readonly single: KindAnswer | null;
}

export function accuracyAnswer(
  pack: string,
  photos: number,
  figures: AccuracyFigures,
): AccuracyAnswer {
  const { failures, pairs, acquired, msPerImage, rates, single, pooled } = figures;
  return {
    pack,
    photos,
    failures,
    pairs,
    acquired,
    ...kindAnswer(pooled ?? single),
    msPerImage,
    pairsAtStationThresholds: rates,
    allAtStationThresholds: rates.map(({ mode, target, threshold }) => ({
      ...{ mode, target, threshold },
      fmr: single.separation.impostor.shareBelow(threshold),
      fnmr: 1 - single.separation.genuine.shareBelow(threshold),
      pooledFmr: pooled && pooled.separation.impostor.shareBelow(threshold),
      pooledFnmr: pooled && 1 - pooled.separation.genuine.shareBelow(threshold),
    })),
    pooled: pooled && {
      templates: pooled.templates,
      probes: pooled.probes,
      people: pooled.people,
      rounds: pooled.rounds,
    },
    single: pooled && kindAnswer(single),
  };
}

function kindAnswer({ folds, tmrAtFmr, eer, genuine, impostor }: KindFigures): KindAnswer {
  return {
    accuracy: folds?.accuracy ?? null,
    accuracySe: folds?.accuracySe ?? null,
    tmrAtFmr,
    eer,
    threshold: folds?.threshold ?? null,
    genuine,
    impostor,
  };
}
