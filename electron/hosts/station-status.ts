import { ok, type Result, type StationError } from '../contract/errors.ts';
import type { Status } from '../contract/messages.ts';
import type { RiskView } from '../contract/recognition.ts';
import type { RiskThresholds } from '../station/risk/risk-thresholds.ts';
import type { ModelsInUse } from './models.ts';
import type { Store } from './open-store.ts';

export interface StatusParts {
  readonly models: ModelsInUse;
  readonly store: Store;
  readonly thresholds: Pick<RiskThresholds, 'risk'>;
  readonly visionError: StationError | null;
}

/** How the station is, part by part. */
export function stationStatus(
  { version, host }: Pick<Status, 'version' | 'host'>,
  { models, store, thresholds, visionError }: StatusParts,
): Status {
  const counts = store.people.counts(models.encoder.sha256);
  const risk = thresholds.risk('identify');
  const view = risk.ok ? risk.value.view : null;
  return {
    version,
    host,
    models: { ...health(models.loaded), pack: models.pack },
    vision: health(visionError ? { ok: false, error: visionError } : ok(undefined)),
    store: health(counts),
    people: counts.ok ? counts.value.people : 0,
    needEnrolment: counts.ok ? counts.value.needEnrolment : 0,
    threshold: view?.threshold ?? 0,
    thresholdNote: noteOn(models, view),
  };
}

/** Where the threshold comes from, in words. */
function noteOn({ scores }: ModelsInUse, view: RiskView | null): string {
  if (scores === null || view === null || !(view.threshold > 0)) return 'nothing can match';
  const held = view.supported
    ? `FPIR ${view.target} (${view.dial})`
    : `FPIR ${view.leastTarget.toPrecision(2)}; ${view.target} is beyond what was measured`;
  return `${held}, with the people enrolled now (${scores.reference})`;
}

function health(result: Result<unknown>): Status['store'] {
  return result.ok ? { ok: true } : { ok: false, ...result.error };
}
