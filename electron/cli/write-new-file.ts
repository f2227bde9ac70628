import { open, rm } from 'node:fs/promises';
import type { Result } from '../contract/errors.ts';
import { fileFault } from '../hosts/file-fault.ts';
import { privateMode } from '../vault/private-file.ts';

/**
 * Writes what `make` gives to a file for its owner only, and over none that is there: where it cannot be
 * written nothing is made, and where nothing was made no file stays. Errors: invalid-request, store-full,
 * store-read-only, store-unavailable, those of `make`.
 */
export async function writeNewFile<Made extends { readonly bytes: Uint8Array }>(
  path: string,
  make: () => Promise<Result<Made>> | Result<Made>,
): Promise<Result<Made>> {
  try {
    const file = await open(path, 'wx', privateMode);
    let made: Result<Made> | undefined;
    try {
      made = await make();
      if (made.ok) {
        await file.writeFile(made.value.bytes);
        await file.sync();
      }
      return made;
    } catch (cause) {
      made = undefined;
      throw cause;
    } finally {
      await file.close();
      if (!made?.ok) await rm(path, { force: true });
    }
  } catch (cause) {
    return { ok: false, error: fileFault(cause, path) };
  }
}
