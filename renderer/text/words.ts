import { createContext } from 'svelte';
import type { Formats } from './formats.ts';
import type { Text } from './text.ts';

/** One language as the views use it: its catalogue, its formats and its direction. */
export interface Words {
  readonly text: Text;
  readonly formats: Formats;
  /** BCP 47 tag for the document. */
  readonly lang: string;
  readonly dir: 'ltr' | 'rtl';
}

export const [getWords, setWords] = createContext<Words>();
