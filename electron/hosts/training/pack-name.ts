import { packNamePattern } from '../../contract/recognition.ts';

const longest = 32;

/**
 * A name for a pack, made of a text in any writing, that no pack has yet. `taken`: names that are
 * not to be had.
 */
export function freePackName(wanted: string, taken: ReadonlySet<string>): string {
  const plain = plainName(wanted);
  for (let count = 1; ; count++) {
    const ending = count === 1 ? '' : `-${count}`;
    const name = plain.slice(0, longest - ending.length).replace(/-+$/, '') + ending;
    if (!taken.has(name)) return name;
  }
}

/** Lower-case Latin letters, digits and hyphens; `own` where nothing of the text is left. */
export function plainName(text: string): string {
  const name = text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+/, '')
    .slice(0, longest)
    .replace(/-+$/, '');
  return packNamePattern.test(name) ? name : 'own';
}
