import { ok, stationError, type Result, type StationError } from '../contract/errors.ts';
import type { Status } from '../contract/messages.ts';
import type { RiskView } from '../contract/recognition.ts';
import type { Counts } from '../station/interfaces.ts';
import type { RiskThresholds } from '../station/risk/risk-thresholds.ts';
import type { ModelsInUse } from './models.ts';
import type { Store } from './open-store.ts';

export interface StatusParts {
  readonly models: ModelsInUse;
  readonly store: Store;
  readonly thresholds: Pick<RiskThresholds, 'risk'>;
  readonly visionError: StationError | null;
  /** What else an operator should know whatever view is open, the gravest first. */
  readonly warnings: readonly Warning[];
}

/** Looks at one thing; null where it is well. Asked with every status, so it must be quick. */
export type Warning = () => StationError | null;

/** How the station is, part by part. */
export function stationStatus(
  { version, host }: Pick<Status, 'version' | 'host'>,
  { models, store, thresholds, visionError, warnings }: StatusParts,
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
    banners: bannersOf([() => storeTrouble(store, counts), ...warnings]),
  };
}

/** A store that is gone or cannot be opened answers everything with its code: that is said once. */
function storeTrouble(store: Store, counts: Result<Counts>): StationError | null {
  if (!counts.ok) return counts.error;
  const standing = store.standing();
  if (!standing.ok) return standing.error;
  const { unreadable } = counts.value;
  return unreadable > 0 ? stationError('sealed-unreadable', `${unreadable} in all`) : null;
}

function bannersOf(warnings: readonly Warning[]): Status['banners'] {
  const banners = warnings.map((look) => look()).filter((error) => error !== null);
  // What keeps the store from opening keeps others from looking, too.
  const codes = new Set<string>();
  return banners
    .filter(({ code }) => !codes.has(code) && codes.add(code))
    .map(({ code, message }) => ({ code, message }));
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
