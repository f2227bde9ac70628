import {
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  hkdfSync,
  type KeyObject,
} from 'node:crypto';
import { SealError } from './seal-error.ts';
import { keyBytes, seal, unseal } from './seal.ts';

/**
 * For whom a box is made. `publicKey`: X25519, as SPKI. `authority`: 32 bytes that the holder can work out
 * and nobody else can, unless they were told: who knows only the public key makes no box that opens.
 */
export interface BoxAddress {
  readonly publicKey: Buffer;
  readonly authority: Buffer;
}

/** With its private key, as PKCS #8. */
export interface BoxPair extends BoxAddress {
  readonly privateKey: Buffer;
}

export function newBoxPair(): BoxPair {
  const pair = generateKeyPairSync('x25519');
  const privateKey = pkcs8(pair.privateKey);
  return { publicKey: spki(pair.publicKey), privateKey, authority: authorityOf(privateKey) };
}

/** Bytes of an X25519 public key as SPKI. */
export const publicBytes = 44;
/** Keeps these keys apart from any other use of the same agreement. */
const purpose = 'threshold sealed box 1';

/**
 * Seals for the holder of a private key without knowing it: an ephemeral X25519 agreement,
 * HKDF-SHA256 over both public keys and the authority, AES-256-GCM. Ephemeral public key (SPKI) | seal.
 */
export function boxFor(
  { publicKey, authority }: BoxAddress,
  plain: Uint8Array,
  associated: Uint8Array,
): Buffer {
  const ephemeral = generateKeyPairSync('x25519');
  const shared = diffieHellman({
    privateKey: ephemeral.privateKey,
    publicKey: publicKeyOf(publicKey),
  });
  const sender = spki(ephemeral.publicKey);
  return Buffer.concat([
    sender,
    seal(boxKey(shared, sender, publicKey, authority), plain, associated),
  ]);
}

/**
 * @throws SealError where it was altered, is bound to something else, for another key, or made by whom
 * nobody gave the authority
 */
export function unbox(privateKey: Uint8Array, box: Uint8Array, associated: Uint8Array): Buffer {
  const sender = Buffer.from(box.subarray(0, publicBytes));
  const own = privateKeyOf(privateKey);
  const shared = agree(own, sender);
  const key = boxKey(shared, sender, spki(createPublicKey(own)), authorityOf(privateKey));
  return unseal(key, box.subarray(publicBytes), associated);
}

function agree(privateKey: KeyObject, sender: Uint8Array): Buffer {
  try {
    return diffieHellman({ privateKey, publicKey: publicKeyOf(sender) });
  } catch {
    throw new SealError('This is no box of a key.');
  }
}

function boxKey(shared: Buffer, sender: Buffer, recipient: Buffer, authority: Buffer): Buffer {
  const salt = Buffer.concat([sender, recipient]);
  const secret = Buffer.concat([shared, authority]);
  return Buffer.from(hkdfSync('sha256', secret, salt, purpose, keyBytes));
}

function authorityOf(privateKey: Uint8Array): Buffer {
  const none = Buffer.alloc(0);
  return Buffer.from(hkdfSync('sha256', privateKey, none, 'threshold box authority 1', keyBytes));
}

function publicKeyOf(der: Uint8Array): KeyObject {
  return createPublicKey({ key: Buffer.from(der), format: 'der', type: 'spki' });
}

function privateKeyOf(der: Uint8Array): KeyObject {
  return createPrivateKey({ key: Buffer.from(der), format: 'der', type: 'pkcs8' });
}

function spki(key: KeyObject): Buffer {
  return key.export({ format: 'der', type: 'spki' });
}

function pkcs8(key: KeyObject): Buffer {
  return key.export({ format: 'der', type: 'pkcs8' });
}
