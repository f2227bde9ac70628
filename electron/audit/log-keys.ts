import {
  createHmac,
  createPrivateKey,
  createPublicKey,
  sign,
  timingSafeEqual,
  verify,
  type KeyObject,
} from 'node:crypto';

/** Bytes of an Ed25519 seed and of its public key. */
const keyBytes = 32;
/** What stands before a seed in PKCS #8, and before a public key in SPKI (RFC 8410). */
const pkcs8Prefix = Buffer.from('302e020100300506032b657004220420', 'hex');
const spkiPrefix = Buffer.from('302a300506032b6570032100', 'hex');

/** What the station signs and marks its log with; made of two secrets of 32 bytes. */
export class LogKeys {
  /** The raw Ed25519 public key in hexadecimal digits. */
  readonly publicKey: string;
  readonly stationId: string;
  readonly #signing: KeyObject;
  readonly #tail: Uint8Array;

  constructor(stationId: string, secrets: { signing: Uint8Array; tail: Uint8Array }) {
    this.stationId = stationId;
    this.#signing = createPrivateKey({
      key: Buffer.concat([pkcs8Prefix, secrets.signing]),
      format: 'der',
      type: 'pkcs8',
    });
    const spki = createPublicKey(this.#signing).export({ format: 'der', type: 'spki' });
    this.publicKey = spki.subarray(-keyBytes).toString('hex');
    this.#tail = secrets.tail;
  }

  /** An Ed25519 signature, 64 bytes. */
  sign(text: string): Buffer {
    return sign(null, Buffer.from(text), this.#signing);
  }

  signed(text: string, signature: Uint8Array): boolean {
    return isSigned(this.publicKey, text, signature);
  }

  /** HMAC-SHA256 under the tail's secret, 32 bytes. */
  mark(text: string): Buffer {
    return createHmac('sha256', this.#tail).update(text).digest();
  }

  marked(text: string, mac: Uint8Array): boolean {
    const right = this.mark(text);
    return mac.byteLength === right.byteLength && timingSafeEqual(mac, right);
  }
}

/** Whether a text was signed with the private half of a public key, given in hexadecimal digits. */
export function isSigned(publicKey: string, text: string, signature: Uint8Array): boolean {
  const raw = Buffer.from(publicKey, 'hex');
  if (raw.byteLength !== keyBytes) return false;
  try {
    const key = Buffer.concat([spkiPrefix, raw]);
    const imported = createPublicKey({ key, format: 'der', type: 'spki' });
    return verify(null, Buffer.from(text), imported, signature);
  } catch {
    // No key or no signature at all: bytes from a file that anybody may have written.
    return false;
  }
}
