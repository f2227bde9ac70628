/** The first letters of the first and last word of a name; never more than two. */
export function initialsOf(name: string): string {
  const words = name.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
  const first = words[0] ?? '';
  const last = words.length > 1 ? (words.at(-1) ?? '') : '';
  return (firstLetter(first) + firstLetter(last)).toLocaleUpperCase();
}

/** A hue in degrees that stays the same for the same id. */
export function hueOf(id: string): number {
  let hash = 0;
  for (const char of id) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193);
  // Multiplying by the golden ratio sets neighbouring ids far apart.
  return ((Math.abs(hash) * 0.618033988749895) % 1) * 360;
}

function firstLetter(word: string): string {
  return Array.from(word)[0] ?? '';
}
