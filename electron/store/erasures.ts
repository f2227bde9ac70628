import { ok, type Result } from '../contract/errors.ts';
import type { Removal } from '../contract/messages.ts';
import type { OpenVault } from '../vault/vault.ts';
import type { Sqlite } from './database.ts';
import { guarded } from './sqlite-errors.ts';

type Erased = Pick<Removal, 'keyDestroyed' | 'copiesRenewed' | 'copies'>;

/**
 * A key of nobody is destroyed when it is older: its person may be about to be stored by another
 * process, ms.
 */
export const nobodysKeyAgeMs = 10 * 60_000;
/**
 * After a restore, or another change of the database as a whole, keys of nobody may be of people in a
 * newer backup, which the operator may turn to yet, ms.
 */
const afterRestoreMs = 30 * 24 * 3_600_000;

/**
 * Destroys the keys of people removed. Which ones is written down in the transaction that removes the
 * person, so that a crash before the key is gone only puts it off.
 */
export class Erasures {
  readonly #db: Sqlite;
  readonly #vault: OpenVault;

  constructor(db: Sqlite, vault: OpenVault) {
    this.#db = db;
    this.#vault = vault;
  }

  /** Within the transaction that removes what the key had sealed. */
  note(keyId: string, at: number): void {
    this.#db.prepare('INSERT OR REPLACE INTO erasures (key_id, at) VALUES (?, ?)').run(keyId, at);
  }

  /**
   * After that transaction: the key, and what opens backups of before there were such keys. What cannot be destroyed now is when the store is opened next. */
  carryOut(keyId: string): Erased {
    const destroyed = this.#destroy(keyId);
    const copies = guarded(() => this.#vault.renewCopies());
    // Another reader may hold the log; then the next removal or close folds it.
    guarded(() => this.#db.pragma('wal_checkpoint(TRUNCATE)'));
    return {
      keyDestroyed: destroyed.ok,
      copiesRenewed: copies.ok ? copies.value.renewed : 0,
      copies: copies.ok ? copies.value.stale.map(({ path }) => path) : [],
    };
  }

  /** Destroys a key that nothing was stored with. */
  giveBack(keyId: string): void {
    // Where that fails it is a key of nobody, which goes when the store is opened next.
    guarded(() => this.#vault.persons.destroy(keyId));
  }

  /** What a crash left: keys to be destroyed, and keys of nobody. Errors: store and key codes. */
  sweep(now: number): Result<void> {
    const due = guarded(() =>
      this.#db.prepare<[], string>('SELECT key_id FROM erasures').pluck().all(),
    );
    if (!due.ok) return due;
    for (const keyId of due.value) {
      const destroyed = this.#destroy(keyId);
      if (!destroyed.ok) return destroyed;
    }
    // Nobody is stored meanwhile: who is stored next finds out whether their key is still there.
    const forget = this.#db.transaction(() => this.#forgetNobodys(now));
    const swept = guarded(() => forget.immediate());
    if (!swept.ok) return swept;
    if (due.value.length + swept.value > 0) guarded(() => this.#vault.renewCopies());
    return ok(undefined);
  }

  #destroy(keyId: string): Result<void> {
    const destroyed = guarded(() => {
      this.#vault.forgetUnsealedBackups();
      this.#vault.persons.destroy(keyId);
    });
    if (!destroyed.ok) return destroyed;
    return guarded(() => {
      this.#db.prepare('DELETE FROM erasures WHERE key_id = ?').run(keyId);
    });
  }

  #forgetNobodys(now: number): number {
    const restored = this.#db.prepare(
      "SELECT 1 FROM events WHERE at > ? AND (kind = 'restore' OR code = 'store-behind')",
    );
    if (restored.get(now - afterRestoreMs) !== undefined) return 0;
    const kept = this.#db.prepare<[], string>('SELECT key_id FROM people').pluck().all();
    return this.#vault.persons.keepOnly(new Set(kept), now - nobodysKeyAgeMs);
  }
}
