import type { User } from '../../../contract/access.ts';
import type { Recognition } from '../../../contract/recognition.ts';
import type { Protection } from '../../../contract/access.ts';
import type { PrivacyFact, PrivacyPolicy, Retention } from '../../../contract/trust.ts';
import type { KeptCounts } from '../../../station/privacy/interfaces.ts';
import type { DocumentFacts } from './document-facts.ts';

type Figures = PrivacyFact['figures'];

/** What both documents say. Times in ms. */
export interface SharedWords {
  readonly draftedOn: (at: number, version: string) => string;
  readonly complete: string;
  readonly what: string;
  readonly value: string;
  readonly period: string;
  readonly counted: string;
  readonly inOrder: string;
  readonly found: string;
  readonly yes: string;
  readonly no: string;
  readonly none: string;
  readonly number: (n: number) => string;
  readonly people: (n: number) => string;
  readonly kinds: Readonly<Record<keyof Retention | 'strangers', string>>;
  readonly from: Readonly<Record<keyof Retention, string>>;
  readonly days: (days: number | null) => string;
  readonly notKept: string;
  readonly sealing: string;
  readonly protection: Readonly<Record<Protection, string>>;
  /** Null where there is no recovery key. */
  readonly recovery: (slot: { readonly keptAt: number | null } | null) => string;
  readonly erasure: string;
  readonly access: (users: readonly User[]) => string;
  readonly log: (verifiedAt: number | null) => string;
  readonly backup: (at: number | null) => string;
  readonly offline: string;
  readonly cameras: Readonly<Record<PrivacyPolicy['virtualCameras'], string>>;
  readonly consent: (version: number) => string;
  readonly state: string;
  readonly stateText: string;
  readonly topics: Readonly<Record<PrivacyFact['topic'], string>>;
  readonly figuresOf: (topic: PrivacyFact['topic'], figures: Figures) => string;
}

type RecordText =
  | 'title'
  | 'controller'
  | 'controllerName'
  | 'contact'
  | 'joint'
  | 'representative'
  | 'purposes'
  | 'purpose'
  | 'basis'
  | 'categories'
  | 'subjects'
  | 'data'
  | 'number'
  | 'enrolled'
  | 'enrolledData'
  | 'templates'
  | 'photos'
  | 'pinHolders'
  | 'pins'
  | 'passers'
  | 'passersData'
  | 'staff'
  | 'staffData'
  | 'recipients'
  | 'recipientsText'
  | 'transfers'
  | 'transfersText'
  | 'limits'
  | 'limitsText'
  | 'security';

export type RecordWords = Readonly<Record<RecordText, string>> & {
  readonly recipientOperators: (users: readonly User[]) => string;
};

type AssessmentText =
  | 'title'
  | 'description'
  | 'scope'
  | 'place'
  | 'how'
  | 'necessity'
  | 'risks'
  | 'risksText'
  | 'notDefended'
  | 'measures'
  | 'views'
  | 'subjectViews'
  | 'officerAdvice'
  | 'consultation'
  | 'conclusion'
  | 'decision'
  | 'review'
  | 'signature';

export type AssessmentWords = Readonly<Record<AssessmentText, string>> & {
  readonly scopeOf: (counts: KeptCounts) => string;
  readonly model: (recognition: Recognition | null) => string;
  readonly necessityItems: readonly string[];
  readonly riskHead: readonly string[];
  /** Risk, what is done, what remains: the operator rates it. */
  readonly riskRows: (found: DocumentFacts) => readonly (readonly [string, string, string])[];
  readonly notDefendedItems: (found: DocumentFacts) => readonly string[];
};

/** What only the operator knows. */
type BlankText =
  | 'controller'
  | 'contact'
  | 'joint'
  | 'representative'
  | 'purpose'
  | 'recipients'
  | 'measures'
  | 'place'
  | 'necessity'
  | 'alternative'
  | 'council'
  | 'rating'
  | 'risks';

export interface DocumentWords {
  readonly language: 'en' | 'de';
  readonly shared: SharedWords;
  readonly record: RecordWords;
  readonly assessment: AssessmentWords;
  readonly blanks: Readonly<Record<BlankText, string>>;
}
