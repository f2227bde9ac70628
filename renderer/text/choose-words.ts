import { de } from './de.ts';
import { en } from './en.ts';
import { Formats } from './formats.ts';
import { pseudoText } from './pseudo.ts';
import type { Text } from './text.ts';
import type { Words } from './words.ts';

const catalogues: Readonly<Record<string, Text>> = { en, de };

/** `wanted` comes from `?lang=` and wins; otherwise the first of the person's languages we have. */
export function chooseWords(wanted: string | null, preferred: readonly string[]): Words {
  if (wanted === 'pseudo') return words('en', pseudoText(en), 'ltr');
  if (wanted === 'pseudo-rtl') return words('en', pseudoText(en), 'rtl');
  const tags = wanted === null ? preferred : [wanted, ...preferred];
  for (const tag of tags) {
    const text = catalogues[language(tag)];
    if (text) return words(tag, text, direction(tag));
  }
  return words('en', en, 'ltr');
}

function words(lang: string, text: Text, dir: 'ltr' | 'rtl'): Words {
  return { text, formats: new Formats(lang), lang, dir };
}

const rightToLeft: readonly string[] = ['ar', 'fa', 'he', 'ur'];

function direction(tag: string): 'ltr' | 'rtl' {
  return rightToLeft.includes(language(tag)) ? 'rtl' : 'ltr';
}

function language(tag: string): string {
  try {
    return new Intl.Locale(tag).language;
  } catch {
    return '';
  }
}
