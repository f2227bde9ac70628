import { readFile } from 'node:fs/promises';
import { fail, type Result } from '../../contract/errors.ts';
import { parsePairs, type PairList } from './lfw-pairs.ts';
import { photosOf } from './photo-folder.ts';

/**
 * The list of pairs, each photo of which is in the folder.
 * Errors: file-not-found, file-unreadable, invalid-request.
 */
export async function readPairs(path: string, folder: string): Promise<Result<PairList>> {
  const list = await readList(path);
  if (!list.ok) return list;
  const photos = await photosOf(folder);
  if (!photos.ok) return photos;
  const there = new Set(photos.value.map(({ key }) => key));
  const missing = list.value.pairs
    .flatMap(({ one, other }) => [one, other])
    .find((photo) => !there.has(photo));
  if (missing === undefined) return list;
  return fail('file-not-found', `the list of pairs names ${missing}, which ${folder} lacks`);
}

async function readList(path: string): Promise<Result<PairList>> {
  try {
    return parsePairs(await readFile(path, 'utf8'));
  } catch (cause) {
    const missing = cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';
    return fail(missing ? 'file-not-found' : 'file-unreadable', path);
  }
}
