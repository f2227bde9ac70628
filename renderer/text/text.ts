import type { en } from './en.ts';

/** What a language has to say: the English catalogue's keys, and functions with its arguments. */
export type Text = typeof en;
