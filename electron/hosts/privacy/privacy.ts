import { ok, type Result } from '../../contract/errors.ts';
import type { PersonRef } from '../../contract/person-ref.ts';
import type { Recognition } from '../../contract/recognition.ts';
import type { PrivacyPolicy, PrivacyView } from '../../contract/trust.ts';
import type { PasswordHasher } from '../../station/access/interfaces.ts';
import type { Clock, EncoderInUse, SettingsStore } from '../../station/interfaces.ts';
import type { ConsentText, PinStore } from '../../station/privacy/interfaces.ts';
import { PinCheck } from '../../station/privacy/pin-check.ts';
import { readPolicy, writePolicy } from '../../station/privacy/policy.ts';
import { documentEvent, exportEvent } from '../../station/privacy/privacy-event.ts';
import { RetentionJob } from '../../station/privacy/retention-job.ts';
import { Rights } from '../../station/privacy/rights.ts';
import type { Roster } from '../../station/roster.ts';
import type { Store } from '../open-store.ts';
import { draftDocument, type DocumentWish } from './documents/draft-document.ts';
import { findFacts, type FactParts } from './facts.ts';
import { newPassphrase } from './passphrase.ts';
import { sealedPage } from './seal-page.ts';
import { subjectData } from './subject-data.ts';

export interface PrivacyParts extends FactParts {
  readonly users: Store['users'];
  readonly pins: PinStore;
  readonly people: Store['people'];
  readonly settings: SettingsStore;
  readonly log: FactParts['log'] & { dropBefore(at: number): Promise<Result<number>> };
  readonly roster: Roster;
  readonly encoder: EncoderInUse;
  readonly recognition: { get(): Result<Recognition> };
  readonly hasher: PasswordHasher;
  readonly clock: Clock;
  readonly version: string;
  /** Between two erasures: checks come first. */
  readonly pause: () => Promise<void>;
}

interface SavedFile {
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** How data about people is kept, and what they may ask for. Errors: store and key codes, those named. */
export class Privacy {
  readonly rights: Rights;
  readonly retention: RetentionJob;
  readonly #parts: PrivacyParts;
  readonly #pins: PinCheck;

  constructor(parts: PrivacyParts) {
    this.#parts = parts;
    this.#pins = new PinCheck({ ...parts, tries: parts.users.tries });
    this.rights = new Rights({ ...parts, pins: this.#pins });
    this.retention = new RetentionJob({
      ...parts,
      policy: () => this.policy(),
      dropEventsBefore: (at) => parts.log.dropBefore(at),
    });
  }

  policy(): Result<PrivacyPolicy> {
    return readPolicy(this.#parts);
  }

  async setPolicy(policy: PrivacyPolicy): Promise<Result<PrivacyView>> {
    const set = writePolicy(policy, this.#parts);
    return set.ok ? this.view() : set;
  }

  consentText(): Result<ConsentText> {
    return this.#parts.privacy.consentText();
  }

  /** Everything is looked up now. */
  async view(): Promise<Result<PrivacyView>> {
    const policy = this.policy();
    if (!policy.ok) return policy;
    const text = this.consentText();
    if (!text.ok) return text;
    const memory = this.#parts.privacy.memory();
    if (!memory.ok) return memory;
    const found = await findFacts(this.#parts, policy.value);
    if (!found.ok) return found;
    return ok({
      policy: policy.value,
      consentTextVersion: text.value.version,
      facts: [...found.value.facts],
      lastRun: memory.value.lastRun,
    });
  }

  /** A document drafted from what is set and found now. That it was drafted is in the log. */
  async document(wish: DocumentWish): Promise<Result<SavedFile>> {
    const { clock, version, recognition, events } = this.#parts;
    const policy = this.policy();
    if (!policy.ok) return policy;
    const text = this.consentText();
    if (!text.ok) return text;
    const found = await findFacts(this.#parts, policy.value);
    if (!found.ok) return found;
    const known = recognition.get();
    const madeAt = clock.now();
    const logged = events.append(documentEvent(wish.kind, madeAt));
    if (!logged.ok) return logged;
    return ok(
      draftDocument(wish, {
        ...{ madeAt, version, policy: policy.value },
        consentTextVersion: text.value.version,
        ...found.value,
        counts: found.value.kept,
        recognition: known.ok ? known.value : null,
      }),
    );
  }

  /**
   * All that is kept about a person in one sealed file, and the passphrase that opens it. No file without
   * its row in the log. Errors: unknown-person, sealed-unreadable.
   */
  async exportPerson(id: string): Promise<Result<SavedFile & { passphrase: string }>> {
    const { privacy, clock, events } = this.#parts;
    const policy = this.policy();
    if (!policy.ok) return policy;
    const texts = privacy.consentTexts();
    if (!texts.ok) return texts;
    const subject = privacy.subject(id);
    if (!subject.ok) return subject;
    const { controller, contact, purpose } = policy.value;
    const madeAt = clock.now();
    const about = { madeAt, controller, contact, purpose };
    const data = subjectData({ subject: subject.value, texts: texts.value, ...about });
    const passphrase = newPassphrase();
    const bytes = await sealedPage(data, passphrase);
    const logged = events.append(exportEvent(id, madeAt));
    return logged.ok ? ok({ name: `threshold-${id}.html`, bytes, passphrase }) : logged;
  }

  /**
   * The way in without a face. `open`: an operator asks, and is told which part was wrong.
   * Errors: pin-wrong, sign-in-wait; for an operator unknown-person and pin-none.
   */
  checkPin(id: string, pin: string, open: boolean): Promise<Result<{ person: PersonRef }>> {
    return this.#pins.check(id, pin, open);
  }
}
