import type { documentFormats, documentKinds, documentLanguages } from '../../../contract/trust.ts';
import { assessmentOf } from './assessment.ts';
import type { DocumentFacts } from './document-facts.ts';
import { toHtml } from './html.ts';
import { toMarkdown } from './markdown.ts';
import { recordOf } from './record.ts';
import { wordsDe } from './words-de.ts';
import { wordsEn } from './words-en.ts';

export interface DocumentWish {
  readonly kind: (typeof documentKinds)[number];
  readonly format: (typeof documentFormats)[number];
  readonly language: (typeof documentLanguages)[number];
}

const drafts = { record: recordOf, assessment: assessmentOf };
const words = { en: wordsEn, de: wordsDe };
const formats = {
  markdown: { write: toMarkdown, extension: 'md' },
  html: { write: toHtml, extension: 'html' },
};
const names = {
  record: { en: 'record-of-processing', de: 'verzeichnis-der-verarbeitung' },
  assessment: { en: 'impact-assessment', de: 'folgenabschaetzung' },
};

/** A document as a file, drafted from what is set and what was found. */
export function draftDocument(
  { kind, format, language }: DocumentWish,
  found: DocumentFacts,
): { name: string; bytes: Uint8Array<ArrayBuffer> } {
  const { write, extension } = formats[format];
  const text = write(drafts[kind](found, words[language]));
  const day = new Date(found.madeAt).toISOString().slice(0, 10);
  return {
    name: `${names[kind][language]}-${day}.${extension}`,
    bytes: new TextEncoder().encode(text),
  };
}
