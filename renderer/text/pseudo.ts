import type { Text } from './text.ts';

const plain = 'aceilnorsuyAEINOSUY';
const marked = 'áçéîļñöŕšûýÅÉÎÑÖŠÛÝ';

/**
 * English with accents, a third longer and in brackets: a text that shows unchanged on the screen
 * was left out of the catalogue, and one that lacks its closing bracket was cut off.
 */
export function pseudoText(text: Text): Text {
  return mapTexts(text) as Text;
}

export function pseudo(sentence: string): string {
  const accented = Array.from(sentence, (char) => marked[plain.indexOf(char)] ?? char).join('');
  return `[${accented}${'~'.repeat(Math.ceil(sentence.length / 3))}]`;
}

type Template = (...values: never[]) => string;

function mapTexts(node: unknown): unknown {
  if (typeof node === 'string') return pseudo(node);
  if (typeof node === 'function') {
    const template = node as Template;
    return (...values: never[]) => pseudo(template(...values));
  }
  return Object.fromEntries(Object.entries(node as object).map(([k, v]) => [k, mapTexts(v)]));
}
