import { randomInt } from 'node:crypto';

/** Letters and digits that are not mistaken for one another when read aloud or typed: 4.95 bits each. */
const alphabet = '23456789abcdefghjkmnpqrstuvwxyz';
const groups = 6;
const groupLength = 4;

/** A passphrase of 118 random bits, in groups, to be typed by whoever gets the file. */
export function newPassphrase(): string {
  const letter = (): string => alphabet.charAt(randomInt(alphabet.length));
  const group = (): string => Array.from({ length: groupLength }, letter).join('');
  return Array.from({ length: groups }, group).join('-');
}

/** What is left of a passphrase however it was typed. The page does the same. */
export function plainPassphrase(typed: string): string {
  return typed.toLowerCase().replace(/[^a-z0-9]/gu, '');
}
