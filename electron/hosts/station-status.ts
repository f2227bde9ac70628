import { ok, type Result, type StationError } from '../contract/errors.ts';
import type { Status } from '../contract/messages.ts';
import type { ModelsInUse } from './models.ts';
import type { Store } from './open-store.ts';

/** How the station is, part by part. */
export function stationStatus(
  { version, host }: Pick<Status, 'version' | 'host'>,
  models: ModelsInUse,
  store: Store,
  visionError: StationError | null,
): Status {
  const counts = store.people.counts(models.encoder.sha256);
  return {
    version,
    host,
    models: { ...health(models.loaded), pack: models.pack },
    vision: health(visionError ? { ok: false, error: visionError } : ok(undefined)),
    store: health(counts),
    people: counts.ok ? counts.value.people : 0,
    needEnrolment: counts.ok ? counts.value.needEnrolment : 0,
    threshold: models.encoder.threshold,
    thresholdNote: models.thresholdNote,
  };
}

function health(result: Result<unknown>): Status['store'] {
  return result.ok ? { ok: true } : { ok: false, ...result.error };
}
