import { randomBytes } from 'node:crypto';
import type { Result } from '../contract/errors.ts';
import type { KeysView } from '../contract/trust.ts';
import { KeyCopies, markCopiesStale } from './key-copies.ts';
import { keyBytes } from './seal.ts';
import { SealError } from './seal-error.ts';
import { boxAnew, insertSlot, readSlots, type NamedKey } from './slot-rows.ts';
import { newSlotId, type HeldSlot, type NewSlot } from './slot.ts';
import { newKeyId, StationKey } from './station-key.ts';
import { rewrapPersonKeys, StoredPersonKeys } from './stored-person-keys.ts';
import { guardedKeys } from './vault-errors.ts';
import { fileAt, foldLog, makeTables, type Sqlite } from './vault-file.ts';
import { insertSecrets, readSecret, replaceSecret, resealSecrets } from './vault-secrets.ts';
import type { OpenVault, PersonKeys, SecretName, StaleCopy } from './vault.ts';

export interface VaultParts {
  readonly db: Sqlite;
  readonly path: string;
  /** Ms since 1970. */
  readonly now: () => number;
}

interface VaultRow {
  readonly station_id: string;
  readonly key_since: number;
  readonly had_database: number;
  readonly recovery_kept_at: number | null;
}

/** 16 hexadecimal digits. */
export function newStationId(): string {
  return newSlotId();
}

/** The keys of one station in their file, open by one slot. */
export class StationVault implements OpenVault {
  readonly stationId: string;
  readonly persons: PersonKeys;
  readonly #parts: VaultParts;
  readonly #key: StationKey;
  readonly #copies: KeyCopies;
  readonly #file: bigint | null;

  /** @throws SealError where the slot does not lead to the station key */
  constructor(parts: VaultParts, held: HeldSlot) {
    const { db, path, now } = parts;
    this.#parts = parts;
    this.stationId = readStationId(db);
    this.#key = new StationKey(db, this.stationId, held);
    this.#copies = new KeyCopies(db, path, this.stationId);
    this.#file = fileAt(path);
    this.persons = new StoredPersonKeys({
      db,
      stationId: this.stationId,
      key: this.#key,
      assertInPlace: () => this.#assertInPlace(),
      now,
    });
    db.transaction(() => this.#key.now())();
    // A crash may have come between the end of a key and the copies it was in.
    guardedKeys(() => this.#copies.renewStale());
  }

  secret(name: SecretName): Buffer {
    const { db } = this.#parts;
    return db.transaction(() => readSecret(db, this.stationId, name, this.#key.now()))();
  }

  forgetUnsealedBackups(): void {
    const { db } = this.#parts;
    this.#assertInPlace();
    const step = db.transaction(() => {
      replaceSecret(db, this.stationId, 'backup-unsealed', this.#key.now());
      markCopiesStale(db);
    });
    step.immediate();
    foldLog(db);
  }

  get hadDatabase(): boolean {
    return this.#row().had_database === 1;
  }

  databaseMade(): void {
    this.#parts.db.prepare('UPDATE vault SET had_database = 1 WHERE had_database = 0').run();
  }

  copyTo(path: string): Result<void> {
    return this.#copies.make(path);
  }

  renewCopies(): { readonly renewed: number; readonly stale: readonly StaleCopy[] } {
    return this.#copies.renew();
  }

  view(): Result<KeysView> {
    const { db } = this.#parts;
    const read = db.transaction(() => ({ row: this.#row(), slots: readSlots(db) }));
    return guardedKeys(() => {
      const { row, slots } = read();
      return {
        slots: slots.map(({ kind, since }) => ({ kind, since })),
        keySince: row.key_since,
        recoveryKeptAt: row.recovery_kept_at,
        personKeys: this.persons.count(),
      };
    });
  }

  /** False where another process has taken this vault's slot away. */
  isHeld(): boolean {
    const find = this.#parts.db.prepare('SELECT 1 FROM slots WHERE id = ?');
    return find.get(this.#key.slotId) !== undefined;
  }

  slotIds(): string[] {
    return readSlots(this.#parts.db).map(({ id }) => id);
  }

  recoveryKept(): void {
    const { db, now } = this.#parts;
    db.prepare('UPDATE vault SET recovery_kept_at = ?').run(now());
  }

  /**
   * A new station key, under which everything is wrapped anew, in one transaction: the old one or
   * the new one, whatever happens. Throws what SQLite or a seal throws.
   */
  rotate(): void {
    this.#rotateWith(() => undefined);
  }

  /**
   * Puts a slot in the place of those of its sort (the recovery key, or the one way in besides it),
   * and a new station key with it: who could open the old slot cannot open the new key. Throws what
   * SQLite or a seal throws; then the slots are as they were.
   */
  replaceSlot(slot: NewSlot, held: HeldSlot): void {
    const { db, now } = this.#parts;
    this.#rotateWith((next) => {
      db.prepare(`DELETE FROM slots WHERE (kind = 'recovery') = (? = 'recovery')`).run(slot.kind);
      if (slot.kind === 'recovery') db.prepare('UPDATE vault SET recovery_kept_at = NULL').run();
      insertSlot(db, slot, next, now());
    });
    if (!this.isHeld()) this.#key.hold(held);
  }

  /**
   * Goes on through another slot, where this one was taken away.
   * @throws SealError where that one does not lead to the station key
   */
  hold(held: HeldSlot): void {
    this.#key.hold(held);
    this.#parts.db.transaction(() => this.#key.now())();
  }

  close(): void {
    this.#key.forget();
    this.#parts.db.close();
  }

  #rotateWith(change: (next: NamedKey) => void): void {
    const { db, now } = this.#parts;
    this.#assertInPlace();
    const step = db.transaction(() => {
      const old = this.#key.now();
      const { stationId } = this;
      const next = { stationId, keyId: newKeyId(), key: randomBytes(keyBytes) };
      boxAnew(db, old, next);
      change(next);
      rewrapPersonKeys(db, stationId, old, next.key);
      resealSecrets(db, stationId, old, next.key);
      markCopiesStale(db);
      db.prepare('UPDATE vault SET key_id = ?, key_since = ?').run(next.keyId, now());
    });
    step.immediate();
    // What stays in the log while another process reads is folded by the next destruction or close.
    guardedKeys(() => foldLog(db));
  }

  #row(): VaultRow {
    const row = this.#parts.db.prepare<[], VaultRow>('SELECT * FROM vault').get();
    if (row === undefined) throw new SealError('The keys have no station.');
    return row;
  }

  /** A key written to a file that was taken away would be lost with it. */
  #assertInPlace(): void {
    if (this.#file === null || fileAt(this.#parts.path) === this.#file) return;
    throw new SealError('The file with the keys was replaced while the station was open.');
  }
}

/** Writes a new station's keys; false where another process was quicker: then there are keys. */
export function fillVault(
  { db, now }: VaultParts,
  stationId: string,
  slots: readonly NewSlot[],
): boolean {
  const step = db.transaction((): boolean => {
    if (!makeTables(db)) return false;
    const key = { stationId, keyId: newKeyId(), key: randomBytes(keyBytes) };
    db.prepare(
      'INSERT INTO vault (one, station_id, key_id, key_since) VALUES (1, @stationId, @keyId, @now)',
    ).run({ stationId, keyId: key.keyId, now: now() });
    insertSecrets(db, stationId, key.key);
    for (const slot of slots) insertSlot(db, slot, key, now());
    return true;
  });
  return step.immediate();
}

/** @throws SealError where there is none */
export function readStationId(db: Sqlite): string {
  const id = db.prepare<[], string>('SELECT station_id FROM vault').pluck().get();
  if (id === undefined) throw new SealError('The keys have no station.');
  return id;
}
