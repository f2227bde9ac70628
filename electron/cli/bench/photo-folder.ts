import { readdir } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { fail, ok, type Result } from '../../contract/errors.ts';

/** A photo of a test set, whose folder names the person in it. */
export interface PhotoFile {
  /** `person/file name without its ending`. */
  readonly key: string;
  readonly person: string;
  readonly path: string;
}

const endings: ReadonlySet<string> = new Set(['.jpg', '.jpeg', '.png', '.webp']);

/**
 * All photos of a folder with one folder per person, sorted by key.
 * Errors: file-not-found (no such folder, or no photo in it), file-unreadable, invalid-request.
 */
export async function photosOf(folder: string): Promise<Result<PhotoFile[]>> {
  const people = await foldersOf(folder);
  if (people === null) return fail('file-not-found', `no folder ${folder}`);
  const photos: PhotoFile[] = [];
  for (const person of people) {
    const files = await filesOf(join(folder, person));
    if (!files.ok) return files;
    for (const file of files.value) {
      const ending = extname(file);
      if (!endings.has(ending.toLowerCase())) continue;
      const key = `${person}/${file.slice(0, -ending.length)}`;
      const path = join(folder, person, file);
      // One picture in two formats would count as two looks at a person.
      if (photos.at(-1)?.key === key) {
        return fail('invalid-request', `${path} and ${photos.at(-1)?.path} differ in ending only`);
      }
      photos.push({ key, person, path });
    }
  }
  return photos.length > 0
    ? ok(photos)
    : fail('file-not-found', `${folder} has no folders with photos: one per person is needed`);
}

/** None where a link leads to no folder. A person must not be left out unsaid. */
async function filesOf(folder: string): Promise<Result<string[]>> {
  try {
    return ok((await readdir(folder)).sort());
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? cause.code : '';
    const isFolder = code !== 'ENOTDIR' && code !== 'ENOENT';
    return isFolder ? fail('file-unreadable', folder) : ok([]);
  }
}

async function foldersOf(folder: string): Promise<string[] | null> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries
      .filter((entry) => entry.isDirectory() || entry.isSymbolicLink())
      .map(({ name }) => name)
      .sort();
  } catch {
    return null;
  }
}
