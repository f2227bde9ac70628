import type { ConsentText, SubjectRecord } from '../../station/privacy/interfaces.ts';

/** How the file calls itself, so that a program knows what it reads. */
const format = 'threshold-subject-data';

export interface SubjectFacts {
  readonly subject: SubjectRecord;
  readonly texts: readonly ConsentText[];
  readonly madeAt: number;
  /** Who answers for the data, as the policy has it; may be empty. */
  readonly controller: string;
  readonly contact: string;
  readonly purpose: string;
}

/**
 * All that is kept about a person as one JSON value: times as ISO texts, photos as base64. Machine-readable,
 * as Art. 20 GDPR asks for, and what Art. 15 lists.
 */
export function subjectData({ subject, texts, madeAt, ...facts }: SubjectFacts) {
  const { templates, photos, events, consents, ...person } = subject;
  const versions = new Set(consents.map(({ textVersion }) => textVersion));
  return {
    format,
    version: 1,
    madeAt: iso(madeAt),
    ...facts,
    person: {
      id: person.id,
      name: person.name,
      enrolledAt: iso(person.enrolledAt),
      lastUsedAt: iso(person.lastUsedAt),
      withdrawnAt: iso(person.withdrawnAt),
      endsAt: iso(person.endsAt),
      pinSetAt: iso(person.pinSetAt),
    },
    consents: consents.map((consent) => ({
      ...consent,
      at: iso(consent.at),
      withdrawnAt: iso(consent.withdrawnAt),
    })),
    consentTexts: texts
      .filter(({ version }) => versions.has(version))
      .map((text) => ({ ...text, at: iso(text.at) })),
    templates: templates.map(({ encoding, createdAt, ...template }) => ({
      ...template,
      createdAt: iso(createdAt),
      encoding: [...encoding],
    })),
    photos: photos.map(({ jpeg, createdAt, ...photo }) => ({
      ...photo,
      createdAt: iso(createdAt),
      jpeg: Buffer.from(jpeg).toString('base64'),
    })),
    events: events.map((event) => ({ ...event, at: iso(event.at) })),
  };
}

function iso(at: number): string;
function iso(at: number | null): string | null;
function iso(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}
