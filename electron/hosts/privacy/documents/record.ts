import { heading, list, orBlank, paragraph, table, type Block, type Draft } from './document.ts';
import type { DocumentFacts } from './document-facts.ts';
import { measures, retentionRows, stateRows } from './shared-parts.ts';
import type { DocumentWords } from './words.ts';

/** The record of a processing activity, by the headings of Art. 30(1) GDPR. */
export function recordOf(found: DocumentFacts, words: DocumentWords): Draft {
  const { policy, counts } = found;
  const { record: t, blanks, shared } = words;
  const blocks: Block[] = [
    paragraph(shared.draftedOn(found.madeAt, found.version)),
    paragraph(shared.complete),
    heading(t.controller),
    table(
      [shared.what, shared.value],
      [t.controllerName, orBlank(policy.controller, blanks.controller)],
      [t.contact, orBlank(policy.contact, blanks.contact)],
      [t.joint, { blank: blanks.joint }],
      [t.representative, { blank: blanks.representative }],
    ),
    heading(t.purposes),
    paragraph(orBlank(policy.purpose, blanks.purpose)),
    paragraph(t.basis),
    heading(t.categories),
    table(
      [t.subjects, t.data, t.number],
      [t.enrolled, t.enrolledData, shared.people(counts.people)],
      [t.enrolled, t.templates, shared.number(counts.templates)],
      [t.enrolled, t.photos, shared.number(counts.photos)],
      [t.pinHolders, t.pins, shared.number(counts.pins)],
      [t.passers, t.passersData, shared.none],
      [t.staff, t.staffData, shared.number(found.users.length)],
    ),
    heading(t.recipients),
    paragraph(t.recipientsText),
    list(t.recipientOperators(found.users), { blank: blanks.recipients }),
    heading(t.transfers),
    paragraph(t.transfersText),
    heading(t.limits),
    table([shared.what, shared.period, shared.counted], ...retentionRows(found, words)),
    paragraph(t.limitsText),
    heading(t.security),
    list(...measures(found, words), { blank: blanks.measures }),
    heading(shared.state),
    paragraph(shared.stateText),
    table([shared.what, shared.inOrder, shared.found], ...stateRows(found, words)),
  ];
  return { language: words.language, title: t.title, blocks };
}
