import type { Pack } from '../../../native-models/manifest.ts';
import { stationActor } from '../../contract/access.ts';
import { ok, type Result } from '../../contract/errors.ts';
import type { RiskView } from '../../contract/recognition.ts';
import { Gallery } from '../../gallery/gallery.ts';
import { encoderOf } from '../../hosts/models.ts';
import { openStore, type Store } from '../../hosts/open-store.ts';
import { operatorEvent, settingEvent } from '../../station/operator-event.ts';
import type { Search } from '../../station/interfaces.ts';
import { RiskThresholds } from '../../station/risk/risk-thresholds.ts';
import { Roster } from '../../station/roster.ts';
import { memoryVault } from '../../vault/memory-vault.ts';
import type { IdentifySet } from './identify-set.ts';

/**
 * A station of a test set's people that is gone when it is closed: the real store, roster, gallery
 * and thresholds, with a data folder in memory.
 */
export class MemoryStation {
  readonly #encoderSha256: string;
  readonly #store: Store;
  readonly #roster: Roster;
  readonly #thresholds: RiskThresholds;

  /** Nobody is enrolled yet. The pack has been measured, or nothing will match. */
  constructor(pack: Pack) {
    const encoder = encoderOf(pack);
    this.#store = openStore(':memory:', { vault: memoryVault(), actor: () => stationActor });
    this.#roster = new Roster(
      this.#store.people,
      encoder,
      () => new Gallery(pack.encodingLength, encoder.spread, encoder.comparator),
    );
    this.#thresholds = new RiskThresholds({
      scores: pack.scores,
      roster: this.#roster,
      settings: this.#store.settings,
      clock: { tick: () => performance.now() },
      later: (task) => void setImmediate(task),
      report: () => undefined,
    });
    this.#encoderSha256 = encoder.sha256;
  }

  /** Enrols each person with one photo. Errors: store codes. */
  enrol(enrolled: IdentifySet['enrolled']): Result<void> {
    const { people } = this.#store;
    for (const { person, photo, encoding, quality } of enrolled) {
      const added = people.add(
        { id: person, name: person, consent: 'a test set', enrolledAt: 0 },
        [{ encoderSha256: this.#encoderSha256, encoding, quality, source: photo, createdAt: 0 }],
        [],
        [operatorEvent('enrol', person, 0)],
      );
      if (!added.ok) return added;
    }
    return ok(undefined);
  }

  /** Everyone enrolled. Errors: store codes. */
  search(): Result<Search> {
    return this.#roster.current();
  }

  /**
   * What a target to identify comes to, once the people enrolled have been compared with each
   * other. Errors: store codes.
   */
  identifyRisk(target: number): Result<RiskView> {
    const compared = this.#thresholds.finish();
    if (!compared.ok) return compared;
    const setting = JSON.stringify({ dial: 'custom', target });
    const set = this.#store.settings.set(
      'risk.identify',
      setting,
      settingEvent('risk', 0, 'identify'),
    );
    if (!set.ok) return set;
    const risk = this.#thresholds.risk('identify');
    return risk.ok ? ok(risk.value.view) : risk;
  }

  close(): void {
    this.#thresholds.close();
    this.#store.close();
  }
}
