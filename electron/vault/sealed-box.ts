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

/** An X25519 key pair, as DER: SPKI and PKCS #8. */
export interface BoxPair {
  readonly publicKey: Buffer;
  readonly privateKey: Buffer;
}

export function newBoxPair(): BoxPair {
  const { publicKey, privateKey } = generateKeyPairSync('x25519');
  return { publicKey: spki(publicKey), privateKey: pkcs8(privateKey) };
}

/** Bytes of an X25519 public key as SPKI. */
const publicBytes = 44;
/** Keeps these keys apart from any other use of the same agreement. */
const purpose = 'threshold sealed box 1';

/**
 * Seals for the holder of a private key, knowing the public one only: an ephemeral X25519 agreement,
 * HKDF-SHA256 over both public keys, AES-256-GCM. Ephemeral public key (SPKI) | seal.
 */
export function boxFor(publicKey: Uint8Array, plain: Uint8Array, associated: Uint8Array): Buffer {
  const ephemeral = generateKeyPairSync('x25519');
  const shared = diffieHellman({
    privateKey: ephemeral.privateKey,
    publicKey: publicKeyOf(publicKey),
  });
  const sender = spki(ephemeral.publicKey);
  return Buffer.concat([
    sender,
    seal(boxKey(shared, sender, Buffer.from(publicKey)), plain, associated),
  ]);
}

/** @throws SealError where it was altered, is bound to something else or for another key */
export function unbox(privateKey: Uint8Array, box: Uint8Array, associated: Uint8Array): Buffer {
  const sender = Buffer.from(box.subarray(0, publicBytes));
  const own = privateKeyOf(privateKey);
  const shared = agree(own, sender);
  const key = boxKey(shared, sender, spki(createPublicKey(own)));
  return unseal(key, box.subarray(publicBytes), associated);
}

function agree(privateKey: KeyObject, sender: Uint8Array): Buffer {
  try {
    return diffieHellman({ privateKey, publicKey: publicKeyOf(sender) });
  } catch {
    throw new SealError('This is no box of a key.');
  }
}

function boxKey(shared: Buffer, sender: Buffer, recipient: Buffer): Buffer {
  const salt = Buffer.concat([sender, recipient]);
  return Buffer.from(hkdfSync('sha256', shared, salt, purpose, keyBytes));
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
