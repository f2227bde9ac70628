import { ok, type Result } from '../../contract/errors.ts';
import type { Comparator } from '../../contract/comparator.ts';
import { targetLimits, type CheckMode, type RiskSetting } from '../../contract/recognition.ts';
import type { Clock, SettingsStore, Thresholds } from '../interfaces.ts';
import type { Roster } from '../roster.ts';
import { isOrderly } from './quantiles.ts';
import { leastTarget, riskAt, type DerivedRisk, type RiskBasis } from './risk-at.ts';
import { readRiskSetting } from './risk-setting.ts';
import type { ReferenceScores, ScoreQuantile } from './scores.ts';
import { SitePairs, type Later } from './site-pairs.ts';

interface RiskThresholdsParts {
  /** Null where nobody has measured the pack: then nothing matches. */
  readonly scores: Pick<ReferenceScores, 'quantiles' | 'spread'> | null;
  /** What the scores are of; the distance where it is not given. */
  readonly comparator?: Comparator;
  readonly roster: Pick<Roster, 'current' | 'revision'>;
  readonly settings: Pick<SettingsStore, 'get' | 'revision'>;
  readonly clock: Pick<Clock, 'tick'>;
  readonly later: Later;
  /** Told, in words, when a risk that was set cannot be read. */
  readonly report: (problem: string) => void;
}

type Risks = Readonly<Record<CheckMode, DerivedRisk>>;

/**
 * The thresholds that hold the operator's risk with the people enrolled now: from the pack's
 * measured scores, and stricter where the site's own people call for it. They follow whoever is
 * enrolled and what is set, by whichever process.
 */
export class RiskThresholds implements Thresholds {
  readonly #parts: RiskThresholdsParts;
  readonly #quantiles: readonly ScoreQuantile[];
  readonly #site: SitePairs;
  #risks: Risks | null = null;
  /** What `#risks` was derived from. */
  #people: number | null = null;
  #settings: number | null = null;
  #distances: SitePairs['distances'] = null;
  readonly #unreadable = new Map<CheckMode, string | null>();

  constructor(parts: RiskThresholdsParts) {
    this.#parts = parts;
    // A table that contradicts itself is as good as none.
    this.#quantiles =
      parts.scores && isOrderly(parts.scores.quantiles) ? parts.scores.quantiles : [];
    this.#site = new SitePairs({
      ...parts,
      spread: parts.scores?.spread ?? { weight: 0, expected: 0 },
    });
  }

  /** Errors: store codes. */
  of(mode: CheckMode): Result<number> {
    const derived = this.risk(mode);
    return derived.ok ? ok(derived.value.view.threshold) : derived;
  }

  /** The risk in force and what it comes to. Errors: store codes. */
  risk(mode: CheckMode): Result<DerivedRisk> {
    const basis = this.basis();
    if (!basis.ok) return basis;
    const settings = this.#parts.settings.revision();
    if (!settings.ok) return settings;
    if (this.#risks === null || settings.value !== this.#settings) {
      const risks = this.#derive(basis.value);
      if (!risks.ok) return risks;
      this.#risks = risks.value;
      this.#settings = settings.value;
    }
    return ok(this.#risks[mode]);
  }

  /** What thresholds are derived from now. Errors: store codes. */
  basis(): Result<RiskBasis> {
    const { roster } = this.#parts;
    const search = roster.current();
    if (!search.ok) return search;
    if (roster.revision !== this.#people) {
      this.#site.update(search.value.people());
      this.#people = roster.revision;
      this.#risks = null;
    }
    if (this.#site.distances !== this.#distances) {
      this.#distances = this.#site.distances;
      this.#risks = null;
    }
    return ok({ quantiles: this.#quantiles, people: search.value.size, site: this.#distances });
  }

  /** The closest pairs of people enrolled here, closest first. */
  get closestPairs(): SitePairs['closest'] {
    return this.#site.closest;
  }

  /**
   * Compares everybody enrolled here with one another before the next answer, for whoever asks once
   * and has no frames to keep going. Errors: store codes.
   */
  finish(): Result<void> {
    const basis = this.basis();
    if (!basis.ok) return basis;
    this.#site.finish();
    return ok(undefined);
  }

  /** Ends what goes on in the background. */
  close(): void {
    this.#site.close();
  }

  #derive(basis: RiskBasis): Result<Risks> {
    const verify = this.#setting('verify', basis);
    if (!verify.ok) return verify;
    const identify = this.#setting('identify', basis);
    if (!identify.ok) return identify;
    return ok({
      verify: riskAt(basis, 'verify', verify.value),
      identify: riskAt(basis, 'identify', identify.value),
    });
  }

  /** What is set; where that cannot be read, the strictest there is and never anything looser. */
  #setting(mode: CheckMode, { quantiles, people }: RiskBasis): Result<RiskSetting> {
    const text = this.#parts.settings.get(`risk.${mode}`);
    if (!text.ok) return text;
    const setting = readRiskSetting(mode, text.value);
    if (setting !== null) return ok(setting);
    const strictest = ok<RiskSetting>({
      dial: 'custom',
      target: Math.min(leastTarget(quantiles, mode, people), targetLimits.most),
    });
    // Once per broken setting, not with everybody who is enrolled.
    if (this.#unreadable.get(mode) === text.value) return strictest;
    this.#unreadable.set(mode, text.value);
    this.#parts.report(
      `The risk set for ${mode} cannot be read, so the strictest threshold holds. Set the risk again.`,
    );
    return strictest;
  }
}
