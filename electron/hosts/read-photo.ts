import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { fail, ok, type ErrorCode, type Result } from '../contract/errors.ts';
import { maxPhotoBytes, type Photo } from '../contract/messages.ts';

/**
 * Reads a photo file; its size is judged before it is read.
 * Errors: file-not-found, not-a-file, file-unreadable, empty-image, image-too-large.
 */
export async function readPhoto(path: string): Promise<Result<Photo & { kind: 'file' }>> {
  try {
    const found = await stat(path);
    if (!found.isFile()) return fail('not-a-file', path);
    if (found.size === 0) return fail('empty-image', path);
    if (found.size > maxPhotoBytes) return fail('image-too-large', path);
    return ok({ kind: 'file', name: basename(path), bytes: await readFile(path) });
  } catch (cause) {
    return fail(codeOf(cause), path);
  }
}

function codeOf(cause: unknown): ErrorCode {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  return code === 'ENOENT' || code === 'ENOTDIR' ? 'file-not-found' : 'file-unreadable';
}
