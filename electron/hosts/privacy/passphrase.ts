import { readableText } from '../readable-text.ts';

const groups = 6;
const groupLength = 4;

/** A passphrase of 118 random bits, in groups, to be typed by whoever gets the file. */
export function newPassphrase(): string {
  return Array.from({ length: groups }, () => readableText(groupLength)).join('-');
}

/** What is left of a passphrase however it was typed. The page does the same. */
export function plainPassphrase(typed: string): string {
  return typed.toLowerCase().replace(/[^a-z0-9]/gu, '');
}
