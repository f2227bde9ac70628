import { fail, ok, type ErrorCode, type Result } from '../contract/errors.ts';
import { SealError } from '../vault/seal-error.ts';
import { storageCode } from '../vault/storage-code.ts';
import { SlotGoneError } from '../vault/vault-errors.ts';

/** Runs one piece of database work; what it throws becomes a value, here and nowhere else. */
export function guarded<T>(work: () => T): Result<T> {
  try {
    return ok(work());
  } catch (cause) {
    return fail(codeOf(cause), cause instanceof Error ? cause.message : String(cause));
  }
}

function codeOf(cause: unknown): ErrorCode {
  if (cause instanceof SlotGoneError) return 'key-gone';
  return cause instanceof SealError ? 'sealed-unreadable' : storageCode(cause);
}
