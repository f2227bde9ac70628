import { fail, ok, type ErrorCode, type Result } from '../contract/errors.ts';
import { SealError } from './seal-error.ts';
import { storageCode } from './storage-code.ts';

/** Runs one piece of work on the keys; what SQLite or a seal throws becomes a value here. */
export function guardedKeys<T>(work: () => T): Result<T> {
  try {
    return ok(work());
  } catch (cause) {
    return fail(codeOf(cause), cause instanceof Error ? cause.message : String(cause));
  }
}

/** The slot that this process held open was taken away, by another process. */
export class SlotGoneError extends SealError {}

function codeOf(cause: unknown): ErrorCode {
  if (cause instanceof SlotGoneError) return 'key-gone';
  if (cause instanceof SealError) return 'keys-damaged';
  const code = storageCode(cause);
  return code === 'store-foreign' || code === 'store-damaged' ? 'keys-damaged' : code;
}
