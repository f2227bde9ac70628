import { fail, ok, stationError, type Result } from '../../contract/errors.ts';
import { readRecoveryKey } from '../../vault/recovery-key.ts';
import { SealError } from '../../vault/seal-error.ts';
import { readSlots } from '../../vault/slot-rows.ts';
import { openByPassphrase, openBySecret, type HeldSlot, type Slot } from '../../vault/slot.ts';
import { readStationId, StationVault } from '../../vault/station-vault.ts';
import { guardedKeys } from '../../vault/vault-errors.ts';
import { openVaultFile, type Sqlite } from '../../vault/vault-file.ts';
import type { KeptKeysParts } from './kept-keys.ts';
import type { Unlocking } from './station-keys.ts';

/** A vault whose file is open and whose keys need not be. */
export class LockedVault {
  readonly #parts: KeptKeysParts;
  readonly #db: Sqlite;
  readonly #stationId: string;

  private constructor(parts: KeptKeysParts, db: Sqlite, stationId: string) {
    this.#parts = parts;
    this.#db = db;
    this.#stationId = stationId;
  }

  /** Errors: as `openVaultFile`. */
  static open(parts: KeptKeysParts): Result<LockedVault> {
    const db = openVaultFile(parts.path);
    if (!db.ok) return db;
    const stationId = guardedKeys(() => readStationId(db.value));
    if (stationId.ok) return ok(new LockedVault(parts, db.value, stationId.value));
    db.value.close();
    return stationId;
  }

  hold(held: HeldSlot): StationVault {
    const { path, now } = this.#parts;
    return new StationVault({ db: this.#db, path, now }, held);
  }

  /**
   * The slot that opens without anybody, or by what was given with the start; null where somebody
   * has to enter the passphrase. Errors: key-gone, passphrase-wrong, keys-damaged.
   */
  async openAlone(given?: string): Promise<Result<HeldSlot | null>> {
    const slots = this.#slots();
    if (!slots.ok) return slots;
    for (const slot of slots.value) {
      const held = await this.#byItself(slot);
      if (held !== null) return ok(held);
    }
    if (given !== undefined) return this.#byEither(given);
    const expectsSomebody = slots.value.some(({ kind }) => kind === 'passphrase');
    return expectsSomebody ? ok(null) : { ok: false, error: stationError('key-gone') };
  }

  /** Errors: passphrase-wrong, recovery-wrong, keys-damaged. */
  unlock(secret: Unlocking): Promise<Result<HeldSlot>> {
    return secret.passphrase === undefined
      ? Promise.resolve(this.#byRecovery(secret.recoveryKey))
      : this.#byPassphrase(secret.passphrase);
  }

  /** Removes key files of slots that are not there any more. @throws the file system's error */
  forgetFiles(): void {
    const { files, now } = this.#parts;
    const ids = readSlots(this.#db).map(({ id }) => id);
    files.keepOnly(this.#stationId, ids, now());
  }

  close(): void {
    this.#db.close();
  }

  #slots(): Result<Slot[]> {
    return guardedKeys(() => readSlots(this.#db));
  }

  async #byItself(slot: Slot): Promise<HeldSlot | null> {
    if (slot.kind === 'file') {
      const { files, log } = this.#parts;
      if (files.closeToOthers(this.#stationId, slot.id)) log(wasOpen);
      const secret = files.read(this.#stationId, slot.id);
      return secret && opened(() => openBySecret(this.#stationId, slot, secret));
    }
    if (slot.kind !== 'keychain' || slot.token === null) return null;
    return this.#byKeychain(slot, slot.token);
  }

  async #byKeychain(slot: Slot, token: Buffer): Promise<HeldSlot | null> {
    const { keychain, log } = this.#parts;
    if (keychain === null) return null;
    try {
      if (!(await keychain.available())) return null;
      const { secret, renewed } = await keychain.reveal(token);
      if (renewed !== null) {
        this.#db.prepare('UPDATE slots SET token = ? WHERE id = ?').run(renewed, slot.id);
      }
      return opened(() => openBySecret(this.#stationId, slot, secret));
    } catch (cause) {
      log(`keys: keychain: ${cause instanceof Error ? cause.message : String(cause)}`);
      return null;
    }
  }

  /** What was given with the start may be the passphrase or the recovery key. */
  async #byEither(given: string): Promise<Result<HeldSlot>> {
    const byRecovery = this.#byRecovery(given);
    return byRecovery.ok ? byRecovery : this.#byPassphrase(given);
  }

  async #byPassphrase(passphrase: string): Promise<Result<HeldSlot>> {
    const slots = this.#slots();
    if (!slots.ok) return slots;
    const slot = slots.value.find(({ kind }) => kind === 'passphrase');
    if (slot === undefined) return fail('passphrase-wrong', 'the station has none');
    const { cost } = this.#parts;
    try {
      return await openByPassphrase(this.#stationId, slot, passphrase, cost);
    } catch (cause) {
      if (cause instanceof SealError) return fail('passphrase-wrong');
      throw cause;
    }
  }

  #byRecovery(typed: string): Result<HeldSlot> {
    const secret = readRecoveryKey(typed);
    if (!secret.ok) return secret;
    const slots = this.#slots();
    if (!slots.ok) return slots;
    const slot = slots.value.find(({ kind }) => kind === 'recovery');
    const held = slot && opened(() => openBySecret(this.#stationId, slot, secret.value));
    return held ? ok(held) : fail('recovery-wrong');
  }
}

const wasOpen =
  'keys: The key file was open to other accounts of this computer, and is closed again. If somebody ' +
  'may have read it, protect the station anew with "keys protect".';

function opened(open: () => HeldSlot): HeldSlot | null {
  try {
    return open();
  } catch (cause) {
    if (cause instanceof SealError) return null;
    throw cause;
  }
}
