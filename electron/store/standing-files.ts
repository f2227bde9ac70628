import { statSync, type BigIntStats } from 'node:fs';
import { fail, ok, type Result } from '../contract/errors.ts';

/** What SQLite keeps a database in: the file itself, its log, and what its users share. */
const suffixes = ['', '-wal', '-shm'] as const;

/**
 * Whether the files of an open database are still those that were opened. A file that is removed under a
 * process goes on taking what is written to it and is gone with the process: nothing may be
 * acknowledged then.
 */
export class StandingFiles {
  readonly #path: string;
  readonly #known = new Map<string, BigIntStats>();

  /** Of a database in WAL mode that has been read from, so that all its files are there. */
  constructor(path: string) {
    this.#path = path;
    for (const suffix of suffixes) {
      const found = look(path + suffix);
      if (found) this.#known.set(suffix, found);
    }
  }

  /** Errors: store-missing (removed or replaced), store-damaged (emptied). */
  check(): Result<void> {
    for (const [suffix, known] of this.#known) {
      const now = look(this.#path + suffix);
      if (!now) return fail('store-missing', `threshold.db${suffix}`);
      if (now.ino !== known.ino || now.dev !== known.dev) {
        return fail('store-missing', `threshold.db${suffix} is another file`);
      }
      if (suffix === '' && known.size > 0n && now.size === 0n) {
        return fail('store-damaged', 'it was emptied');
      }
    }
    return ok(undefined);
  }
}

/** Tells a file from another, and from itself after a change; null for none. */
export function fileMark(path: string): string | null {
  const found = look(path);
  return found && [found.dev, found.ino, found.size, found.mtimeNs].join(' ');
}

function look(path: string): BigIntStats | null {
  try {
    return statSync(path, { bigint: true, throwIfNoEntry: false }) ?? null;
  } catch {
    // A folder that cannot be entered any more: what is in it is gone for this process.
    return null;
  }
}
