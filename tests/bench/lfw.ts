import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Photos as `Name/Name_0001`, sorted. */
export async function lfwPhotos(folder: string): Promise<string[]> {
  const people = (await readdir(folder)).sort();
  const photos = await Promise.all(
    people.map(async (person) => {
      const files = (await readdir(join(folder, person))).sort();
      return files.map((file) => `${person}/${file.replace(/\.jpg$/, '')}`);
    }),
  );
  return photos.flat();
}

export interface Pair {
  readonly one: string;
  readonly other: string;
  readonly same: boolean;
  readonly fold: number;
}

/** Reads LFW's `pairs.txt`: a line of folds and pairs, then per fold the genuine, the impostor. */
export async function lfwPairs(path: string): Promise<Pair[]> {
  const [head = '', ...lines] = (await readFile(path, 'utf8')).trim().split('\n');
  const pairsPerFold = 2 * Number(head.split('\t')[1]);
  return lines.map((line, index) => {
    const fold = Math.floor(index / pairsPerFold);
    const [name = '', first = '', second = '', third] = line.split('\t');
    return third === undefined
      ? { one: photo(name, first), other: photo(name, second), same: true, fold }
      : { one: photo(name, first), other: photo(second, third), same: false, fold };
  });
}

export function personOf(photo: string): string {
  return photo.slice(0, photo.indexOf('/'));
}

function photo(name: string, number: string): string {
  return `${name}/${name}_${number.padStart(4, '0')}`;
}
