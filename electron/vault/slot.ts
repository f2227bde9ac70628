import { hkdfSync, randomBytes } from 'node:crypto';
import { protections } from '../contract/access.ts';
import { fail, ok, type Result } from '../contract/errors.ts';
import { associatedData } from './associated-data.ts';
import { isAcceptable, keyFromPassphrase, type ScryptCost } from './scrypt-cost.ts';
import { keyBytes, seal, unseal } from './seal.ts';
import { newBoxPair } from './sealed-box.ts';

export const slotKinds = [...protections, 'recovery'] as const;
export type SlotKind = (typeof slotKinds)[number];

/**
 * What opens a slot. `secret`: 32 random bytes that a keychain or a file keeps, or the recovery
 * key's; `token`: what the keychain made of them, kept with the slot.
 */
export type SlotSecret =
  | { readonly kind: 'passphrase'; readonly passphrase: string; readonly cost: ScryptCost }
  | { readonly kind: 'keychain'; readonly secret: Uint8Array; readonly token: Uint8Array }
  | { readonly kind: 'file' | 'recovery'; readonly secret: Uint8Array };

/**
 * One way to the station key. Its private key is sealed by the slot's secret, so that the station
 * key can be changed for every slot without knowing any secret.
 */
export interface Slot {
  /** 16 hexadecimal digits. */
  readonly id: string;
  readonly kind: SlotKind;
  readonly salt: Buffer;
  /** Of a passphrase only. */
  readonly cost: ScryptCost | null;
  /** Of a keychain only. */
  readonly token: Buffer | null;
  readonly publicKey: Buffer;
  /** PKCS #8, sealed. */
  readonly privateKey: Buffer;
}

/** A slot that was just made: with what the station boxes its key for it by, which is kept sealed. */
export interface NewSlot extends Slot {
  readonly authority: Buffer;
}

/** A slot somebody holds open. */
export interface HeldSlot {
  readonly id: string;
  readonly privateKey: Buffer;
}

const saltBytes = 16;
const idBytes = 8;

export function newSlotId(): string {
  return randomBytes(idBytes).toString('hex');
}

export function newSlotSecret(): Buffer {
  return randomBytes(keyBytes);
}

/** A new slot of a station, with its private key open. */
export async function makeSlot(
  stationId: string,
  secret: SlotSecret,
  id = newSlotId(),
): Promise<{ slot: NewSlot; held: HeldSlot }> {
  const pair = newBoxPair();
  const salt = randomBytes(saltBytes);
  const cost = secret.kind === 'passphrase' ? secret.cost : null;
  const token = secret.kind === 'keychain' ? Buffer.from(secret.token) : null;
  const key =
    secret.kind === 'passphrase'
      ? await keyFromPassphrase(secret.passphrase, salt, secret.cost)
      : keyFromSecret(secret.secret, salt);
  const bound = boundTo(stationId, { id, kind: secret.kind });
  const privateKey = seal(key, pair.privateKey, bound);
  const { publicKey, authority } = pair;
  const slot = { id, kind: secret.kind, salt, cost, token, publicKey, privateKey, authority };
  return { slot, held: { id, privateKey: pair.privateKey } };
}

/** @throws SealError where it is another secret */
export function openBySecret(stationId: string, slot: Slot, secret: Uint8Array): HeldSlot {
  const key = keyFromSecret(secret, slot.salt);
  return { id: slot.id, privateKey: unseal(key, slot.privateKey, boundTo(stationId, slot)) };
}

/**
 * Errors: keys-damaged (its cost is none that this station would have chosen).
 * @throws SealError where it is another passphrase
 */
export async function openByPassphrase(
  stationId: string,
  slot: Slot,
  passphrase: string,
  least: ScryptCost,
): Promise<Result<HeldSlot>> {
  if (slot.cost === null || !isAcceptable(slot.cost, least)) {
    return fail('keys-damaged', 'the parameters of the passphrase were altered');
  }
  const key = await keyFromPassphrase(passphrase, slot.salt, slot.cost);
  const privateKey = unseal(key, slot.privateKey, boundTo(stationId, slot));
  return ok({ id: slot.id, privateKey });
}

function keyFromSecret(secret: Uint8Array, salt: Uint8Array): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, salt, 'threshold slot 1', keyBytes));
}

function boundTo(stationId: string, { id, kind }: Pick<Slot, 'id' | 'kind'>): Buffer {
  return associatedData('slot', stationId, id, kind);
}
