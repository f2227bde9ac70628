import { readFile } from 'node:fs/promises';
import { fail, type ErrorCode, type Result } from '../../contract/errors.ts';
import { parsePairs, type PairList } from './lfw-pairs.ts';
import { photosOf } from './photo-folder.ts';

/**
 * The list of pairs, each photo of which is in the folder.
 * Errors: file-not-found, not-a-file, file-unreadable, invalid-request.
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
    return fail(codeOf(cause), path);
  }
}

function codeOf(cause: unknown): ErrorCode {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  if (code === 'EISDIR') return 'not-a-file';
  return code === 'ENOENT' || code === 'ENOTDIR' ? 'file-not-found' : 'file-unreadable';
}
