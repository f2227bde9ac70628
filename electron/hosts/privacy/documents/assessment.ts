import { heading, list, orBlank, paragraph, table, type Block, type Draft } from './document.ts';
import type { DocumentFacts } from './document-facts.ts';
import { measures, retentionRows, stateRows } from './shared-parts.ts';
import type { DocumentWords } from './words.ts';

/** The data protection impact assessment, by the headings of Art. 35(7) GDPR and what goes with them. */
export function assessmentOf(found: DocumentFacts, words: DocumentWords): Draft {
  const { assessment: t, shared } = words;
  const blocks: Block[] = [
    paragraph(shared.draftedOn(found.madeAt, found.version)),
    paragraph(shared.complete),
    ...description(found, words),
    ...necessity(words),
    ...risks(found, words),
    ...measuresPart(found, words),
    heading(t.views),
    list({ blank: t.subjectViews }, { blank: t.officerAdvice }, { blank: t.consultation }),
    heading(t.conclusion),
    list({ blank: t.decision }, { blank: t.review }, { blank: t.signature }),
  ];
  return { language: words.language, title: t.title, blocks };
}

function description(found: DocumentFacts, words: DocumentWords): Block[] {
  const { policy, counts } = found;
  const { assessment: t, blanks, shared } = words;
  return [
    heading(t.description),
    table(
      [shared.what, shared.value],
      [words.record.controllerName, orBlank(policy.controller, blanks.controller)],
      [words.record.purpose, orBlank(policy.purpose, blanks.purpose)],
      [t.scope, t.scopeOf(counts)],
      [t.place, { blank: blanks.place }],
    ),
    paragraph(t.how),
    paragraph(t.model(found.recognition)),
    table([shared.what, shared.period, shared.counted], ...retentionRows(found, words)),
  ];
}

function necessity({ assessment: t, blanks }: DocumentWords): Block[] {
  return [
    heading(t.necessity),
    list(...t.necessityItems),
    list({ blank: blanks.necessity }, { blank: blanks.alternative }, { blank: blanks.council }),
  ];
}

function risks(found: DocumentFacts, { assessment: t, blanks }: DocumentWords): Block[] {
  return [
    heading(t.risks),
    paragraph(t.risksText),
    table(t.riskHead, ...t.riskRows(found).map((row) => [...row, { blank: blanks.rating }])),
    paragraph(t.notDefended),
    list(...t.notDefendedItems(found)),
    list({ blank: blanks.risks }),
  ];
}

function measuresPart(found: DocumentFacts, words: DocumentWords): Block[] {
  const { assessment: t, blanks, shared } = words;
  return [
    heading(t.measures),
    list(...measures(found, words), { blank: blanks.measures }),
    paragraph(shared.stateText),
    table([shared.what, shared.inOrder, shared.found], ...stateRows(found, words)),
  ];
}
