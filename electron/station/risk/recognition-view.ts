import { fail, ok, type Result } from '../../contract/errors.ts';
import type { CheckMode, ClosePair, Recognition, RiskSetting } from '../../contract/recognition.ts';
import type { Clock, EncoderInUse, PeopleStore, SettingsStore } from '../interfaces.ts';
import { settingEvent } from '../operator-event.ts';
import type { Roster } from '../roster.ts';
import { riskAt, type RiskBasis } from './risk-at.ts';
import { settingOf } from './risk-setting.ts';
import type { RiskThresholds } from './risk-thresholds.ts';
import type { ReferenceScores } from './scores.ts';
import { whyUnsupported } from './unsupported.ts';

interface RecognitionParts {
  readonly pack: Recognition['pack'];
  readonly scores: ReferenceScores | null;
  readonly thresholds: RiskThresholds;
  readonly roster: Pick<Roster, 'nameOf'>;
  readonly people: Pick<PeopleStore, 'counts'>;
  readonly encoder: Pick<EncoderInUse, 'sha256'>;
  readonly settings: Pick<SettingsStore, 'set'>;
  readonly clock: Pick<Clock, 'now'>;
}

/** Numbers of people whose price is shown beside that of today's. */
const growthSteps = [10, 100, 1000, 10_000];

/** What the station can tell apart, at which risk, and what that costs. */
export class RecognitionView {
  readonly #parts: RecognitionParts;

  constructor(parts: RecognitionParts) {
    this.#parts = parts;
  }

  /** Errors: store codes. */
  get(): Result<Recognition> {
    const { pack, thresholds, people, encoder } = this.#parts;
    const counts = people.counts(encoder.sha256);
    if (!counts.ok) return counts;
    const verify = thresholds.risk('verify');
    if (!verify.ok) return verify;
    const identify = thresholds.risk('identify');
    if (!identify.ok) return identify;
    const basis = thresholds.basis();
    if (!basis.ok) return basis;
    return ok({
      pack,
      reference: this.#reference(),
      people: counts.value.people,
      templates: counts.value.templates,
      verify: verify.value.view,
      identify: identify.value.view,
      growth: growth(basis.value, identify.value.view),
      site: {
        comparisons: basis.value.site?.comparisons ?? 0,
        stricter: verify.value.stricter || identify.value.stricter,
        closest: this.#closest(),
      },
    });
  }

  /** The same when everybody enrolled here was compared with everybody. Errors: store codes. */
  whole(): Result<Recognition> {
    const finished = this.#parts.thresholds.finish();
    return finished.ok ? this.get() : finished;
  }

  /**
   * Sets a risk, with its log row. A named dial brings its own target. Errors: target-unsupported,
   * pack-unmeasured, store codes.
   */
  setRisk(mode: CheckMode, { dial, target }: RiskSetting): Result<Recognition> {
    const { thresholds, scores, settings, clock } = this.#parts;
    const basis = thresholds.basis();
    if (!basis.ok) return basis;
    if (scores === null || basis.value.quantiles.length === 0) {
      return fail('pack-unmeasured', this.#parts.pack.name);
    }
    const setting = settingOf(mode, dial, target);
    const { view } = riskAt(basis.value, mode, setting);
    if (!view.supported) {
      return fail('target-unsupported', whyUnsupported(scores, basis.value, mode));
    }
    const detail = `${mode} ${view.dial} ${view.target}`;
    const event = settingEvent('risk', clock.now(), detail, view.threshold);
    const set = settings.set(`risk.${mode}`, JSON.stringify(setting), event);
    return set.ok ? this.get() : set;
  }

  #reference(): Recognition['reference'] {
    const { scores } = this.#parts;
    if (scores === null) return null;
    const { reference, date, people, photos, impostorComparisons, genuineComparisons } = scores;
    const { binWidth, genuine, impostor } = scores.histogram;
    return {
      ...{ name: reference, date, people, photos, impostorComparisons, genuineComparisons },
      histogram: { binWidth, genuine: [...genuine], impostor: [...impostor] },
      det: scores.quantiles.map(({ distance, fmr, fnmr }) => ({ distance, fmr, fnmr })),
    };
  }

  #closest(): ClosePair[] {
    const { roster, thresholds } = this.#parts;
    return thresholds.closestPairs.flatMap(({ one, other, distance }) => {
      const [oneName, otherName] = [roster.nameOf(one), roster.nameOf(other)];
      // Removed since they were compared.
      if (oneName === undefined || otherName === undefined) return [];
      return { one: { id: one, name: oneName }, other: { id: other, name: otherName }, distance };
    });
  }
}

/** What more people would cost at this risk, and what today's number does. */
function growth(basis: RiskBasis, setting: RiskSetting): Recognition['growth'] {
  const steps = [...new Set([...growthSteps, basis.people])].sort((a, b) => a - b);
  return steps.map((people) => {
    const { dial, target } = setting;
    const { view } = riskAt({ ...basis, people }, 'identify', { dial, target });
    const { threshold, fnmr, supported } = view;
    return { people, threshold, fnmr, supported };
  });
}
