import { ok, type Result } from '../../contract/errors.ts';
import { pool } from '../../contract/pooled.ts';
import type { RiskView } from '../../contract/recognition.ts';
import { clopperPearson } from '../../station/clopper-pearson.ts';
import type { Candidate, Search } from '../../station/interfaces.ts';
import type { EncodedPhoto } from './encode-folder.ts';
import type { IdentifySet } from './identify-set.ts';
import type { MemoryStation } from './memory-station.ts';

/** What probes came to at one threshold. */
export interface IdentifyRates {
  /** Squared L2 distance. */
  readonly threshold: number;
  /** Share of the strangers' probes that were taken for somebody, with its exact 95 % interval. */
  readonly fpir: number;
  readonly fpirLower95: number;
  readonly fpirUpper95: number;
  /** Share of the enrolled people's probes that were not identified as themselves. */
  readonly fnir: number;
  /** Of these, those that were taken for somebody else. */
  readonly misidentified: number;
}

/** A target, and what was measured at the threshold the station derives from it. */
export type TargetFigures =
  | (IdentifyRates & {
      readonly fpirTarget: number;
      /** False where even the lower bound of the measured FPIR is above the target. */
      readonly held: boolean;
    })
  | ({ readonly [figure in keyof IdentifyRates | 'held']: null } & {
      readonly fpirTarget: number;
      /** Why the station would not take this target. */
      readonly reason: string;
      /** What the strictest threshold that the pack's data support comes to. */
      readonly atStrictest: IdentifyRates;
    });

export interface IdentifyFigures {
  readonly gallery: number;
  /** A failure to acquire counts among the known people's probes: it is not identified. */
  readonly probesKnown: number;
  /** Acquired ones only: a stranger who is not acquired is no attempt. */
  readonly probesUnknown: number;
  readonly targets: readonly TargetFigures[];
}

/** Errors: store codes. */
export function measureIdentify(
  station: MemoryStation,
  { enrolled, known, unknown }: IdentifySet,
  targets: readonly number[],
): Result<IdentifyFigures> {
  const search = station.search();
  if (!search.ok) return search;
  const probes: Probes = {
    known: known.map((photo) => ({ ...photo, nearest: nearestTo(photo, search.value) })),
    unknown: unknown
      .filter(({ encoding }) => encoding !== null)
      .map((photo) => nearestTo(photo, search.value)),
  };
  const figures: TargetFigures[] = [];
  for (const target of targets) {
    const risk = station.identifyRisk(target);
    if (!risk.ok) return risk;
    figures.push(targetFigures(target, risk.value, probes));
  }
  return ok({
    gallery: enrolled.length,
    probesKnown: probes.known.length,
    probesUnknown: probes.unknown.length,
    targets: figures,
  });
}

interface Probes {
  readonly known: readonly { readonly person: string; readonly nearest: Candidate | null }[];
  readonly unknown: readonly (Candidate | null)[];
}

function nearestTo({ encoding }: EncodedPhoto, search: Search): Candidate | null {
  return encoding && search.nearest(pool([encoding]));
}

function targetFigures(fpirTarget: number, risk: RiskView, probes: Probes): TargetFigures {
  const rates = ratesAt(risk.threshold, probes);
  if (risk.supported) return { fpirTarget, ...rates, held: rates.fpirLower95 <= fpirTarget };
  return {
    fpirTarget,
    threshold: null,
    fpir: null,
    fpirLower95: null,
    fpirUpper95: null,
    fnir: null,
    misidentified: null,
    held: null,
    reason: `with so many people no FPIR below ${risk.leastTarget.toPrecision(2)} can be promised`,
    atStrictest: rates,
  };
}

function ratesAt(threshold: number, { known, unknown }: Probes): IdentifyRates {
  // Written so that NaN is no match.
  const matches = (nearest: Candidate | null): boolean =>
    nearest !== null && nearest.distance < threshold;
  const accepted = unknown.filter(matches).length;
  const named = known.filter(({ nearest }) => matches(nearest));
  const right = named.filter(({ person, nearest }) => nearest?.personId === person).length;
  const { share, lower95, upper95 } = clopperPearson(accepted, unknown.length);
  return {
    threshold,
    fpir: share,
    fpirLower95: lower95,
    fpirUpper95: upper95,
    fnir: known.length > 0 ? 1 - right / known.length : 0,
    misidentified: known.length > 0 ? (named.length - right) / known.length : 0,
  };
}
