import { randomInt } from 'node:crypto';

/** Letters and digits that are not mistaken for one another when read aloud or typed: 4.95 bits each. */
const alphabet = '23456789abcdefghjkmnpqrstuvwxyz';

/** Random text that people can read out and type. */
export function readableText(length: number): string {
  return Array.from({ length }, () => alphabet.charAt(randomInt(alphabet.length))).join('');
}
