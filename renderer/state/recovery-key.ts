/** The recovery key as the sheet shows it: its groups in order. */
export function groupsOf(key: string): string[] {
  return key.split(/[\s-]+/u).filter((group) => group !== '');
}

/** Places of two different groups out of `count`, in order. `random` gives numbers in [0, 1). */
export function twoPlaces(count: number, random: () => number): [number, number] {
  const first = Math.floor(random() * count);
  const second = (first + 1 + Math.floor(random() * (count - 1))) % count;
  return first < second ? [first, second] : [second, first];
}

/** Whether somebody typed a group as it stands there; case, spaces and dashes do not matter. */
export function isGroup(typed: string, group: string): boolean {
  return plain(typed) !== '' && plain(typed) === plain(group);
}

/** O and 0, and I, L and 1, are taken for each other when a key is copied by hand. */
function plain(text: string): string {
  return text
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]/gu, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/gu, '1');
}
