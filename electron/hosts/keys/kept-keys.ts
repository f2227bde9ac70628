import { join } from 'node:path';
import type { AccessState } from '../../contract/access.ts';
import { fail, ok, stationError, type Result, type StationError } from '../../contract/errors.ts';
import type { KeysView } from '../../contract/trust.ts';
import { OneAtATime } from '../../station/one-at-a-time.ts';
import { firstSealedSchema } from '../../store/database.ts';
import type { StationVault } from '../../vault/station-vault.ts';
import { fillVault, newStationId } from '../../vault/station-vault.ts';
import { guardedKeys } from '../../vault/vault-errors.ts';
import { openNewVaultFile } from '../../vault/vault-file.ts';
import type { OpenVault } from '../../vault/vault.ts';
import { makeFolder } from '../make-folder.ts';
import { peopleOfBefore, schemaOf } from './database-schema.ts';
import { LockedVault } from './locked-vault.ts';
import { recoverySlot, slotFor, type MadeSlot, type SlotParts } from './new-slot.ts';
import { databaseFile } from '../data-files.ts';
import type { ProtectionWish, StationKeys, Unlocking } from './station-keys.ts';

export interface KeptKeysParts extends SlotParts {
  /** The vault's file. */
  readonly path: string;
  readonly now: () => number;
  readonly log: (line: string) => void;
}

/** The keys kept in a data folder's vault. Whatever changes them goes one after the other. */
export class KeptKeys implements StationKeys {
  readonly #parts: KeptKeysParts;
  #state: AccessState = 'fresh';
  #problem: StationError | null = null;
  #locked: LockedVault | null = null;
  #vault: StationVault | null = null;
  readonly #turns = new OneAtATime();

  constructor(parts: KeptKeysParts) {
    this.#parts = parts;
  }

  get state(): AccessState {
    this.#lookAgain();
    return this.#state;
  }

  get problem(): StationError | null {
    this.#lookAgain();
    return this.#problem;
  }

  /** Reads what is there and opens what opens by itself. */
  open(passphrase?: string): Promise<void> {
    return this.#turns.do(() => this.#load(passphrase));
  }

  current(): Result<OpenVault> {
    return this.#open();
  }

  async offers(): Promise<{ keychain: boolean; passphrase: boolean; file: boolean }> {
    const { keychain } = this.#parts;
    const available = (await keychain?.available().catch(() => false)) ?? false;
    return { keychain: available, passphrase: true, file: true };
  }

  peopleBefore(): number {
    if (this.state !== 'fresh') return 0;
    const people = peopleOfBefore(join(this.#parts.dataDir, databaseFile));
    return people.ok ? people.value : 0;
  }

  begin(wish: ProtectionWish): Promise<Result<{ recoveryKey: string }>> {
    return this.#turns.do(async () => {
      const recovery = (stationId: string) => recoverySlot(stationId);
      const begun = await this.#begin(wish, recovery);
      return begun.ok ? ok({ recoveryKey: begun.value?.recoveryKey ?? '' }) : begun;
    });
  }

  /** As `begin`, without a recovery key, for a host where nobody could try again. */
  beginAlone(wish: ProtectionWish): Promise<void> {
    return this.#turns.do(async () => {
      const begun = await this.#begin(wish, () => Promise.resolve(null));
      if (!begun.ok && this.#state === 'fresh') this.#fallTo('broken', begun.error);
    });
  }

  unlock(secret: Unlocking): Promise<Result<void>> {
    return this.#turns.do(async () => {
      // Somebody may have put the keys back meanwhile.
      if (this.#state === 'broken') await this.#load();
      if (this.#locked === null) return this.#refusal();
      const held = await this.#locked.unlock(secret);
      if (!held.ok) return held;
      return this.#hold(held.value);
    });
  }

  rotate(): Result<KeysView> {
    return this.#changed((vault) => vault.rotate());
  }

  protect(wish: ProtectionWish): Promise<Result<KeysView>> {
    return this.#turns.do(async () => {
      const vault = this.#open();
      if (!vault.ok) return vault;
      const { stationId } = vault.value;
      const before = vault.value.slotIds();
      const made = await slotFor(wish, stationId, this.#parts);
      if (!made.ok) return made;
      const changed = this.#replace(made.value);
      // Of a way in that is gone nothing stays behind, nor of one that did not come to be.
      const gone = changed.ok ? before : [made.value.slot.id];
      for (const id of gone) this.#removeFile(stationId, id);
      return changed;
    });
  }

  newRecovery(): Promise<Result<{ recoveryKey: string; view: KeysView }>> {
    return this.#turns.do(async () => {
      const vault = this.#open();
      if (!vault.ok) return vault;
      const made = await recoverySlot(vault.value.stationId);
      const changed = this.#replace(made);
      return changed.ok ? ok({ recoveryKey: made.recoveryKey, view: changed.value }) : changed;
    });
  }

  recoveryKept(): Result<KeysView> {
    return this.#changed((vault) => vault.recoveryKept());
  }

  view(): Result<KeysView> {
    const vault = this.#open();
    return vault.ok ? vault.value.view() : vault;
  }

  close(): void {
    this.#vault?.close();
    this.#locked?.close();
    this.#vault = this.#locked = null;
    this.#fallTo('locked', null);
  }

  async #load(passphrase?: string): Promise<void> {
    this.#locked?.close();
    this.#locked = this.#vault = null;
    const opened = LockedVault.open(this.#parts);
    if (!opened.ok) return this.#withoutVault(opened.error);
    this.#locked = opened.value;
    const cleaned = guardedKeys(() => opened.value.forgetFiles());
    if (!cleaned.ok) this.#parts.log(`keys: key files: ${cleaned.error.message}`);
    const held = await opened.value.openAlone(passphrase);
    if (!held.ok) return this.#fallTo('locked', held.error);
    if (held.value === null) return this.#fallTo('locked', null);
    const holding = this.#hold(held.value);
    if (!holding.ok) this.#fallTo('broken', holding.error);
  }

  /** A station without keys is a new one, unless it has people who were sealed. */
  #withoutVault(error: StationError): void {
    if (error.code !== 'keys-missing') return this.#fallTo('broken', error);
    const schema = schemaOf(join(this.#parts.dataDir, databaseFile));
    if (!schema.ok) return this.#fallTo('broken', schema.error);
    if (schema.value >= firstSealedSchema) return this.#fallTo('broken', error);
    this.#fallTo('fresh', null);
  }

  async #begin<Recovery extends MadeSlot | null>(
    wish: ProtectionWish,
    recoveryFor: (stationId: string) => Promise<Recovery>,
  ): Promise<Result<Recovery>> {
    if (this.#state !== 'fresh') return fail('invalid-request', 'the station has been set up');
    const stationId = newStationId();
    const made = await slotFor(wish, stationId, this.#parts);
    if (!made.ok) return made;
    const recovery = await recoveryFor(stationId);
    const slots = recovery === null ? [made.value.slot] : [made.value.slot, recovery.slot];
    const written = this.#write(stationId, slots);
    if (written.ok && written.value) {
      await this.#load(wish.passphrase);
      const opened = this.#open();
      return opened.ok ? ok(recovery) : opened;
    }
    this.#removeFile(stationId, made.value.slot.id);
    if (!written.ok) return written;
    // Another process has begun meanwhile.
    await this.#load(wish.passphrase);
    return fail('invalid-request', 'the station has been set up');
  }

  #write(stationId: string, slots: readonly MadeSlot['slot'][]): Result<boolean> {
    const { path, dataDir, now } = this.#parts;
    const folder = guardedKeys(() => makeFolder(dataDir));
    if (!folder.ok) return folder;
    const db = openNewVaultFile(path);
    if (!db.ok) return db;
    const filled = guardedKeys(() => fillVault({ db: db.value, path, now }, stationId, slots));
    db.value.close();
    return filled;
  }

  /** The vault stays the same object: whoever was given it goes on with it. */
  #hold(held: MadeSlot['held']): Result<void> {
    const locked = this.#locked;
    if (locked === null) return fail('station-locked');
    const holding = guardedKeys(() => {
      if (this.#vault === null) this.#vault = locked.hold(held);
      else if (!this.#vault.isHeld()) this.#vault.hold(held);
    });
    if (!holding.ok) return holding;
    this.#fallTo('open', null);
    return ok(undefined);
  }

  #open(): Result<StationVault> {
    this.#lookAgain();
    const vault = this.#vault;
    if (this.#state === 'open' && vault !== null) return ok(vault);
    return this.#refusal();
  }

  #refusal(): { ok: false; error: StationError } {
    if (this.#problem !== null) return { ok: false, error: this.#problem };
    return fail(this.#state === 'fresh' ? 'station-fresh' : 'station-locked');
  }

  /** Another process may have changed the protection: then this one has no key any more. */
  #lookAgain(): void {
    const vault = this.#vault;
    if (this.#state !== 'open' || vault === null) return;
    const held = guardedKeys(() => vault.isHeld());
    if (held.ok && !held.value) this.#fallTo('locked', stationError('key-gone'));
  }

  #replace({ slot, held }: MadeSlot): Result<KeysView> {
    return this.#changed((vault) => vault.replaceSlot(slot, held));
  }

  #changed(change: (vault: StationVault) => void): Result<KeysView> {
    const vault = this.#open();
    if (!vault.ok) return vault;
    const done = guardedKeys(() => change(vault.value));
    if (!done.ok) return done;
    this.#renewCopies(vault.value);
    return vault.value.view();
  }

  #renewCopies(vault: StationVault): void {
    const renewed = guardedKeys(() => vault.renewCopies());
    const stale = renewed.ok ? renewed.value.stale : [];
    for (const { path, error } of stale) this.#parts.log(`keys: copy ${path}: ${error}`);
    if (!renewed.ok) this.#parts.log(`keys: copies: ${renewed.error.message}`);
  }

  #removeFile(stationId: string, slotId: string): void {
    const removed = guardedKeys(() => this.#parts.files.remove(stationId, slotId));
    if (!removed.ok) this.#parts.log(`keys: key file: ${removed.error.message}`);
  }

  #fallTo(state: AccessState, problem: StationError | null): void {
    this.#state = state;
    this.#problem = problem;
  }
}
