import { fail, ok, type Result } from '../../contract/errors.ts';
import { newRecoveryKey, readRecoveryKey } from '../../vault/recovery-key.ts';
import type { ScryptCost } from '../../vault/scrypt-cost.ts';
import {
  makeSlot,
  newSlotId,
  newSlotSecret,
  type HeldSlot,
  type NewSlot,
  type SlotSecret,
} from '../../vault/slot.ts';
import { guardedKeys } from '../../vault/vault-errors.ts';
import type { KeyFiles } from './key-files.ts';
import type { Keychain } from './keychain.ts';
import type { ProtectionWish } from './station-keys.ts';

/** What slots can be made with on this computer. */
export interface SlotParts {
  readonly keychain: Keychain | null;
  readonly files: KeyFiles;
  /** No key file may lie in it. */
  readonly dataDir: string;
  readonly cost: ScryptCost;
}

export interface MadeSlot {
  readonly slot: NewSlot;
  readonly held: HeldSlot;
}

/** Fewest characters of a passphrase: who has the disk may guess at leisure. */
const leastPassphrase = 12;
/** Fewer different characters than this are one key held down, or two. */
const leastDifferent = 5;

/**
 * A slot as somebody wished for. A key file is there when this returns.
 * Errors: passphrase-weak, keychain-unavailable, invalid-request, store codes.
 */
export async function slotFor(
  wish: ProtectionWish,
  stationId: string,
  parts: SlotParts,
): Promise<Result<MadeSlot>> {
  const id = newSlotId();
  const secret = await secretFor(wish, parts);
  if (!secret.ok) return secret;
  const made = await makeSlot(stationId, secret.value, id);
  if (secret.value.kind !== 'file') return ok(made);
  const bytes = secret.value.secret;
  const kept = guardedKeys(() => parts.files.keep(stationId, id, bytes));
  return kept.ok ? ok(made) : kept;
}

/** A slot for a new recovery key, which nobody has seen yet. */
export async function recoverySlot(
  stationId: string,
): Promise<MadeSlot & { readonly recoveryKey: string }> {
  const recoveryKey = newRecoveryKey();
  const secret = readRecoveryKey(recoveryKey);
  if (!secret.ok) throw new Error('A new recovery key cannot be read.');
  const made = await makeSlot(stationId, { kind: 'recovery', secret: secret.value });
  return { ...made, recoveryKey };
}

async function secretFor(wish: ProtectionWish, parts: SlotParts): Promise<Result<SlotSecret>> {
  if (wish.protection === 'file') {
    if (parts.files.isWithin(parts.dataDir)) return fail('invalid-request', inDataFolder);
    return ok({ kind: 'file', secret: newSlotSecret() });
  }
  if (wish.protection === 'keychain') return keychainSecret(parts.keychain);
  const { passphrase } = wish;
  if (passphrase === undefined) return fail('invalid-request', 'there is no passphrase');
  // Counted as people see them, not as UTF-16 has them.
  const characters = [...passphrase.trim()];
  if (characters.length < leastPassphrase || new Set(characters).size < leastDifferent) {
    return fail('passphrase-weak');
  }
  return ok({ kind: 'passphrase', passphrase, cost: parts.cost });
}

const inDataFolder =
  'a key file may not lie in the data folder, whose copy would open by it; ' +
  'use another data folder, or set THRESHOLD_KEY_FOLDER';

/** Nothing rests on a keychain that does not give back what it was given. */
async function keychainSecret(keychain: Keychain | null): Promise<Result<SlotSecret>> {
  if (keychain === null) return fail('keychain-unavailable');
  const secret = newSlotSecret();
  try {
    if (!(await keychain.available())) return fail('keychain-unavailable');
    const token = await keychain.protect(secret);
    const back = await keychain.reveal(token);
    if (!back.secret.equals(secret)) return fail('keychain-unavailable');
    return ok({ kind: 'keychain', secret, token: back.renewed ?? token });
  } catch (cause) {
    return fail('keychain-unavailable', cause instanceof Error ? cause.message : undefined);
  }
}
