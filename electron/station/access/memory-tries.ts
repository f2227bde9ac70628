import { ok, type Result } from '../../contract/errors.ts';
import type { TriesStore } from './interfaces.ts';
import type { Tries } from './sign-in-delay.ts';

/** Wrong tries of one process, for a station whose database cannot be read. */
export class MemoryTries implements TriesStore {
  readonly #tries = new Map<string, Tries>();

  get(key: string): Result<Tries | null> {
    return ok(this.#tries.get(key) ?? null);
  }

  set(key: string, tries: Tries | null): Result<void> {
    if (tries === null) this.#tries.delete(key);
    else this.#tries.set(key, tries);
    return ok(undefined);
  }
}
