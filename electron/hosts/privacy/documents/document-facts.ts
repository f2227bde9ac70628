import type { User } from '../../../contract/access.ts';
import type { Recognition } from '../../../contract/recognition.ts';
import type { KeysView, PrivacyFact, PrivacyPolicy } from '../../../contract/trust.ts';
import type { KeptCounts } from '../../../station/privacy/interfaces.ts';

/** All that a draft is made of: what is set, and what was found. Times in ms. */
export interface DocumentFacts {
  readonly madeAt: number;
  readonly version: string;
  readonly policy: PrivacyPolicy;
  readonly consentTextVersion: number;
  readonly facts: readonly PrivacyFact[];
  readonly counts: KeptCounts;
  readonly keys: KeysView;
  readonly users: readonly User[];
  readonly verifiedAt: number | null;
  readonly backupAt: number | null;
  /** Null where recognition cannot say, as without its models. */
  readonly recognition: Recognition | null;
}
