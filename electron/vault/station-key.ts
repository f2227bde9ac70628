import { randomBytes } from 'node:crypto';
import { associatedData } from './associated-data.ts';
import { unbox } from './sealed-box.ts';
import type { HeldSlot } from './slot.ts';
import type { Sqlite } from './vault-file.ts';
import { SlotGoneError } from './vault-errors.ts';

/**
 * The station key as it is now. Another process may have rotated it: it is asked for within the
 * transaction that uses it, and read anew through the slot where it is another one.
 */
export class StationKey {
  readonly #db: Sqlite;
  readonly #stationId: string;
  /** Asked with every key of a person: compiled once. */
  readonly #currentId: () => string;
  #held: HeldSlot;
  #keyId: string | null = null;
  #key: Buffer | null = null;

  constructor(db: Sqlite, stationId: string, held: HeldSlot) {
    this.#db = db;
    this.#stationId = stationId;
    const current = db.prepare<[], string>('SELECT key_id FROM vault').pluck();
    this.#currentId = () => current.get() ?? '';
    this.#held = held;
  }

  get slotId(): string {
    return this.#held.id;
  }

  /**
   * 32 bytes, not to be changed. Within a transaction only.
   * @throws SlotGoneError where the slot was taken away
   * @throws SealError where the slot's box was altered
   */
  now(): Buffer {
    const keyId = this.#currentId();
    if (this.#key !== null && keyId === this.#keyId) return this.#key;
    const box = this.#db
      .prepare<[string], Buffer>('SELECT station_key FROM slots WHERE id = ?')
      .pluck()
      .get(this.#held.id);
    if (box === undefined) throw new SlotGoneError('The keys are protected in another way now.');
    const bound = boxedFor(this.#stationId, this.#held.id, keyId);
    this.#key = unbox(this.#held.privateKey, box, bound);
    this.#keyId = keyId;
    return this.#key;
  }

  /** Goes on through another slot. */
  hold(held: HeldSlot): void {
    this.forget();
    this.#held = held;
  }

  forget(): void {
    this.#key?.fill(0);
    this.#key = null;
    this.#held.privateKey.fill(0);
  }
}

const keyIdBytes = 16;

export function newKeyId(): string {
  return randomBytes(keyIdBytes).toString('hex');
}

/** What the box of a station key is bound to. */
export function boxedFor(stationId: string, slotId: string, keyId: string): Buffer {
  return associatedData('station key', stationId, slotId, keyId);
}
